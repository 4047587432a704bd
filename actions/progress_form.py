"""The one short form on which progress is recorded."""

import uuid
from typing import Any

from django import forms

from actions import brag_words
from actions.form_fields import EvidenceFields, PlainText
from actions.models import Action, Update
from actions.models.updates import LONGEST, Kind


class ProgressForm(EvidenceFields):
    """`leads`: for the lead agency, which alone says whether the action is on track.

    `again`: what was sent back to the person, who now changes it.
    """

    kind = forms.ChoiceField(
        label="What has changed?",
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose no change, progress or need help."},
    )
    text = PlainText(
        label="What has happened, and what is different for children?",
        help_text="For “need help”: what help, from whom. Name no child or family.",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6, "class": "govuk-js-character-count"}),
    )
    declared = forms.ChoiceField(
        label="Is it on track?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose on track, at risk or off track."},
    )
    next_step = forms.CharField(label="Next step", required=False, max_length=500, help_text="Up to 500 characters.")
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    field_order = ("kind", "text", "declared", "file", "link", "title", "next_step", "token")

    def __init__(self, *args: Any, action: Action, leads: bool, again: Update | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.action = action
        self.initial["declared"] = action.declared
        if again:
            self.initial.update({name: getattr(again, name) for name in ("kind", "text", "declared", "next_step")})
        self.fields["declared"].choices = brag_words.choices(action.letter.partnership)  # type: ignore[attr-defined]
        if not leads:
            del self.fields["declared"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        told = cleaned.get("kind") in (Kind.PROGRESS, Kind.NEED_HELP)
        if told and cleaned.get("text") == "":
            self.add_error("text", "Say what has happened, or what help is needed.")
        return cleaned


class SendBackForm(forms.Form):
    """What the author of an update has to change."""

    reason = PlainText(
        label="Reason",
        help_text=f"Up to {LONGEST:,} characters. The people of your agency and the business manager can read it.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Give the reason."},
    )
