"""Which reminders a person wants."""

from typing import Any

from django import forms

from partnerships.stale import StaleForm
from reporting.models import ReminderChoice
from reporting.models.reminders import Weekday
from reporting.reminders.kinds import TITLES

HINTS = {
    "asked": "By your business manager, before a meeting.",
    "overdue": "Once a week.",
    "due": "28, 14 and 7 days before, and on the day.",
    "assurance": "Where you run a plan.",
    "statement": "Its timetable, where you run a plan; your agency’s agreement, where you sign for it.",
    "missed": "Where you answer for an agency, or chair a partnership.",
}


class ReminderForm(StaleForm):
    """`kinds` are the fields that say of what."""

    edits = {name: name for name in ("on", "weekday", *TITLES)}

    on = forms.BooleanField(label="Send me reminders by e-mail", required=False)
    weekday = forms.TypedChoiceField(
        label="Day of the weekly list",
        coerce=int,
        choices=Weekday.choices,
        help_text="On this day the mail also lists again what is overdue, and what still waits for you.",
        error_messages={"required": "Choose a day of the week.", "invalid_choice": "Choose a day of the week."},
    )

    def __init__(self, *args: Any, record: ReminderChoice, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        for name, title in TITLES.items():
            self.fields[name] = forms.BooleanField(label=title, required=False, help_text=HINTS.get(name, ""))
        for name in self.edits:
            self.fields[name].initial = getattr(record, name)

    def kinds(self) -> list[forms.BoundField]:
        return [self[name] for name in TITLES]
