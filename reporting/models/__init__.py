"""What a partnership owes others: the written statement, the papers of its meetings, deadlines and data."""

from .agreed import AgreedColour
from .agreement import Signatory
from .calendars import CalendarAddress
from .meetings import Meeting, MeetingKind
from .papers import Papers
from .statements import Section, Statement
from .timetable import Milestone
from .tokens import Token
from .versions import Version

__all__ = [
    "AgreedColour",
    "CalendarAddress",
    "Meeting",
    "MeetingKind",
    "Milestone",
    "Papers",
    "Section",
    "Signatory",
    "Statement",
    "Token",
    "Version",
]
