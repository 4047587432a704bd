"""What is asked about a statement: its choices, its sections, its timetable, who signs, and that it was sent."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from actions.form_fields import PlainText
from partnerships.models import Agency, Officer, Sector
from partnerships.plain_dates import EXAMPLE, PlainDateField, PlanDateField
from partnerships.stale import StaleForm
from reporting.models import Milestone, Section, Signatory, Statement, Version
from reporting.models.agreement import LONGEST_CHANGE
from reporting.models.statements import LONGEST_SECTION, Detail, Named, Order

LAST_YEAR = 2100
NO_CHILD = "Name no child or family."


class RecordForm(StaleForm):
    """On a record that is there; each field that it `edits` begins with what stands."""

    def __init__(self, *args: Any, record: Any, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        for name in self.edits:
            if name in self.fields:
                self.fields[name].initial = getattr(record, name, None)

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.edits if name in self.fields}


class StatementDateField(PlanDateField):
    """A day of this century."""

    def last_day(self) -> tuple[dt.date, str]:
        return dt.date(LAST_YEAR, 12, 31), str(LAST_YEAR)


def lines(label: str, help_text: str, longest: int = 2000, rows: int = 4, **kwargs: Any) -> PlainText:
    return PlainText(
        label=label,
        help_text=f"{help_text} Up to {longest:,} characters.",
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}),
        **kwargs,
    )


class SettingsForm(RecordForm):
    edits = {name: name for name in ("preparer", "sender", "recipients", "contact", "order", "detail", "named")}
    preparer = forms.CharField(
        label="Who prepares it", required=False, max_length=1000, help_text="Up to 1,000 characters."
    )
    sender = forms.CharField(
        label="Who sends it",
        required=False,
        max_length=1000,
        help_text="Often not who prepares it. Up to 1,000 characters.",
    )
    recipients = lines("Whom it goes to", "One a line, such as the address that the letter gives.", required=False)
    contact = lines("Whom to ask about it", "Name or job title, telephone and e-mail address.", required=False)
    order = forms.ChoiceField(label="Order of the findings", choices=Order.choices, widget=forms.RadioSelect)
    detail = forms.ChoiceField(label="Level of detail", choices=Detail.choices, widget=forms.RadioSelect)
    named = forms.ChoiceField(label="How officers are named", choices=Named.choices, widget=forms.RadioSelect)

    def clean_recipients(self) -> str:
        """Somebody is on each line: an empty one is nobody."""
        return "\n".join(line.strip() for line in self.cleaned_data["recipients"].splitlines() if line.strip())


class SectionForm(RecordForm):
    edits = {"heading": "heading", "text": "text", "shown": "shown"}
    heading = forms.CharField(
        max_length=200,
        help_text="Up to 200 characters.",
        error_messages={"required": "Write the heading."},
    )
    text = lines(
        "Text",
        f"An empty line begins a new paragraph; lines that begin with - are a list. {NO_CHILD}",
        LONGEST_SECTION,
        rows=16,
        required=False,
    )
    shown = forms.BooleanField(label="It is in the statement", required=False)

    def __init__(self, *args: Any, record: Section, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)


class MilestoneForm(RecordForm):
    edits = {"name": "name", "due": "due", "done_on": "done_on"}
    name = forms.CharField(
        label="What is to be reached",
        max_length=200,
        help_text="Such as “Cabinet papers”. Up to 200 characters.",
        error_messages={"required": "Write what is to be reached."},
    )
    due = StatementDateField(label="By")
    done_on = StatementDateField(label="Reached on", required=False, help_text=f"{EXAMPLE}. Empty: not yet.")

    record: Milestone

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        same = Milestone.objects.standing().filter(statement=self.record.statement_id, name=cleaned.get("name"))
        if same.exclude(pk=self.record.pk).exists():
            self.add_error("name", "The timetable has a step of this name. Choose another name.")
        if (done := cleaned.get("done_on")) and done > timezone.localdate():
            self.add_error("done_on", "Reached on: choose today or an earlier day.")
        return cleaned


class SignatoryForm(RecordForm):
    """`agency` is asked once, when the agency is added."""

    edits = {"agency": "agency", "officer": "officer"}
    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        empty_label="Choose an agency",
        error_messages={"required": "Choose the agency.", "invalid_choice": "Choose an agency of this partnership."},
    )
    officer = forms.ModelChoiceField(
        Officer.objects.none(),
        label="Who signs for it",
        required=False,
        empty_label="Its safeguarding partner",
        error_messages={"invalid_choice": "Choose an officer of this agency."},
    )

    def __init__(self, *args: Any, record: Signatory, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        letter = record.statement.letter_id
        here: Any = Officer.objects.beside(letter).filter(partnership=record.partnership_id).select_related("agency")
        if record.pk:
            del self.fields["agency"]
            here = here.filter(agency=record.agency_id)
        else:
            asked = Signatory.objects.current().filter(statement=record.statement_id)
            agencies = Agency.objects.beside(letter).filter(partnership=record.partnership_id)
            agencies = agencies.exclude(sector=Sector.PARTNERSHIP)
            self.fields["agency"].queryset = agencies.exclude(pk__in=asked.values("agency"))  # type: ignore[attr-defined]
        self.fields["officer"].queryset = here.order_by("name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        officer, agency = cleaned.get("officer"), cleaned.get("agency", getattr(self.record, "agency", None))
        if officer and agency and officer.agency_id != agency.pk:
            self.add_error("officer", f"{officer.name} is not of {agency}. Choose an officer of that agency.")
        if officer and officer.left_on and officer.left_on <= timezone.localdate():
            self.add_error("officer", f"{officer.name} left on {officer.left_on:%-d %B %Y}. Choose somebody else.")
        return cleaned


class ChangeWantedForm(forms.Form):
    """`seal`: of the statement that the person had before them."""

    said = lines(
        "What should change", f"Everyone in the partnership can read it. {NO_CHILD}", LONGEST_CHANGE, required=False
    )
    seal = forms.CharField(widget=forms.HiddenInput, max_length=64)


class SendForm(forms.Form):
    on = PlainDateField(label="Sent on", help_text=f"{EXAMPLE}. Today or earlier.")
    by = forms.CharField(
        label="Sent by",
        max_length=300,
        help_text="Who sent it: name or job title, and agency. Up to 300 characters.",
        error_messages={"required": "Write who sent it."},
    )
    to = lines("Sent to", "One a line.", error_messages={"required": "Write whom it was sent to."})
    with_gaps = forms.BooleanField(
        label="It went with these things missing; each page says that it is a draft", required=False
    )

    def __init__(self, *args: Any, statement: Statement, missing: int, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.statement, self.today = statement, today
        self.fields["by"].initial, self.fields["to"].initial = statement.sender, "\n".join(statement.to)
        if not missing:
            del self.fields["with_gaps"]

    def clean_on(self) -> dt.date:
        on: dt.date = self.cleaned_data["on"]
        letter_date = self.statement.letter.letter_date
        if on > self.today:
            raise forms.ValidationError("Sent on: choose today or an earlier day.")
        if letter_date and on < letter_date:
            raise forms.ValidationError(f"Sent on: the letter is dated {letter_date:%-d %B %Y}.")
        return on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "with_gaps" in self.fields and not cleaned.get("with_gaps"):
            self.add_error("with_gaps", "Put right what is missing, or say that it went so.")
        return cleaned

    def recipients(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["to"].splitlines() if line.strip()]


class PublishedForm(RecordForm):
    edits = {"published_at": "published_at", "published_on": "published_on"}
    published_at = forms.URLField(
        label="Where it was published",
        max_length=1000,
        assume_scheme="https",
        help_text="The address of the page, such as https://www.example.org/statement. Up to 1,000 characters.",
        error_messages={
            "required": "Give the address of the page.",
            "invalid": "Give the whole address, such as https://www.example.org/statement.",
        },
    )
    published_on = StatementDateField(label="Published on", help_text=f"{EXAMPLE}. Today or earlier.")

    record: Version

    def clean_published_on(self) -> dt.date:
        on: dt.date = self.cleaned_data["published_on"]
        if on > timezone.localdate():
            raise forms.ValidationError("Published on: choose today or an earlier day.")
        if on < self.record.sent_on:
            raise forms.ValidationError(f"Published on: it was sent on {self.record.sent_on:%-d %B %Y}.")
        return on

    def clean_published_at(self) -> str:
        address: str = self.cleaned_data["published_at"]
        if not address.startswith(("https://", "http://")):
            raise forms.ValidationError("Give an address that begins with https:// or http://.")
        return address
