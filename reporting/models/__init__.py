"""What a partnership owes others: the written statement, the papers of its meetings."""

from .agreed import AgreedColour
from .agreement import Signatory
from .meetings import Meeting, MeetingKind
from .papers import Papers
from .statements import Section, Statement
from .timetable import Milestone
from .versions import Version

__all__ = [
    "AgreedColour",
    "Meeting",
    "MeetingKind",
    "Milestone",
    "Papers",
    "Section",
    "Signatory",
    "Statement",
    "Version",
]
