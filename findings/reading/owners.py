"""Who answers a finding: a suggestion from its own words, until somebody confirms it.

The heaviest sector leads (see weighing.py); a finding that names nobody is the partnership's. Which of the sector's
agencies leads is for the words that are quoted as the reason to say (see reason.py). Sectors that weigh nearly as much
contribute, and so does another agency of the leading sector ("the NPS and CRC").
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from findings.reading.agency_names import known_bodies, name_at
from findings.reading.letter import Addressee, Agency, Finding, Sector
from findings.reading.reason import Reason, reason_for
from findings.reading.same_body import one_name_each
from findings.reading.weighing import Weighed, heaviest, weigh

CONTRIBUTES = 0.25  # of the lead's weight
CLEAR = 0.8  # how sure a word must be to bring in a contributor: "health", not "officers"
MOST_CONTRIBUTORS = 6


def suggest_all(findings: Iterable[Finding], addressees: Sequence[Addressee], area: str) -> tuple[Finding, ...]:
    """The findings of one letter, each with its suggestion, and each body under one name."""
    return one_name_each([suggest(finding, addressees, area) for finding in findings], addressees)


def suggest(finding: Finding, addressees: Sequence[Addressee], area: str) -> Finding:
    """The finding with `lead`, `lead_agency`, `contributing` and `because`."""
    weighed = weigh(finding)
    lead = heaviest(weighed)
    reason = reason_for(lead, weighed, known_bodies(lead, addressees))
    leading = _agencies(lead, weighed, reason, addressees, area)
    parties = _contributing(lead, weighed)
    others = [agency for sector in parties for agency in _agencies(sector, weighed, None, addressees, area)]
    return replace(
        finding,
        lead=lead,
        lead_agency=leading[0].name if leading else "",
        contributing=tuple([*leading[1:], *others][:MOST_CONTRIBUTORS]),
        because=reason.quote if reason else "",
    )


def _contributing(lead: Sector, weighed: Sequence[Weighed]) -> list[Sector]:
    """The other sectors that are clearly meant and have a part that is large enough, the largest first."""
    enough = CONTRIBUTES * sum(one.weight for one in weighed if one.mention.sector is lead)
    parts: dict[Sector, float] = {}
    for one in weighed:
        parts[one.mention.sector] = parts.get(one.mention.sector, 0.0) + one.part
    clear = {one.mention.sector for one in weighed if one.mention.sure >= CLEAR} - {lead, Sector.PARTNERSHIP}
    return sorted((s for s in parts if s in clear and parts[s] >= enough), key=lambda s: -parts[s])


def _agencies(
    sector: Sector, weighed: Iterable[Weighed], reason: Reason | None, addressees: Sequence[Addressee], area: str
) -> list[Agency]:
    """The agencies of one sector that the finding speaks of, first the one that the reason speaks of.

    Empty where neither the addressees nor the finding give a name.
    """
    if sector is Sector.PARTNERSHIP:
        return [Agency(f"{area} partnership".strip(), sector)]
    known = known_bodies(sector, addressees)
    mine = [one for one in weighed if one.mention.sector is sector]
    quoted = [one for one in mine if reason and reason.holds(one)]
    first = [one for one in quoted if reason and one is reason.weighed]
    names = _names([*first, *quoted], known)
    if reason and not names:
        names = known[:1]
    return [Agency(name, sector) for name in dict.fromkeys([*names, *_names(mine, known)]) or known[:1]]


def _names(mentions: Iterable[Weighed], known: Sequence[str]) -> list[str]:
    return [name for one in mentions if (name := name_at(one.text, one.mention, known))]
