"""The agencies and officers that a letter names become the partnership's, each once."""

from collections.abc import Iterable
from typing import Any

from findings.comparing import person_told
from findings.models import Addressee, Letter
from findings.reading import letter as reading
from findings.reading.same_body import same_body
from partnerships.models import Agency, Officer, Partnership, Sector


def write_addressees(letter: Letter, people: Iterable[reading.Addressee], actor: Any) -> None:
    for order, person in enumerate(people, start=letter.addressees.count() + 1):
        became = addressee_fields(letter.partnership, person, actor)
        Addressee(partnership=letter.partnership, letter=letter, order=order, **became).enter(actor, "imported")


def addressee_fields(partnership: Partnership, person: reading.Addressee, actor: Any) -> dict[str, Any]:
    """What an addressee says and becomes: the agency and the officer are found or entered."""
    agency = None
    if person.organisation and person.sector:
        agency = agency_named(partnership, person.organisation, Sector(person.sector.value), actor)
    return {
        "name": person.name,
        "role": person.role,
        "organisation": person.organisation,
        "sector": person.sector.value if person.sector else "",
        "agency": agency,
        "officer": _officer(partnership, person, agency, actor),
        "as_read": person_told(person),
    }


def agency_named(partnership: Partnership, name: str, sector: Sector, actor: Any) -> Agency:
    """The partnership's agency of that name, under a shorter or longer form too; entered where it has none."""
    found = partnership.agencies.named(name).first()
    alike = (one for one in partnership.agencies.filter(sector=sector) if same_body(one.name, name))
    return (
        found
        or next(alike, None)
        or Agency(partnership=partnership, name=name, sector=sector).enter(actor, "named in a letter")
    )


def agency_for_all(partnership: Partnership, actor: Any) -> Agency:
    """The agency that stands for everyone together: it leads on a finding for all."""
    found = partnership.agencies.filter(sector=Sector.PARTNERSHIP).first()
    return found or agency_named(partnership, f"{partnership.area} partnership", Sector.PARTNERSHIP, actor)


def _officer(partnership: Partnership, person: reading.Addressee, agency: Agency | None, actor: Any) -> Officer:
    found = partnership.officers.filter(name__iexact=person.name, agency=agency).first()
    return found or Officer(
        partnership=partnership,
        agency=agency,
        name=person.name,
        job_title=person.role[:300],
        accountable_executive=agency is not None and not person.never_owner,
        never_owner=person.never_owner,
    ).enter(actor, "named in a letter")


class Leads:
    """Turns what reading suggests for a finding into the partnership's agencies and officers."""

    def __init__(self, letter: Letter, actor: Any) -> None:
        self.letter, self.partnership, self.actor = letter, letter.partnership, actor
        self.addressees = list(letter.addressees.select_related("agency", "officer"))
        self.found: dict[tuple[str, Sector], Agency] = {}
        self.owners: dict[Agency, Officer | None] = {}

    def of(self, found: reading.Finding) -> Agency:
        return self._agency(found.lead_agency, Sector(found.lead.value))

    def contributing(self, found: reading.Finding) -> list[Agency]:
        agencies = {}
        for named in found.contributing:
            if named.sector != reading.Sector.PARTNERSHIP:
                agency = self._agency(named.name, Sector(named.sector.value))
                agencies[agency.pk] = agency
        agencies.pop(self.of(found).pk, None)
        return list(agencies.values())

    def owner(self, agency: Agency) -> Officer | None:
        if agency not in self.owners:
            self.owners[agency] = self.letter.executive_of(agency)
        return self.owners[agency]

    def _agency(self, name: str, sector: Sector) -> Agency:
        if (name, sector) not in self.found:
            self.found[name, sector] = self._look_up(name, sector)
        return self.found[name, sector]

    def _look_up(self, name: str, sector: Sector) -> Agency:
        """By name; where only a sector is known, the agency of that sector that the letter is written to."""
        if sector == Sector.PARTNERSHIP:
            return agency_for_all(self.partnership, self.actor)
        if name:
            return agency_named(self.partnership, name, sector, self.actor)
        written_to = next((a.agency for a in self.addressees if a.agency and a.agency.sector == sector), None)
        return written_to or agency_named(self.partnership, f"{self.partnership.area} {sector}", sector, self.actor)
