"""What is to hold of many actions at once."""

from collections.abc import Sequence
from typing import Any

from django import forms

from actions.bulk import Step, Wanted
from actions.form_fields import PlainText
from actions.models import Action
from actions.models.updates import LONGEST
from actions.officer_field import OfficerField
from actions.plan_rules import wrong_dates
from partnerships.models import Agency
from partnerships.plain_dates import EXAMPLE, PlanDateField


class BulkForm(forms.Form):
    """Of actions of one partnership."""

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
        help_text=f"Set where none is agreed yet. Where one is, this is asked for, with the reason. {EXAMPLE}.",
    )
    status = forms.ChoiceField(
        choices=[("", "Leave as it is"), *Step.choices],
        required=False,
        error_messages={"invalid_choice": "Status: choose one from the list."},
    )
    reason = PlainText(
        required=False,
        max_length=LONGEST,
        help_text="For new dates, or for cancelling: the same for all. "
        f"Up to {LONGEST:,} characters. Everyone in the partnership can read it. Name no child or family.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, actions: Sequence[Action], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = actions[0]
        one_leads = all(action.lead_agency_id == first.lead_agency_id for action in actions)
        leading = first.lead_agency_id if one_leads else None
        letters = {action.letter_id for action in actions}
        letter = letters.pop() if len(letters) == 1 else None
        self.fields["lead_officer"].offer(first.partnership_id, letter, leading)  # type: ignore[attr-defined]
        agencies = Agency.objects.beside(letter).filter(partnership=first.partnership_id).in_place()
        self.fields["lead_agency"].queryset = agencies  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        set_now = [name for name, value in cleaned.items() if value and name != "reason"]
        if not self.errors and not set_now:
            raise forms.ValidationError("Choose at least one thing to change.")
        if why := wrong_dates(cleaned.get("planned_start"), cleaned.get("target_date")):
            self.add_error("planned_start", why)
        if cleaned.get("status") == Step.CANCEL and set_now != ["status"]:
            self.add_error("status", "Status: cancel them on their own, and leave the rest as it is.")
        if cleaned.get("status") == Step.CANCEL and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Reason: say why they are cancelled.")
        return cleaned

    def wanted(self) -> Wanted:
        return Wanted(**self.cleaned_data)
