"""What a person says of a letter before it is imported: what was read wrongly, who may see it, whose it is."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils import timezone

from actions.form_fields import PlainText
from actions.preparing import Prepared
from findings.models.findings import Kind
from findings.models.letters import LAST_DAY, OUTSIDE
from findings.wishes import Wanted
from partnerships.plain_dates import FIRST_DAY, PlainDateField

LONGEST = 10_000  # characters of a finding; the longest in a published letter has some 2,000
MOST_ADDED = 20
PUBLISHED = [("yes", "Yes: everyone in the partnership sees it"), ("no", "Not yet: only people who are named see it")]


class FactsForm(forms.Form):
    """The letter's dates and its statement, and whether it is published."""

    published = forms.ChoiceField(
        label="Is the letter published?",
        choices=PUBLISHED,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether the letter is published."},
    )
    letter_date = PlainDateField(label="Letter date", required=False)
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
        return {name: value for name, value in self.cleaned_data.items() if name != "published"}


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


class Several:
    """Forms of one page that are told of together, as a template's `form`."""

    forms: list[Any]

    def __iter__(self) -> Iterator[BoundField]:
        return (field for form in self.forms for field in form)

    @property
    def errors(self) -> list[Any]:
        return [form.errors for form in self.forms if form.is_bound and form.errors]

    def non_field_errors(self) -> list[str]:
        return []

    def is_valid(self) -> bool:
        return not self.errors


class NewLetterForm(Several):
    """All that can be corrected in a letter before it is imported. `data` is the request's; None where none is sent."""

    def __init__(self, prepared: Prepared, data: Any = None, another: bool = False) -> None:
        read = prepared.letter_read
        facts = {name: getattr(read, name) for name in ("letter_date", "inspected_from", "inspected_to")}
        statement = read.statement
        facts |= {"statement_printed": statement.due, "statement_to": statement.to}
        facts |= {"statement_required": statement.required, "published": "yes"}
        self.facts = FactsForm(data, initial=facts)
        self.findings = [
            FindingForm(
                data,
                prefix=f"finding-{index}",
                agencies=prepared.agencies,
                called=f"{Kind(found.kind).label} {found.number}",
                initial={"text": found.text, "kind": found.kind.value, "lead": prepared.leads[index]},
            )
            for index, found in enumerate(read.findings)
        ]
        self.added = [self._added(prepared, data, number) for number in range(_added(data) + another)]
        self.forms = [self.facts, *self.findings, *self.added]

    def _added(self, prepared: Prepared, data: Any, number: int) -> WordsForm:
        prefix = f"added-{number}"
        sent = data if data and f"{prefix}-kind" in data else None
        called = f"Added finding {number + 1}"
        initial = {"kind": Kind.IMPROVEMENT}
        return WordsForm(sent, prefix=prefix, agencies=prepared.agencies, called=called, initial=initial)

    def wanted(self) -> tuple[Wanted, ...]:
        """Every finding that is to be, those read first."""
        read = [(index, form.cleaned_data) for index, form in enumerate(self.findings)]
        kept = [(index, told) for index, told in read if not told["left_out"]]
        more = [(None, form.cleaned_data) for form in self.added if form.cleaned_data["text"].strip()]
        return tuple(Wanted(index, told["kind"], told["text"], told["lead"]) for index, told in [*kept, *more])


def _added(data: Any) -> int:
    number = data.get("added", "0") if data else "0"
    return min(int(number), MOST_ADDED - 1) if number.isascii() and number.isdecimal() and len(number) < 3 else 0


class CopyForm(forms.Form):
    """A further copy: each difference decided now or later, and whether it is the published letter."""

    def __init__(self, *args: Any, prepared: Prepared, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in prepared.differences:
            self.fields[one["key"]] = forms.ChoiceField(
                label=one["about"][:1].upper() + one["about"][1:],
                choices=_choices(one),
                widget=forms.RadioSelect,
                required=False,
                initial="later",
                error_messages={"invalid_choice": f"{one['about']}: choose one of the three."},
            )
        if prepared.embargoed:
            self.fields["published_on"] = PlainDateField(
                label="If this is the published letter: published on",
                required=False,
                help_text="Everyone in the partnership sees the letter and its plan from then on. Empty: not yet.",
            )

    def clean_published_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["published_on"]
        if day and not FIRST_DAY <= day <= timezone.localdate():
            raise forms.ValidationError("Published on: choose today or an earlier day.")
        return day


def _choices(difference: dict[str, Any]) -> list[tuple[str, str]]:
    if difference["stays"]:
        return [("keep", "It is in the letter all the same"), ("accept", "Note that this copy lacks it"), LATER]
    return [("accept", "Use the new copy"), ("keep", "Keep what the plan has"), LATER]


LATER = ("later", "Decide later, on the letter’s page")


class WhoseForm(forms.Form):
    """Which partnership a letter is to. An administrator can also name the area of a new one."""

    partnership = forms.ChoiceField(
        label="Partnership",
        required=False,
        error_messages={"invalid_choice": "Choose a partnership of the list."},
    )
    area = forms.CharField(
        label="Or the area of a new partnership",
        required=False,
        max_length=100,
        help_text="As letters name it, such as “Dorset”; up to 100 characters.",
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partnership: Any = self.fields["partnership"]
        partnership.choices = [("", "Choose a partnership"), *choices]
        if not new:
            del self.fields["area"]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if bool(told.get("partnership")) == bool(told.get("area")) and not self.errors:
            both = " or the area of a new one, not both" if "area" in self.fields else ""
            self.add_error("partnership", f"Choose the partnership that the letter is to{both}.")
        return told
