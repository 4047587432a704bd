"""What a person says of a further copy, and whose letter one is."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from actions.preparing import Prepared
from findings.models.letters import FIRST_DAY
from partnerships.plain_dates import PlainDateField

LATER = ("later", "Decide later, on the letter’s page")


class CopyForm(forms.Form):
    """A further copy: each difference decided now or later, and whether it is the published letter."""

    def __init__(self, *args: Any, prepared: Prepared, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in prepared.differences:
            self.fields[one["key"]] = forms.ChoiceField(
                label=one["about"][:1].upper() + one["about"][1:],
                choices=_choices(one),
                widget=forms.RadioSelect,
                required=False,
                initial="later",
                error_messages={"invalid_choice": f"{one['about']}: choose one of the three."},
            )
        if prepared.embargoed:
            self.fields["published_on"] = PlainDateField(
                label="If this is the published letter: published on",
                required=False,
                help_text="Everyone in the partnership sees the letter and its plan from then on. Empty: not yet.",
            )

    def clean_published_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["published_on"]
        if day and not FIRST_DAY <= day <= timezone.localdate():
            raise forms.ValidationError("Published on: choose today or an earlier day.")
        return day


def _choices(difference: dict[str, Any]) -> list[tuple[str, str]]:
    if difference["stays"]:
        return [("keep", "It is in the letter all the same"), ("accept", "Note that this copy lacks it"), LATER]
    return [("accept", "Use the new copy"), ("keep", "Keep what the plan has"), LATER]


class WhoseForm(forms.Form):
    """Which partnership a letter is to. An administrator can also name the area of a new one."""

    partnership = forms.ChoiceField(
        label="Partnership",
        required=False,
        error_messages={"invalid_choice": "Choose a partnership of the list."},
    )
    area = forms.CharField(
        label="Or the area of a new partnership",
        required=False,
        max_length=100,
        help_text="As letters name it, such as “Dorset”; up to 100 characters.",
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partnership: Any = self.fields["partnership"]
        partnership.choices = [("", "Choose a partnership"), *choices]
        if not new:
            del self.fields["area"]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if bool(told.get("partnership")) == bool(told.get("area")) and not self.errors:
            both = " or the area of a new one, not both" if "area" in self.fields else ""
            self.add_error("partnership", f"Choose the partnership that the letter is to{both}.")
        return told
