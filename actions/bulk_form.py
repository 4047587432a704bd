"""What is to hold of many actions at once."""

from typing import Any

from django import forms

from actions.bulk import Wanted
from actions.officer_field import OfficerField
from partnerships.models import Agency, Partnership
from partnerships.plain_dates import PlanDateField


class BulkForm(forms.Form):
    lead_agency = forms.ModelChoiceField(
        queryset=Agency.objects.none(),
        required=False,
        empty_label="Leave as it is",
        error_messages={"invalid_choice": "Lead agency: choose one from the list."},
    )
    lead_officer = OfficerField(label="Lead officer", empty_label="Leave as it is")
    planned_start = PlanDateField(label="Planned start", required=False)
    target_date = PlanDateField(
        label="Target date",
        required=False,
        help_text="Only where none is agreed yet. For example, 16 October 2018 or 16/10/2018",
    )
    start = forms.BooleanField(label="Say that work has started", required=False)

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead_officer"].offer(partnership.pk)  # type: ignore[attr-defined]
        agencies = Agency.objects.filter(partnership=partnership, successor=None)
        self.fields["lead_agency"].queryset = agencies  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            raise forms.ValidationError("Choose at least one thing to change.")
        starts, ends = cleaned.get("planned_start"), cleaned.get("target_date")
        if starts and ends and starts > ends:
            self.add_error("planned_start", "Planned start: choose a day before the target date.")
        return cleaned

    def wanted(self) -> Wanted:
        return Wanted(**self.cleaned_data)
