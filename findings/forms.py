"""What people type about a letter."""

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.forms import BoundField

from findings.models import Letter
from partnerships.agency_forms import PersonChoice
from partnerships.models import User
from partnerships.plain_dates import EXAMPLE, FIRST_DAY, PlainDateField
from partnerships.stale import StaleForm


class LetterDayForm(StaleForm):
    """One day of a letter, asked for on a page of its own."""

    heading: ClassVar[str]
    why: ClassVar[str]  # it is asked for

    def __init__(self, *args: Any, letter: Letter, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, record=letter, **kwargs)
        self.letter, self.today = letter, today
        for name in self.edits:
            self.fields[name].initial = self.first_shown()

    @property
    def day(self) -> BoundField:
        return self[next(iter(self.edits))]

    def first_shown(self) -> dt.date | None:
        raise NotImplementedError

    def write(self, letter: Letter, actor: Any) -> bool:
        raise NotImplementedError

    def done(self) -> str:
        raise NotImplementedError


class ReceiptForm(LetterDayForm):
    """The day a letter was received."""

    edits = {"received_on": "received_on"}
    heading = "When did the letter come?"
    why = "The 70 working days start on the day the partnership received the letter."

    received_on = PlainDateField(label="Day of receipt")

    def first_shown(self) -> dt.date | None:
        return self.letter.received_on or self.letter.letter_date

    def clean_received_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["received_on"]
        if why := self.letter.why_not_received(day, self.today):
            raise forms.ValidationError(why)
        return day

    def write(self, letter: Letter, actor: Any) -> bool:
        return letter.receive_on(actor, self.cleaned_data["received_on"])

    def done(self) -> str:
        return f"The day of receipt is {self.cleaned_data['received_on']:%-d %B %Y}."


class StatementSentForm(LetterDayForm):
    """The day on which the written statement went to Ofsted; emptied, it was not sent after all."""

    edits = {"statement_sent_on": "statement_sent_on"}
    heading = "When was the statement sent?"
    why = "From that day on it is no longer counted as due or late."

    statement_sent_on = PlainDateField(
        label="Statement sent on", required=False, help_text=f"Leave it empty where it is not sent yet. {EXAMPLE}"
    )

    def first_shown(self) -> dt.date | None:
        return self.letter.statement_sent_on

    def clean_statement_sent_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["statement_sent_on"]
        if day and (why := self.letter.why_not_sent(day, self.today)):
            raise forms.ValidationError(why)
        return day

    def write(self, letter: Letter, actor: Any) -> bool:
        return letter.statement_went(actor, self.cleaned_data["statement_sent_on"])

    def done(self) -> str:
        day = self.cleaned_data["statement_sent_on"]
        return f"The statement was sent on {day:%-d %B %Y}." if day else "The statement is not sent yet."


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
