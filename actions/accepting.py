"""Accepting what a further copy of a letter says differently."""

from typing import Any

from django.db import transaction

from actions.models import NotPossible
from actions.planning import open_actions
from findings import comparing, importing, naming
from findings.models import Difference, Finding, Letter
from findings.models.differences import Decision
from findings.reading.record import from_record
from partnerships.models.events import because_of_letter

SPLIT = "{} was split, and these are the words of all its parts. Correct the part it is about by hand, then keep it."


@transaction.atomic
def accept(difference: Difference, actor: Any) -> bool:
    """Applies one difference; False where it was decided before. What people wrote before stays in the history."""
    if not _in_turn(difference).decide(actor, Decision.ACCEPTED):
        return False
    with because_of_letter(difference.letter_id):
        _apply(difference, actor)
    return True


@transaction.atomic
def keep(difference: Difference, actor: Any) -> bool:
    """Leaves things as they are; a finding that only the copy lacks is no longer flagged."""
    if not _in_turn(difference).decide(actor, Decision.KEPT):
        return False
    finding = difference.finding
    if difference.subject == "missing" and finding and finding.missing_from_id == difference.file_id:
        finding.change(actor, "found in the letter all the same", missing_from=None)
    return True


def _in_turn(difference: Difference) -> Difference:
    """As it stands once whoever was faster with one of the letter's is done."""
    Letter.objects.select_for_update().get(pk=difference.letter_id)
    difference.refresh_from_db()
    return difference


def _apply(difference: Difference, actor: Any) -> None:
    if difference.subject == "finding":
        _add_finding(difference, actor)
    elif difference.subject == "addressee":
        _change_people(difference, actor)
    elif difference.subject != "missing":  # a finding that the copy lacks stays, flagged
        _set_field(difference, actor)


def _set_field(difference: Difference, actor: Any) -> None:
    record, name = difference.finding or difference.letter, difference.subject
    if name == "text" and isinstance(record, Finding) and record.parts.exists():
        raise NotPossible(SPLIT.format(record.code))
    values = {name: difference.now, "as_read": {**record.as_read, name: difference.now}}
    if isinstance(record, Letter):
        values[name] = comparing.value_of(name, difference.now)
        values["inferred"] = {n: why for n, why in record.inferred.items() if n != name}
    elif name == "kind" and record.kind != difference.now:
        values["number"] = importing.next_number(record.letter, str(difference.now))
    record.change(actor, "accepted from a further copy", **values)


def _add_finding(difference: Difference, actor: Any) -> None:
    """A finding that another copy brought meanwhile is not added again."""
    letter = difference.letter
    found = from_record(difference.file.reading).findings[_index(difference)]
    if comparing.pair(list(letter.findings.of_the_letter()), [found]).both:
        return
    importing.write_findings(letter, difference.file, [(importing.next_number(letter, found.kind), found)], actor)
    open_actions(letter, actor)


def _change_people(difference: Difference, actor: Any) -> None:
    """A person only the copy names is added; one it lacks stays: the letter was written to them all the same."""
    if difference.now is None:
        return
    letter = difference.letter
    person = from_record(difference.file.reading).addressees[_index(difference)]
    held = {comparing.squash(one.name): one for one in letter.addressees.all()}
    if same := held.get(comparing.squash(person.name)):
        fields = naming.addressee_fields(letter.partnership, person, actor)
        same.change(actor, "accepted from a further copy", **fields)
    else:
        naming.write_addressees(letter, [person], actor)


def _index(difference: Difference) -> int:
    """Which of its kind in the file's reading."""
    return int((difference.now or {})["index"])
