"""The people a letter is written to, as the person who imports it wants them: what was read is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from findings import comparing, naming
from findings.models import Addressee, Letter
from findings.models.findings import AT_IMPORT
from findings.reading import letter as reading
from findings.reading.people import addressee
from findings.wishes import WantedPerson


def write_people(
    letter: Letter, read: Sequence[reading.Addressee], wanted: Sequence[WantedPerson] | None, actor: Any
) -> None:
    """Before the findings: the agencies that people stand for are those that can lead on one."""
    if wanted is None:
        naming.write_addressees(letter, read, actor)
        return
    for order, want in enumerate(wanted, start=1):
        was = None if want.index is None else read[want.index]
        if was is None:
            added = {**_fields(letter, _person(want), actor), "as_read": ""}
            _enter(letter, order, added, actor, "added when imported")
        elif _person(want) == replace(was, never_owner=_person(want).never_owner):
            _enter(letter, order, _fields(letter, was, actor), actor)
        else:
            _correct(letter, order, was, _person(want), actor)


def left_out(read: Sequence[reading.Addressee], wanted: Sequence[WantedPerson] | None) -> list[dict[str, str]]:
    kept = {want.index for want in wanted or ()}
    gone = (person for index, person in enumerate(read) if index not in kept)
    return [] if wanted is None else [{"text": comparing.person_told(person)} for person in gone]


def renamed(read: Sequence[reading.Addressee], wanted: Sequence[WantedPerson] | None) -> dict[str, str]:
    """The organisations that were read otherwise than they are called."""
    both = ((read[want.index].organisation, want.organisation) for want in wanted or () if want.index is not None)
    return {was: now for was, now in both if was and now and was != now}


def as_called(found: reading.Finding, names: Mapping[str, str]) -> reading.Finding:
    """A finding whose suggested agencies are called as the organisations are that were read otherwise."""
    contributing = tuple(replace(one, name=names.get(one.name, one.name)) for one in found.contributing)
    return replace(found, lead_agency=names.get(found.lead_agency, found.lead_agency), contributing=contributing)


def _person(want: WantedPerson) -> reading.Addressee:
    """With what the role says of being an owner, and the kind of agency that was chosen."""
    person = addressee(want.name, want.role, want.organisation)
    return replace(person, sector=reading.Sector(want.sector) if want.sector else None)


def _fields(letter: Letter, person: reading.Addressee, actor: Any) -> dict[str, Any]:
    return naming.addressee_fields(letter.partnership, person, actor)


def _correct(letter: Letter, order: int, was: reading.Addressee, now: reading.Addressee, actor: Any) -> None:
    """A body that was misread does not become an agency, nor the person its officer."""
    read = {"name": was.name, "role": was.role, "organisation": was.organisation, "as_read": comparing.person_told(was)}
    row = _enter(letter, order, {**read, "sector": was.sector.value if was.sector else ""}, actor)
    row.change(actor, AT_IMPORT, **{**_fields(letter, now, actor), "as_read": row.as_read})


def _enter(letter: Letter, order: int, fields: dict[str, Any], actor: Any, verb: str = "imported") -> Addressee:
    return Addressee(partnership=letter.partnership, letter=letter, order=order, **fields).enter(actor, verb)
