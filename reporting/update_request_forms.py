"""By when updates are asked for, for which meeting, and of whom."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from findings.models import Letter
from partnerships.keys import KEY
from partnerships.models import Agency
from partnerships.plain_dates import EXAMPLE, PlanDateField


class Several(forms.ModelMultipleChoiceField):
    def clean(self, value: Any) -> Any:
        if not all(KEY.fullmatch(str(one)) for one in value or ()):
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().clean(value)


def several(queryset: Any, label: str, wrong: str) -> Several:
    return Several(
        queryset,
        label=label,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": wrong, "invalid_pk_value": wrong},
    )


class ByWhenForm(forms.Form):
    due = PlanDateField(label="By which day", help_text=f"The meeting’s cut-off. {EXAMPLE}.")
    meeting = forms.CharField(
        label="For which meeting (optional)",
        required=False,
        max_length=200,
        help_text="Such as “Executive, 3 December”. Up to 200 characters.",
    )

    def clean_due(self) -> dt.date:
        due: dt.date = self.cleaned_data["due"]
        if due < timezone.localdate():
            raise forms.ValidationError("By which day: choose today or a later day.")
        return due


class AskForm(ByWhenForm):
    """`letters` and `agencies`: those of open actions; none chosen is all of them. One alone is no choice."""

    letters = several(Letter.objects.none(), "Of which letters?", "Choose letters of this partnership.")
    agencies = several(Agency.objects.none(), "Of which agencies?", "Choose agencies of this partnership.")

    def __init__(self, *args: Any, letters: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("letters", letters), ("agencies", agencies)):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]

    @property
    def choices(self) -> list[forms.BoundField]:
        """Those that there is something to choose among; each asks the database once."""
        return [self[name] for name in ("letters", "agencies") if len(self[name].subwidgets) > 1]
