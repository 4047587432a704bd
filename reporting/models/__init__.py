"""What a partnership owes others: the written statement, the papers of its meetings."""

from .agreement import Signatory
from .reminders import Digest, ReminderChoice, ReminderRun
from .requests import AskedUpdate, UpdateRequest
from .statements import Section, Statement
from .timetable import Milestone
from .versions import Version

__all__ = [
    "AskedUpdate",
    "Digest",
    "Milestone",
    "ReminderChoice",
    "ReminderRun",
    "Section",
    "Signatory",
    "Statement",
    "UpdateRequest",
    "Version",
]
