"""Who answers a finding: a suggestion from its own words, until somebody confirms it.

The heaviest sector leads (see weighing.py); a finding that names nobody is the partnership's. Sectors that weigh nearly
as much contribute, and so does another agency of the leading sector ("the NPS and CRC").
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from findings.reading.agency_names import agencies_named
from findings.reading.letter import Addressee, Agency, Finding, Sector
from findings.reading.weighing import CALLED_ON, LONGEST, OPENS, Weighed, weigh

CONTRIBUTES = 0.25  # of the lead's weight
MOST_CONTRIBUTORS = 6
LOOSE_ENDS = frozenset(
    [
        "of",
        "for",
        "to",
        "in",
        "on",
        "at",
        "with",
        "and",
        "or",
        "the",
        "a",
        "by",
        "from",
        "as",
        "who",
        "that",
        "is",
        "are",
    ]
)
REST_OF_CLAUSE = re.compile(r"[^.,;:()]{0,40}(?=[ .,;:()]|$)")


def suggest(finding: Finding, addressees: Sequence[Addressee], area: str) -> Finding:
    """The finding with `lead`, `lead_agency`, `contributing` and `because`."""
    weighed = weigh(finding)
    totals, parts = _totals(weighed)
    lead = max(totals, key=lambda sector: totals[sector], default=Sector.PARTNERSHIP)
    named = {sector: _agencies(sector, weighed, finding, addressees, area) for sector in {lead, *totals}}
    leading = named[lead]
    others = [
        agency
        for sector in sorted(parts, key=lambda sector: -parts[sector])
        if sector not in (lead, Sector.PARTNERSHIP) and parts[sector] >= CONTRIBUTES * totals[lead]
        for agency in named[sector]
    ]
    return replace(
        finding,
        lead=lead,
        lead_agency=leading[0].name if leading else "",
        contributing=tuple([*leading[1:], *others][:MOST_CONTRIBUTORS]),
        because=_because(lead, weighed),
    )


def _totals(weighed: Sequence[Weighed]) -> tuple[dict[Sector, float], dict[Sector, float]]:
    """By sector: the weight for leading, and the weight for having a part."""
    leads: dict[Sector, float] = {}
    parts: dict[Sector, float] = {}
    for one in weighed:
        sector = one.mention.sector
        leads[sector] = leads.get(sector, 0.0) + one.weight
        parts[sector] = parts.get(sector, 0.0) + one.part
    return leads, parts


def _agencies(
    sector: Sector, weighed: Sequence[Weighed], finding: Finding, addressees: Sequence[Addressee], area: str
) -> list[Agency]:
    words = [one.words for one in weighed if one.mention.sector is sector]
    return agencies_named(sector, words, f"{finding.stem[:LONGEST]} {finding.text[:LONGEST]}", addressees, area)


def _because(lead: Sector, weighed: Sequence[Weighed]) -> str:
    """The words around the heaviest mention of the lead, as they stand: "Health services need to ensure that"."""
    mine = [one for one in weighed if one.mention.sector is lead]
    if not mine:
        return ""
    heaviest = max(mine, key=lambda one: one.weight)
    text, mention = heaviest.text, heaviest.mention
    opening = text[heaviest.sentence : mention.start]
    start = heaviest.sentence if len(opening.strip()) < OPENS and "," not in opening else mention.start
    called = CALLED_ON.match(text, mention.end)
    rest = REST_OF_CLAUSE.match(text, mention.end)
    end = called.end() if called else rest.end() if rest else mention.end
    words = text[start:end].split(" ")
    while len(words) > 1 and words[-1] in LOOSE_ENDS and not called:
        words.pop()
    return " ".join(words).strip()
