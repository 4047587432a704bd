"""What to call an agency of a sector that a finding speaks of: as the letter is addressed, else as the finding says."""

import re
from collections.abc import Iterable, Sequence

from findings.reading.letter import Addressee, Agency, Sector
from findings.reading.sectors import sector_of

# Kinds of body within a sector, by the words that tell them apart; the first of each sector leads where none is told.
KINDS: tuple[tuple[Sector, str, str], ...] = (
    (Sector.HEALTH, r"\bCCGs?\b|commission\w*|\bICBs?\b|integrated care", ""),
    (Sector.HEALTH, r"trusts?\b|hospital|emergency department|maternity|midwi\w+|CAMHS|mental health", ""),
    (Sector.PROBATION, r"\bNPS\b|national probation", "National Probation Service"),
    (Sector.PROBATION, r"\bCRCs?\b|rehabilitation", "Community Rehabilitation Company"),
)
WORD = r"\(?[A-Z][A-Za-z’'&-]{0,30}\)?"
BODY = r"(?:Trust|Police|Constabulary|Council|Hospitals?|Board|Partnership|CCG|ICB|Company|Healthcare|HealthCare)"
PROPER = re.compile(rf"\b{WORD}(?:,? (?:(?:and|of|the|for) )?{WORD}){{0,8}}? {BODY}(?: Trust)?\b(?! [A-Z][a-z])")
LEADING = re.compile(
    r"\A(?:(?:The|In|At|For|While|Although|However|When|All|Some|Both|Most|Within|Across|From|As|If|By|Since|Where|Not|A|An"
    r"|Urgent|Ensure|Improve|Staff|Leaders|Managers|Officers|Practitioners|Local|This|These|That|Their|Its),? )+"
)
_GENERIC = """
    nhs trust foundation police constabulary council county city borough metropolitan board partnership safeguarding
    children children's children’s local company service services health hospital hospitals and of the for ccg icb force
    clinical commissioning group integrated care authority
"""
GENERIC = frozenset(_GENERIC.split())


def agencies_named(
    sector: Sector, words: Iterable[str], text: str, addressees: Sequence[Addressee], area: str
) -> list[Agency]:
    """The agencies of one sector that `words`, taken from `text`, speak of; the first is the one they speak of first.

    Empty where neither the addressees nor the finding give a name.
    """
    if sector is Sector.PARTNERSHIP:
        return [Agency(f"{area} partnership".strip(), sector)]
    known = list(dict.fromkeys(a.organisation for a in addressees if a.sector is sector and a.organisation))
    printed = [_known_as(name, known, sector) for name in _proper_names(text, sector)]
    told = [name for word in words if (name := _of_kind(word, sector, known))]
    names = dict.fromkeys(printed + told) or dict.fromkeys(known[:1])
    return [Agency(name, sector) for name in names]


def _proper_names(text: str, sector: Sector) -> list[str]:
    """Bodies of the sector that the text names in full, such as "Torbay and South Devon NHS Foundation Trust"."""
    found = [LEADING.sub("", match[0], count=1) for match in PROPER.finditer(text)]
    return [name for name in found if " " in name and sector_of(name) is sector]


def _distinctive(name: str) -> set[str]:
    return {word for word in re.findall(r"[\w’'-]+", name.casefold()) if word not in GENERIC}


def _known_as(name: str, known: Sequence[str], sector: Sector) -> str:
    """The addressees' name for a body that the finding calls otherwise: "Hampshire Police", Hampshire Constabulary."""
    mine = _distinctive(name)
    for other in known:
        theirs = _distinctive(other)
        if mine == theirs and _kind(name, sector) == _kind(other, sector):
            return other
        if sector is not Sector.HEALTH and mine & theirs:  # an area has many trusts, and one council or force
            return other
    return name


def _kind(name: str, sector: Sector) -> str:
    return next((p for s, p, _ in KINDS if s is sector and re.search(p, name, re.IGNORECASE)), "")


def _of_kind(word: str, sector: Sector, known: Sequence[str]) -> str:
    """The name for "NPS", "hospital" or "CCG": an addressee's of that kind, else the kind's own."""
    for kind_sector, pattern, name in KINDS:
        if kind_sector is sector and re.search(pattern, word, re.IGNORECASE):
            return next((other for other in known if re.search(pattern, other, re.IGNORECASE)), name)
    return ""
