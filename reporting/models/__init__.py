"""What a partnership owes others: the written statement, papers, reminders, deadlines and data."""

from .agreed import AgreedColour
from .agreement import Signatory
from .calendars import CalendarAddress
from .meetings import Meeting, MeetingKind
from .papers import Papers
from .reminders import Digest, ReminderChoice, ReminderRun
from .requests import AskedUpdate, UpdateRequest
from .statements import Section, Statement
from .timetable import Milestone
from .tokens import Token
from .versions import Version

__all__ = [
    "AgreedColour",
    "AskedUpdate",
    "CalendarAddress",
    "Digest",
    "Meeting",
    "MeetingKind",
    "Milestone",
    "Papers",
    "ReminderChoice",
    "ReminderRun",
    "Section",
    "Signatory",
    "Statement",
    "Token",
    "UpdateRequest",
    "Version",
]
