"""The kinds of reminders, the most pressing first. Each is a choice of the person (ReminderChoice) by its name."""

TITLES = {
    "asked": "Updates asked for",
    "evidence": "More evidence needed",
    "overdue": "Overdue",
    "due": "Due soon",
    "assurance": "Waiting for your assurance",
    "statement": "Written statement",
    "missed": "Requests for updates that nobody answered",
}
COUNTED = {  # in a subject, after a number
    "asked": "to update",
    "evidence": "with more evidence needed",
    "overdue": "overdue",
    "due": "due soon",
    "assurance": "to assure",
    "statement": "for the statement",
    "missed": "without an answer",
}
