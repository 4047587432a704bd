"""What is asked about a calendar address and a token: what it is for, and how long it opens."""

import datetime as dt
from typing import Any

from django import forms

from partnerships.plain_dates import EXAMPLE, PlainDateField
from reporting.models.secret_keys import LASTS, LONGEST
from reporting.models.tokens import LONGEST_NAME


class LastDayField(PlainDateField):
    """From `today`, which the form sets, to a year ahead."""

    today: dt.date

    def validate(self, value: Any) -> None:
        super().validate(value)
        last = self.today + LONGEST
        if value and not self.today <= value <= last:
            raise forms.ValidationError(f"{self.label}: choose a day from today to {last:%-d %B %Y}.")


class LastDayForm(forms.Form):
    last_day = LastDayField(label="Last day", help_text=f"{EXAMPLE}. A year ahead at most.")

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_day"].today = today  # type: ignore[attr-defined]
        self.fields["last_day"].initial = today + LASTS


class CalendarForm(LastDayForm):
    """`choices`: of partnership and scope, such as "12:mine", with what each is called."""

    what = forms.ChoiceField(
        label="What the calendar shows",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what the calendar shows.",
            "invalid_choice": "Choose what the calendar shows from the list.",
        },
    )
    field_order = ("what", "last_day")

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = choices  # type: ignore[attr-defined]


class TokenForm(LastDayForm):
    name = forms.CharField(
        label="What it is for",
        max_length=LONGEST_NAME,
        help_text=f"Such as “Power BI, board report”. Up to {LONGEST_NAME} characters.",
        error_messages={"required": "Write what the token is for."},
    )
    field_order = ("name", "last_day")
