"""What a person says of a letter before it is imported, part by part: what was read wrongly, and who may see it."""

import datetime as dt
from typing import Any

from django import forms

from actions.form_fields import PlainText
from findings.models.findings import Kind
from findings.models.letters import LAST_DAY, OUTSIDE
from partnerships.models import Sector
from partnerships.plain_dates import FIRST_DAY, PlainDateField

LONGEST = 10_000  # characters of a finding; the longest in a published letter has some 2,000
PUBLISHED = [("yes", "Yes: everyone in the partnership sees it"), ("no", "Not yet: only people who are named see it")]


def _words(label: str, longest: int) -> forms.CharField:
    too_long = f"{label}: write up to {longest:,} characters."
    return forms.CharField(
        label=label,
        required=False,
        max_length=longest,
        help_text=f"Up to {longest:,} characters.",
        error_messages={"max_length": too_long},
    )


class FactsForm(forms.Form):
    """The letter's dates and its statement, and whether it is published.

    `may_be_held`: where a letter of the same inspection is held, that it is another one has to be said too.
    """

    another_letter = forms.BooleanField(
        label="It is another letter",
        error_messages={"required": "Compare the letters, then say that it is another letter."},
    )
    published = forms.ChoiceField(
        label="Is the letter published?",
        choices=PUBLISHED,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether the letter is published."},
    )
    letter_date = PlainDateField(label="Letter date", required=False)
    theme = _words("Theme", 1000)
    inspected_from = PlainDateField(label="Inspected from", required=False)
    inspected_to = PlainDateField(label="Inspected to", required=False)
    statement_required = forms.BooleanField(label="The letter asks for a written statement", required=False)
    statement_printed = PlainDateField(label="Statement due, as printed", required=False)
    statement_to = forms.EmailField(
        label="Statement goes to",
        required=False,
        max_length=254,
        help_text="An e-mail address, up to 254 characters.",
        error_messages={"invalid": "Statement goes to: give a whole e-mail address, such as name@ofsted.gov.uk."},
    )
    principal_authority = _words("Who prepares it, as printed", 1000)
    sender = _words("Who sends it, as printed", 1000)

    def __init__(self, *args: Any, may_be_held: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_be_held:
            del self.fields["another_letter"]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        for name, value in list(told.items()):
            if isinstance(value, dt.date) and not FIRST_DAY <= value <= LAST_DAY:
                self.add_error(name, f"{self.fields[name].label}: {OUTSIDE.lower()}")
        first, last = told.get("inspected_from"), told.get("inspected_to")
        if first and last and first > last:
            self.add_error("inspected_to", "Inspected to: choose a day on or after the first day of the inspection.")
        return told

    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in ("published", "another_letter")}


class WordsForm(forms.Form):
    """A finding's words, kind and lead."""

    text = PlainText(
        label="The inspectors’ words",
        help_text=f"As the letter says it, up to {LONGEST:,} characters.",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    kind = forms.ChoiceField(label="Kind", choices=Kind)
    lead = forms.ChoiceField(label="Lead agency", required=False)

    def __init__(self, *args: Any, agencies: list[str], called: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.called = called
        lead: Any = self.fields["lead"]
        lead.choices = [("", "Nobody yet"), *((name, name) for name in agencies)]
        self.fields["text"].error_messages["max_length"] = f"{called}: write up to {LONGEST:,} characters."


class FindingForm(WordsForm):
    """One finding as it was read, to correct or to leave out."""

    left_out = forms.BooleanField(label="Leave it out: this is no finding", required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if not (told.get("text") or told["left_out"] or self.errors):
            self.add_error("text", f"{self.called}: write its words, or leave it out.")
        return told


class PersonForm(forms.Form):
    """A person whom the letter is written to."""

    name = _words("Name", 300)
    role = _words("Role", 1000)
    organisation = _words("Organisation", 300)
    sector = forms.ChoiceField(
        label="Kind of agency",
        choices=[("", "None"), *Sector.choices],
        required=False,
        help_text="With an organisation, it becomes an agency of the plan.",
    )

    def __init__(self, *args: Any, called: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.called = called


class ReadPersonForm(PersonForm):
    """One as they were read, to correct or to leave out."""

    left_out = forms.BooleanField(label="Leave them out: the letter is not written to them", required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if not (told.get("name") or told["left_out"] or self.errors):
            self.add_error("name", f"{self.called}: give the name, or leave them out.")
        return told
