"""Who does an action, when, and how it will be known that it worked."""

from typing import Any

from django import forms

from actions.form_fields import PlainText
from actions.models import Action
from actions.models.updates import LONGEST
from actions.officer_field import OfficerField
from actions.plan_rules import wrong_dates, wrong_officers
from actions.step_forms import ActionForm
from partnerships.plain_dates import PlanDateField


class PlanForm(ActionForm):
    """Who, when and how it will be known. The target date can be set here once; later it is asked for."""

    edits = {name: name for name in ("lead_officer", "deputy", "planned_start", "target_date", "measure_of_success")}

    lead_officer = OfficerField(label="Lead officer")
    deputy = OfficerField(label="Deputy", empty_label="Nobody")
    planned_start = PlanDateField(label="Planned start", required=False)
    target_date = PlanDateField(label="Target date", required=False)
    measure_of_success = PlainText(
        label="Measure of success",
        help_text="How it will be known that it worked, such as “nine visits of ten use the tool”. "
        f"Up to {LONGEST:,} characters.",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, action=action, **kwargs)
        now = (action.lead_officer_id, action.deputy_id)
        for name in ("lead_officer", "deputy"):
            self.fields[name].offer(action.partnership_id, action.letter_id, action.lead_agency_id, now)  # type: ignore[attr-defined]
        if action.original_target_date:
            del self.fields["target_date"]
        for name in set(self.fields) & set(self.edits):
            self.fields[name].initial = getattr(action, name)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, target = cleaned.get("planned_start"), cleaned.get("target_date", self.action.target_date)
        if why := wrong_dates(start, target):
            self.add_error("planned_start", why)
        if self.meanwhile and "target_date" in self.meanwhile.last and self.data.get("target_date"):
            self._tell_date_set(self.data["target_date"])
        if why := wrong_officers(cleaned.get("lead_officer"), cleaned.get("deputy")):
            self.add_error("deputy", why)
        return cleaned

    def _tell_date_set(self, typed: str) -> None:
        """A first target date was set meanwhile: another one is no longer a matter of this form."""
        if "target_date" not in self.fields and self.action.target_date:
            set_to = f"{self.action.target_date:%-d %B %Y}"
            ask = f"If yours, “{typed}”, is right, ask for another date on the action’s page."
            self.add_error(None, f"The target date was set to {set_to} after you opened this. {ask}")
