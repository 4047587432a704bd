"""The one short form on which progress is recorded."""

import uuid
from typing import Any

from django import forms

from actions import brag_words
from actions.form_fields import EvidenceFields, PlainText
from actions.models import Action, Status, Update
from actions.models.updates import LONGEST, Kind
from partnerships.models import Agency

ON_TRACK = "Choose on track, at risk or off track."
AGAIN = ("kind", "text", "declared", "next_step")


class ProgressForm(EvidenceFields):
    """`agencies`: for which the person can speak; the lead alone says whether the action is on track, or delivered.

    `again`: what was sent back to the person, who now changes it.
    """

    agency = forms.ChoiceField(
        label="For which agency?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the agency.", "invalid_choice": "Choose one of these agencies."},
    )
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
    declared = forms.ChoiceField(label="Is it on track?", widget=forms.RadioSelect, required=False)
    next_step = forms.CharField(label="Next step", required=False, max_length=500, help_text="Up to 500 characters.")
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    field_order = ("agency", "kind", "text", "declared", "file", "link", "title", "next_step", "token")

    def __init__(
        self, *args: Any, action: Action, agencies: list[Agency], again: Update | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.action, self.agencies = action, {str(one.pk): one for one in agencies}
        self.initial.update(declared=action.declared, agency=action.lead_agency_id)
        if again:
            self.initial.update({name: getattr(again, name) for name in AGAIN}, agency=again.agency_id)
        self.fields["agency"].choices = [(key, one.name) for key, one in self.agencies.items()]  # type: ignore[attr-defined]
        if len(agencies) == 1:
            del self.fields["agency"]
        self._ask_if_on_track(agencies)

    def _ask_if_on_track(self, agencies: list[Agency]) -> None:
        """Of the lead, once there is an action that can be so."""
        if self.action.lead_agency not in agencies or self.action.status == Status.DRAFT:
            del self.fields["declared"]
            return
        self.fields["declared"].choices = brag_words.choices(self.action.letter.partnership)  # type: ignore[attr-defined]
        if len(agencies) > 1:
            self.fields["declared"].label = f"Is it on track? Only {self.action.lead_agency}, which leads, says so."

    @property
    def agency_chosen(self) -> Agency | None:
        key = self.cleaned_data.get("agency", "") if "agency" in self.fields else next(iter(self.agencies))
        return self.agencies.get(key)

    @property
    def delivers(self) -> bool:
        return "deliver" in self.data

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        kind, leads = cleaned.get("kind"), self.agency_chosen == self.action.lead_agency
        if kind in (Kind.PROGRESS, Kind.NEED_HELP) and cleaned.get("text") == "":
            self.add_error("text", "Say what has happened, or what help is needed.")
        if kind and kind != Kind.PROGRESS and self.delivers:
            self.add_error("kind", "To say that it is delivered, choose progress and say what is different now.")
        if not leads:
            self._of_a_part(cleaned)
        elif cleaned.get("declared") == "":
            self.add_error("declared", ON_TRACK)
        return cleaned

    def _of_a_part(self, cleaned: dict[str, Any]) -> None:
        cleaned["declared"] = ""
        if self.delivers and self.agency_chosen:
            lead = self.action.lead_agency
            self.add_error(
                "agency" if "agency" in self.fields else None, f"{lead} leads, and says that it is delivered."
            )

    def update(self, author: Any) -> Update:
        """What is to be recorded."""
        update = Update(partnership_id=self.action.partnership_id, action=self.action, agency=self.agency_chosen)
        for name in ("kind", "text", "declared", "next_step", "token"):
            setattr(update, name, self.cleaned_data.get(name, ""))
        update.author = author
        return update


class SendBackForm(forms.Form):
    """What the author of an update has to change."""

    reason = PlainText(
        label="Reason",
        help_text=f"Up to {LONGEST:,} characters. The people of your agency and the business manager can read it.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Give the reason."},
    )
