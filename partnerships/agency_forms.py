"""What is typed about an agency and its officers."""

from typing import Any

from django import forms
from django.utils import timezone

from partnerships.models import Agency, Officer, Partnership, Sector
from partnerships.people import people_of
from partnerships.plain_dates import PlanDateField
from partnerships.stale import StaleForm


class RecordForm(StaleForm):
    """On a record that is there, or on a new one that is not saved yet; it offers `user` the agencies they can see."""

    def __init__(self, *args: Any, record: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.partnership: Partnership = record.partnership
        self.agencies = Agency.objects.visible_to(user).filter(partnership=self.partnership)
        for name in self.edits:
            self.fields[name].initial = getattr(record, name)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.refuse_twice(cleaned)
        return cleaned

    def refuse_twice(self, cleaned: dict[str, Any]) -> None:
        """Says what is there already. Asked again under the lock: a form can be sent twice at once."""

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.edits}


class AgencyForm(RecordForm):
    name = forms.CharField(
        max_length=300,
        help_text="As the plan is to name it. Up to 300 characters.",
        error_messages={"required": "Enter the agency’s name.", "max_length": "Name: up to 300 characters."},
    )
    sector = forms.ChoiceField(
        choices=[("", "Choose a sector"), *Sector.choices],
        error_messages={"required": "Choose the sector.", "invalid_choice": "Choose a sector from the list."},
    )
    clears_updates = forms.BooleanField(
        label="Its lead clears what others record",
        required=False,
        help_text="What its deputies and contributors record waits until its agency lead has cleared it. While it has "
        "no lead, nothing more waits, and the business manager clears what does.",
    )
    successor = forms.ModelChoiceField(
        Agency.objects.none(),
        label="Agency that took its place",
        required=False,
        empty_label="None did",
        help_text="As an integrated care board did a clinical commissioning group’s. Not in the list? Add it first.",
        error_messages={"invalid_choice": "Choose an agency of this partnership."},
    )
    succeeded_on = PlanDateField(label="Day it took over", required=False)
    edits = {name: name for name in ("name", "sector", "clears_updates", "successor", "succeeded_on")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = self.agencies.exclude(pk=self.record.pk)
        self.fields["successor"].queryset = others  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("successor") and not cleaned.get("succeeded_on") and "succeeded_on" not in self.errors:
            self.add_error("succeeded_on", "Day it took over: write the day on which the other agency took its place.")
        if cleaned.get("succeeded_on") and not cleaned.get("successor") and "successor" not in self.errors:
            self.add_error("successor", "Choose the agency that took its place, or leave the day empty.")
        return cleaned

    def refuse_twice(self, cleaned: dict[str, Any]) -> None:
        others = Agency.objects.filter(partnership=self.partnership).exclude(pk=self.record.pk)
        if cleaned.get("name") and others.named(cleaned["name"]).exists():
            self.add_error("name", "The partnership has an agency of this name.")
        if cleaned.get("sector") == Sector.PARTNERSHIP and others.filter(sector=Sector.PARTNERSHIP).exists():
            self.add_error("sector", "One agency stands for everyone together already. Choose another sector.")


class PersonChoice(forms.ModelChoiceField):
    def label_from_instance(self, person: Any) -> str:
        return person.email if person.shown_name == person.email else f"{person.shown_name} ({person.email})"


class OfficerForm(RecordForm):
    name = forms.CharField(
        max_length=300,
        help_text="Up to 300 characters.",
        error_messages={"required": "Enter the officer’s name.", "max_length": "Name: up to 300 characters."},
    )
    job_title = forms.CharField(
        label="Job title",
        required=False,
        max_length=300,
        help_text="Up to 300 characters.",
        error_messages={"max_length": "Job title: up to 300 characters."},
    )
    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        empty_label="Choose an agency",
        error_messages={"required": "Choose the agency.", "invalid_choice": "Choose an agency of this partnership."},
    )
    user = PersonChoice(
        Agency.objects.none(),
        label="Person who signs in",
        required=False,
        empty_label="Nobody yet",
        help_text="Someone with a role here. The actions that name the officer are theirs, and reminders go to them.",
        error_messages={"invalid_choice": "Choose a person of this partnership."},
    )
    accountable_executive = forms.BooleanField(
        label="Accountable executive",
        required=False,
        help_text="Answers for the agency: the suggested owner until it names a lead officer.",
    )
    never_owner = forms.BooleanField(
        label="Never suggested as an owner",
        required=False,
        help_text="Such as a commissioner, deputy mayor, independent chair or scrutineer.",
    )
    left_on = PlanDateField(label="Left on", required=False)
    edits = {
        name: name
        for name in ("name", "job_title", "agency", "user", "accountable_executive", "never_owner", "left_on")
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_of(self.partnership, timezone.localdate())
        now = people.filter(pk=getattr(self.record, "user_id", None))
        self.fields["agency"].queryset = self.agencies  # type: ignore[attr-defined]
        self.fields["user"].queryset = (people.filter(has_role=True) | now).distinct()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("accountable_executive") and cleaned.get("never_owner"):
            self.add_error("never_owner", "Someone who is never an owner cannot be the accountable executive.")
        return cleaned

    def refuse_twice(self, cleaned: dict[str, Any]) -> None:
        if self.record._state.adding and self._is_there(cleaned):
            self.add_error("name", f"{cleaned['name']} is an officer of {cleaned['agency']} already.")

    def _is_there(self, cleaned: dict[str, Any]) -> bool:
        named = {"name__iexact": cleaned.get("name"), "job_title__iexact": cleaned.get("job_title", "")}
        here = Officer.objects.here_on(timezone.localdate())
        return here.filter(agency=cleaned.get("agency"), **named).exists()
