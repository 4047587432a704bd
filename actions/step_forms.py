"""What is asked at each step of an action: a sentence, a reason, another action."""

from typing import Any

from django import forms
from django.db.models import Q

from actions.action_choice import ActionChoice
from actions.form_fields import EvidenceFields, PlainText
from actions.models import Action
from actions.models.updates import LONGEST
from partnerships.stale import StaleForm


class ActionForm(StaleForm):
    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, record=action, **kwargs)
        self.action = action


class StepForm(ActionForm):
    looks_first = True

    def questions(self) -> list[forms.BoundField]:
        """What is asked beside evidence, which has a template of its own."""
        return [field for field in self.visible_fields() if field.name not in EvidenceFields.base_fields]


class AddEvidenceForm(EvidenceFields, StepForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not (cleaned.get("file") or cleaned.get("link")):
            self.add_error("file", "Choose a file, or give a link.")
        return cleaned


class DeliverForm(EvidenceFields, StepForm):
    difference = PlainText(
        label="What is now different for children?",
        help_text=f"In a sentence or two, up to {LONGEST:,} characters. Name no child or family.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say in a sentence what is now different for children."},
    )
    field_order = ("difference", "file", "link", "title")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """What was said when it was delivered before is there to be changed."""
        super().__init__(*args, **kwargs)
        self.initial["difference"] = self.action.difference


def reason_field(label: str = "Reason") -> PlainText:
    return PlainText(
        label=label,
        help_text=f"Up to {LONGEST:,} characters. Everyone in the partnership can read it. Name no child or family.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Give the reason."},
    )


class ReasonForm(StepForm):
    reason = reason_field()


class SupersedeForm(ReasonForm):
    by = ActionChoice(
        queryset=Action.objects.none(),
        label="Which action takes its place?",
        empty_label="Choose an action",
        error_messages={
            "required": "Choose the action that takes its place.",
            "invalid_choice": "Choose an open action of this plan.",
        },
    )
    field_order = ("by", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Action.objects.open().filter(partnership=self.action.partnership_id).exclude(pk=self.action.pk)
        others = others.filter(Q(letter__embargoed=False) | Q(letter=self.action.letter_id))
        field: Any = self.fields["by"]
        field.several = others.exclude(letter=self.action.letter_id).exists()
        field.queryset = others.select_related("finding", "letter__partnership").in_order()
