"""What a partnership owes others: the written statement, the papers of its meetings."""

from .agreement import Signatory
from .statements import Section, Statement
from .timetable import Milestone
from .versions import Version

__all__ = ["Milestone", "Section", "Signatory", "Statement", "Version"]
