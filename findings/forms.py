"""What people type about a letter."""

import datetime as dt

from django import forms

from findings.models import Letter
from partnerships.plain_dates import PlainDateField


class ReceiptForm(forms.Form):
    """The day a letter was received; the version is that of the letter the form was filled in on."""

    received_on = PlainDateField(label="Day of receipt")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: object, letter: Letter, today: dt.date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.letter, self.today = letter, today

    def clean_received_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["received_on"]
        if why := self.letter.why_not_received(day, self.today):
            raise forms.ValidationError(why)
        return day
