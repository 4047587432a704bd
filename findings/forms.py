"""What people type about a letter."""

import datetime as dt
from typing import Any

from django import forms

from findings.models import Letter
from partnerships.plain_dates import PlainDateField
from partnerships.stale import StaleForm


class ReceiptForm(StaleForm):
    """The day a letter was received."""

    edits = {"received_on": "received_on"}

    received_on = PlainDateField(label="Day of receipt")

    def __init__(self, *args: Any, letter: Letter, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, record=letter, **kwargs)
        self.letter, self.today = letter, today
        self.fields["received_on"].initial = letter.received_on or letter.letter_date

    def clean_received_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["received_on"]
        if why := self.letter.why_not_received(day, self.today):
            raise forms.ValidationError(why)
        return day
