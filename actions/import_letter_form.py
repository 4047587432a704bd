"""All that a person says of a new letter before it is imported, as one form of many."""

from collections.abc import Iterator
from typing import Any

from django.forms import BoundField

from actions.import_forms import FactsForm, FindingForm, PersonForm, ReadPersonForm, WordsForm
from actions.preparing import Prepared
from findings.models.findings import Kind
from findings.reading.letter import Addressee, Finding, Letter
from findings.wishes import Wanted, WantedPerson

MOST_ADDED = 20
NEW = {"kind": Kind.IMPROVEMENT}


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
    """`data` is the request's, None where none is sent. `another`: "finding" or "person", to add the fields of one.

    The first field of what is added last takes the focus.
    """

    def __init__(self, prepared: Prepared, data: Any = None, another: str = "") -> None:
        read, agencies, leads = prepared.letter_read, prepared.agencies, prepared.leads
        self.facts = FactsForm(data, initial=_facts(read), may_be_held=bool(prepared.may_be))
        self.people = [_read_person(data, index, person) for index, person in enumerate(read.addressees)]
        self.findings = [
            _read_finding(data, index, found, agencies, leads[index]) for index, found in enumerate(read.findings)
        ]
        self.added = [
            WordsForm(sent, prefix=prefix, agencies=agencies, called=f"Added finding {at + 1}", initial=NEW)
            for at, prefix, sent in _added(data, "added", another == "finding")
        ]
        self.added_people = [
            PersonForm(sent, prefix=prefix, called=f"Added person {at + 1}")
            for at, prefix, sent in _added(data, "added-person", another == "person")
        ]
        if another:
            field = self.added[-1].fields["text"] if another == "finding" else self.added_people[-1].fields["name"]
            field.widget.attrs["autofocus"] = True
        self.forms = [self.facts, *self.people, *self.added_people, *self.findings, *self.added]

    def wanted(self) -> tuple[Wanted, ...]:
        """Every finding that is to be, those read first."""
        kept = [(index, form) for index, form in enumerate(self.findings) if not form.cleaned_data["left_out"]]
        more = [(None, form) for form in self.added if form.is_bound and form.cleaned_data["text"].strip()]
        return tuple(_finding(index, form) for index, form in [*kept, *more])

    def wanted_people(self) -> tuple[WantedPerson, ...]:
        """Everybody whom the letter is written to, those read first."""
        kept = [(index, form) for index, form in enumerate(self.people) if not form.cleaned_data["left_out"]]
        more = [(None, form) for form in self.added_people if form.is_bound and form.cleaned_data["name"]]
        said = ((index, form.cleaned_data) for index, form in [*kept, *more])
        return tuple(
            WantedPerson(index, told["name"], told["role"], told["organisation"], told["sector"])
            for index, told in said
        )


def _facts(read: Letter) -> dict[str, Any]:
    statement = read.statement
    return {
        **{name: getattr(read, name) for name in ("letter_date", "theme", "inspected_from", "inspected_to")},
        **{"statement_required": statement.required, "statement_printed": statement.due, "statement_to": statement.to},
        **{"principal_authority": statement.principal_authority, "sender": statement.sender},
    }


def _read_person(data: Any, index: int, person: Addressee) -> ReadPersonForm:
    read = {"name": person.name, "role": person.role, "organisation": person.organisation}
    read["sector"] = person.sector.value if person.sector else ""
    return ReadPersonForm(data, prefix=f"person-{index}", called=person.name, initial=read)


def _read_finding(data: Any, index: int, found: Finding, agencies: list[str], lead: str) -> FindingForm:
    called = f"{Kind(found.kind).label} {found.number}"
    read = {"text": found.text, "kind": found.kind.value, "lead": lead}
    return FindingForm(data, prefix=f"finding-{index}", agencies=agencies, called=called, initial=read)


def _finding(index: int | None, form: WordsForm) -> Wanted:
    """A lead that is left as it was suggested is nobody's choice."""
    told = form.cleaned_data
    return Wanted(index, told["kind"], told["text"], told["lead"] if "lead" in form.changed_data else "")


def _added(data: Any, name: str, another: bool) -> Iterator[tuple[int, str, Any]]:
    """Number, prefix and what was sent of each that was added; nothing is sent of the newest, nor of one made up."""
    number = data.get(name, "0") if data else "0"
    there = min(int(number), MOST_ADDED - 1) if number.isascii() and number.isdecimal() and len(number) < 3 else 0
    for at in range(there + another):
        prefix = f"{name}-{at}"
        sent = any(key.startswith(f"{prefix}-") for key in data or ())
        yield at, prefix, data if sent else None
