"""What people type about a letter."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet

from findings.models import Letter
from partnerships.agency_forms import PersonChoice
from partnerships.models import User
from partnerships.plain_dates import FIRST_DAY, PlainDateField
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


class ReaderForm(forms.Form):
    """Someone of the partnership who is to see a letter before it is published. `people`: rows of people_of."""

    user = PersonChoice(
        queryset=User.objects.none(),
        label="Who is to see it?",
        help_text="People of the partnership who do not see it yet. Who is invited can be named once they have come.",
        empty_label="Choose a person",
        error_messages={"required": "Choose a person.", "invalid_choice": "Choose a person of this partnership."},
    )

    def __init__(self, *args: object, people: QuerySet[User], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["user"].queryset = people  # type: ignore[attr-defined]


class PublishedForm(forms.Form):
    """The day on which the inspectorates published a letter."""

    published_on = PlainDateField(label="Published on")

    def __init__(self, *args: object, today: dt.date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.today = today

    def clean_published_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["published_on"]
        if not FIRST_DAY <= day <= self.today:
            raise forms.ValidationError("Published on: choose today or an earlier day.")
        return day
