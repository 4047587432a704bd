"""What a partnership owes others: the written statement, the papers of its meetings, deadlines and data."""

from .agreement import Signatory
from .calendars import CalendarAddress
from .statements import Section, Statement
from .timetable import Milestone
from .tokens import Token
from .versions import Version

__all__ = ["CalendarAddress", "Milestone", "Section", "Signatory", "Statement", "Token", "Version"]
