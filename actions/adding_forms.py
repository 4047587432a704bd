"""What is asked to add an action to a finding, and to say which other action answers it too."""

from typing import Any

from django import forms

from actions.action_choice import ActionChoice, has_several_letters
from actions.finding_forms import UP_TO, FindingForm, long_text
from actions.finding_state import ENDED
from actions.form_fields import PlainText
from actions.models import Action
from actions.officer_field import OfficerField
from partnerships.gates import LEADS
from partnerships.models import Agency
from partnerships.plain_dates import PlanDateField


class AddActionForm(FindingForm):
    text = PlainText(
        label="What will be done",
        help_text="Say who does what, so that another agency can see whether it is done. Up to 4,000 characters. "
        "Name no child or family.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Write what will be done."},
    )
    lead_agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label="Lead agency",
        empty_label=None,
        error_messages={"required": "Choose the lead agency.", "invalid_choice": "Choose an agency from the list."},
    )
    lead_officer = OfficerField(label="Lead officer")
    target_date = PlanDateField(label="Target date", required=False)
    measure_of_success = long_text(
        "Measure of success", f"How it will be known that it worked. {UP_TO}", required=False, rows=3
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Who runs the plan chooses among all agencies, an agency's lead among their own."""
        super().__init__(*args, **kwargs)
        here = Agency.objects.beside(self.finding.letter_id).filter(partnership=self.finding.partnership_id)
        agencies = here.in_place(self.finding.lead_agency_id)
        if not self.hats.may("plan", self.finding):
            agencies = agencies.filter(pk__in=self.hats.agencies(LEADS))
        self.fields["lead_agency"].queryset = agencies  # type: ignore[attr-defined]
        self.fields["lead_agency"].initial = self.finding.lead_agency_id
        officer: Any = self.fields["lead_officer"]
        officer.offer(self.finding.partnership_id, self.finding.letter_id, self.finding.lead_agency_id)


class AlsoForm(FindingForm):
    action = ActionChoice(
        Action.objects.none(),
        label="Which action also answers it?",
        empty_label="Choose an action",
        error_messages={"required": "Choose an action.", "invalid_choice": "Choose an action from the list."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Action.objects.visible_to(self.hats.user).filter(partnership=self.finding.partnership_id)
        others = others.exclude(text="")
        others = others.exclude(finding=self.finding).exclude(status__in=ENDED)
        field: Any = self.fields["action"]
        field.several = has_several_letters(self.hats.user, self.finding.partnership_id)
        field.queryset = others.select_related("finding", "letter__partnership").in_order()
