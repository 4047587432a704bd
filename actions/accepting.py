"""Accepting what a further copy of a letter says differently."""

from typing import Any

from django.db import transaction

from actions.planning import open_actions
from findings import comparing, importing, naming
from findings.models import Difference, Letter
from findings.models.differences import Decision
from findings.reading.record import from_record


@transaction.atomic
def accept(difference: Difference, actor: Any) -> bool:
    """Applies one difference; False where it was decided before. What people wrote before stays in the history."""
    if not difference.decide(actor, Decision.ACCEPTED):
        return False
    if difference.subject == "finding":
        _add_finding(difference, actor)
    elif difference.subject == "addressee":
        _change_people(difference, actor)
    elif difference.subject != "missing":  # a finding that the copy lacks stays, flagged
        _set_field(difference, actor)
    return True


@transaction.atomic
def keep(difference: Difference, actor: Any) -> bool:
    """Leaves things as they are; a finding that only the copy lacks is no longer flagged."""
    if not difference.decide(actor, Decision.KEPT):
        return False
    if difference.subject == "missing" and difference.finding:
        difference.finding.change(actor, "found in the letter all the same", missing_from=None)
    return True


def _set_field(difference: Difference, actor: Any) -> None:
    record = difference.finding or difference.letter
    value = difference.now
    if isinstance(record, Letter):
        value = comparing.value_of(difference.subject, value)
    record.change(
        actor,
        "accepted from a further copy",
        **{difference.subject: value, "as_read": {**record.as_read, difference.subject: difference.now}},
    )


def _add_finding(difference: Difference, actor: Any) -> None:
    letter = difference.letter
    index = (difference.now or {})["index"]
    found = from_record(difference.file.reading).findings[index]
    last = letter.findings.filter(kind=found.kind).order_by("-number").first()
    number = last.number + 1 if last else 1
    importing.write_findings(letter, difference.file, [(number, found)], actor)
    open_actions(letter, actor)


def _change_people(difference: Difference, actor: Any) -> None:
    """A person only the copy names is added; one it lacks stays: the letter was written to them all the same."""
    if difference.now is None:
        return
    letter = difference.letter
    held = {comparing.squash(person.name): person for person in letter.addressees.all()}
    for person in from_record(difference.file.reading).addressees:
        told = ", ".join(part for part in (person.name, person.role, person.organisation) if part)
        if told != difference.now:
            continue
        if same := held.get(comparing.squash(person.name)):
            same.change(actor, "accepted from a further copy", role=person.role, organisation=person.organisation)
        else:
            naming.write_addressees(letter, [person], actor)
