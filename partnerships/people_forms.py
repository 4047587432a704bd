"""What is asked when somebody is invited, or given a role."""

import datetime as dt
from collections import defaultdict
from typing import Any

from django import forms
from django.utils import timezone

from partnerships.inviting import Given
from partnerships.models import Agency, Membership, Officer, Partnership, Role, Sector
from partnerships.models.partnerships import AGENCY_ROLES
from partnerships.models.reviews import months_after
from partnerships.plain_dates import PlainDateField
from partnerships.stale import StaleForm

VIEWER_MONTHS = 3
NEW = "new"
DOES = {  # what each role is for, in the words of who gives it
    Role.BUSINESS_MANAGER: "Runs the plan: imports letters, changes every action, invites people.",
    Role.AGENCY_LEAD: "Updates one agency’s actions, says they are delivered, clears what others of it record.",
    Role.DEPUTY: "Stands in for an agency lead, but does not clear what others record.",
    Role.CONTRIBUTOR: "Sees the plan and records progress on the actions of one agency.",
    Role.SAFEGUARDING_PARTNER: "Sees the plan, challenges, and answers challenges to one agency.",
    Role.CHAIR: "Sees the plan, assures what is delivered, agrees dates and decides.",
    Role.SCRUTINEER: "Reads everything, asks for evidence, challenges and gives an opinion.",
    Role.VIEWER: "Sees the plan and changes nothing, such as a councillor or an inspector.",
}


class LastDayField(PlainDateField):
    """The last day of a role; never one that is over."""

    def clean(self, value: Any) -> dt.date | None:
        day: dt.date | None = super().clean(value)
        if day and day < timezone.localdate():
            raise forms.ValidationError("Last day: choose today or a later day. To end a role now, end it.")
        return day


class RoleForm(forms.Form):
    """A role of the kind `role`, which is chosen before."""

    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        empty_label="Choose an agency",
        error_messages={"required": "Choose the agency.", "invalid_choice": "Choose an agency of this partnership."},
    )
    officer = forms.ChoiceField(
        label="Officer of the agency",
        required=False,
        help_text="Which officer of the plan this person is. The actions that name the officer are then theirs.",
        error_messages={"invalid_choice": "Choose an officer from the list."},
    )
    job_title = forms.CharField(
        label="Job title", required=False, max_length=300, help_text="For a new officer. Up to 300 characters."
    )
    expires_on = LastDayField(label="Last day", required=False)

    def __init__(self, *args: Any, partnership: Partnership, role: str, manager: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partnership, self.role, self.manager = partnership, Role(role), manager
        self._say_last_day()
        if self.role in AGENCY_ROLES:
            agencies = Agency.objects.visible_to(manager).filter(partnership=partnership, successor=None)
            self.fields["agency"].queryset = agencies.exclude(sector=Sector.PARTNERSHIP)  # type: ignore[attr-defined]
            self.fields["officer"].choices = self._officers()  # type: ignore[attr-defined]
        else:
            for name in ("agency", "officer", "job_title"):
                del self.fields[name]

    def _say_last_day(self) -> None:
        field, today = self.fields["expires_on"], timezone.localdate()
        usual = months_after(today, VIEWER_MONTHS)
        field.help_text = f"The last day of access, such as {usual:%-d %B %Y}. Empty: no end."
        if self.role == Role.VIEWER:
            field.help_text = "The last day of access. Three months are suggested. Empty: no end."
            field.initial = usual

    def _officers(self) -> list[Any]:
        """Those nobody is tied to yet, under their agency's name."""
        self.officers = {
            str(officer.pk): officer
            for officer in Officer.objects.visible_to(self.manager)
            .here_on(timezone.localdate())
            .filter(partnership=self.partnership, user=None)
            .exclude(agency=None)
            .select_related("agency", "partnership")
        }
        groups: dict[str, list[Any]] = defaultdict(list)
        for key, officer in self.officers.items():
            groups[str(officer.agency)].append((key, str(officer)))
        first = [("", "None of them"), (NEW, "A new officer, with this name")]
        return [*first, *sorted(groups.items())]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        officer = self._officer()
        if officer and cleaned.get("agency") and officer.agency != cleaned["agency"]:
            self.add_error("officer", f"Officer: {officer.name} is of {officer.agency}. Choose one of the same agency.")
        return cleaned

    def _officer(self) -> Officer | None:
        chosen = self.cleaned_data.get("officer")
        return self._namesake() if chosen == NEW else self.officers[chosen] if chosen else None

    def _namesake(self) -> Officer | None:
        """The officer of that agency who has the name already, so that nobody stands in the plan twice."""
        name, agency = self.cleaned_data.get("name", "").casefold(), self.cleaned_data.get("agency")
        return next(
            (one for one in self.officers.values() if one.agency == agency and one.name.casefold() == name), None
        )

    def given(self) -> Given:
        cleaned = self.cleaned_data
        return Given(
            role=self.role,
            agency=cleaned.get("agency"),
            expires_on=cleaned["expires_on"],
            officer=self._officer(),
            new_officer=cleaned.get("officer") == NEW and not self._officer(),
            job_title=cleaned.get("job_title", ""),
        )


class InviteForm(RoleForm):
    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        help_text="Their address at work. Up to 254 characters.",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": "Enter their e-mail address.",
            "invalid": "E-mail address: enter one such as kim.jones@dorset.example.",
            "max_length": "E-mail address: up to 254 characters.",
        },
    )
    name = forms.CharField(
        max_length=200,
        help_text="First name and surname. Up to 200 characters.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Enter their name.", "max_length": "Name: up to 200 characters."},
    )
    field_order = ("email", "name", "agency", "officer", "job_title", "expires_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "officer" in self.fields:
            self.fields["officer"].initial = NEW  # so that actions can name whoever is invited to work on them

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class LastDayForm(StaleForm):
    """Another last day for a role."""

    expires_on = LastDayField(label="Last day", required=False, help_text="The last day of access. Empty: no end.")
    edits = {"expires_on": "expires_on"}

    def __init__(self, *args: Any, role: Membership, **kwargs: Any) -> None:
        super().__init__(*args, record=role, **kwargs)
        self.fields["expires_on"].initial = role.expires_on
