"""What people type about a finding's lead and about an action."""

from typing import Any

from django import forms

from actions.form_fields import PlainText
from actions.models import Action
from findings.models import Finding
from partnerships.models import Agency
from partnerships.stale import StaleForm


class LeadForm(StaleForm):
    """Which agency of the finding's own partnership leads."""

    edits = {"agency": "lead_agency"}
    confirms = True

    agency = forms.ModelChoiceField(
        queryset=Agency.objects.none(),
        label="Lead agency",
        empty_label="Choose an agency",
        error_messages={
            "required": "Choose the lead agency.",
            "invalid_choice": "Choose an agency of this partnership.",
        },
    )

    def __init__(self, *args: Any, finding: Finding, **kwargs: Any) -> None:
        super().__init__(*args, record=finding, **kwargs)
        agencies = finding.partnership.agencies.beside(finding.letter_id)
        self.fields["agency"].queryset = agencies.in_place(finding.lead_agency_id)  # type: ignore[attr-defined]
        self.fields["agency"].initial = finding.lead_agency


class ActionTextForm(StaleForm):
    """What will be done to answer a finding."""

    edits = {"text": "text"}

    text = PlainText(
        label="What will be done",
        help_text="Say who does what, so that another agency can see whether it is done. Name no child or family. "
        "Up to 4,000 characters.",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
        error_messages={"required": "Write what will be done."},
    )

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, record=action, **kwargs)
        self.fields["text"].initial = action.text
