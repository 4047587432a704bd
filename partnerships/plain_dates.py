"""A date typed as people write it."""

from typing import Any

from django import forms

FORMATS = ["%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%Y-%m-%d"]
EXAMPLE = "For example, 16 October 2018 or 16/10/2018"


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
