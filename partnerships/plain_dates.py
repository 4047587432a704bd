"""A date typed as people write it."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import lazy

FORMATS = ["%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d"]
EXAMPLE = "For example, 16 October 2018 or 16/10/2018"
FIRST_DAY = dt.date(2000, 1, 1)  # no letter is older
YEARS_AHEAD = 10
DAY = re.compile(r"^([0-9]{4}-[0-9]{1,2}-)?([0-9]{1,2})(?![0-9])")


class PlainDateField(forms.DateField):
    """Day, month, year, with the month in words or figures; shown again as "16 October 2018"."""

    def __init__(self, **kwargs: Any) -> None:
        label = kwargs.get("label", "date")
        wrong = f"{label}: write a day, a month and a year, such as 16 October 2018."
        kwargs.setdefault("input_formats", FORMATS)
        kwargs.setdefault("help_text", EXAMPLE)
        kwargs.setdefault("error_messages", {"invalid": wrong, "required": wrong})
        kwargs.setdefault("widget", forms.DateInput(format="%-d %B %Y", attrs={"autocomplete": "off"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> dt.date | None:
        try:
            return super().to_python(value)
        except forms.ValidationError:
            self._refuse_day(str(value).strip())
            raise

    def _refuse_day(self, typed: str) -> None:
        """Says so where the month is right and has no such day."""
        day = DAY.match(typed)
        try:
            first = super().to_python(DAY.sub(r"\g<1>1", typed)) if day else None
        except forms.ValidationError:
            return
        if day and first:
            raise forms.ValidationError(f"{self.label}: there is no {day[2]} {first:%B %Y}.")


class PlanDateField(PlainDateField):
    """A day of a plan: in no year that nobody can mean."""

    def __init__(self, **kwargs: Any) -> None:
        said = kwargs.pop("help_text", "") or f"{EXAMPLE}."
        super().__init__(**kwargs, help_text=lazy(lambda: f"{said} {self.limits()}", str)())

    def limits(self) -> str:
        return f"From {FIRST_DAY.year} to {self.last_day()[1]}."

    def validate(self, value: Any) -> None:
        super().validate(value)
        last, words = self.last_day()
        if value and not FIRST_DAY <= value <= last:
            raise forms.ValidationError(f"{self.label}: choose a day from {FIRST_DAY.year} to {words}.")

    def last_day(self) -> tuple[dt.date, str]:
        """The last one that can be chosen, and how it is called."""
        year = timezone.localdate().year + YEARS_AHEAD
        return dt.date(year, 12, 31), str(year)


class PastDateField(PlanDateField):
    """A day that is not ahead."""

    def last_day(self) -> tuple[dt.date, str]:
        return timezone.localdate(), "today"
