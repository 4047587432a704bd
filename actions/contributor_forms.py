"""What is asked of an agency that has a part in an action."""

from typing import Any

from django import forms
from django.db.models import Q

from actions.form_fields import PlainText
from actions.models import Action, Contributor
from actions.models.contributors import LONGEST_PART
from actions.officer_field import OfficerField
from partnerships.models import Agency
from partnerships.stale import StaleForm


class Part(forms.Form):
    """Its part, and its named person."""

    part = PlainText(
        label="Its part",
        help_text=f"What this agency does in the action. Up to {LONGEST_PART:,} characters. Name no child or family.",
        max_length=LONGEST_PART,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say what this agency does in the action."},
    )
    officer = OfficerField(
        label="Named person (optional)", help_text="Somebody of this agency, who records progress on its part."
    )

    def refuse_other_agencys(self, agency: Agency | None) -> None:
        officer = self.cleaned_data.get("officer")
        if agency and officer and officer.agency_id and officer.agency_id != agency.pk:
            self.add_error("officer", f"{officer.name} is of {officer.agency}. Choose somebody of {agency}.")


class AddContributorForm(Part):
    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label="Agency",
        empty_label="Choose an agency",
        error_messages={
            "required": "Choose the agency.",
            "invalid_choice": "Choose an agency of this partnership that does not lead the action.",
        },
    )
    field_order = ("agency", "part", "officer")

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = Agency.objects.beside(action.letter_id).filter(partnership=action.partnership_id)
        agencies = here.in_place().exclude(pk=action.lead_agency_id)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]
        officer: Any = self.fields["officer"]
        officer.offer(action.partnership_id, action.letter_id)
        officer.queryset = officer.queryset.exclude(agency=action.lead_agency_id)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.refuse_other_agencys(cleaned.get("agency"))
        return cleaned


class ContributorForm(Part, StaleForm):
    edits = {"part": "part", "officer": "officer"}

    def __init__(self, *args: Any, contributor: Contributor, **kwargs: Any) -> None:
        super().__init__(*args, record=contributor, **kwargs)
        self.contributor = contributor
        officer: Any = self.fields["officer"]
        letter, named = contributor.action.letter_id, [contributor.officer_id]
        officer.offer(contributor.partnership_id, letter, contributor.agency_id, named)
        officer.queryset = officer.queryset.filter(
            Q(agency=contributor.agency_id) | Q(agency=None) | Q(pk=contributor.officer_id)
        )
        for name in self.edits:
            self.fields[name].initial = getattr(contributor, name)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.refuse_other_agencys(self.contributor.agency)
        return cleaned
