"""What to call an agency of a sector that a finding speaks of: as the letter is addressed, else as the finding says."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from findings.reading.letter import Addressee, Sector
from findings.reading.mentions import Mention
from findings.reading.sectors import sector_of

# Kinds of body within a sector, by the words that tell them apart; the first of each sector leads where none is told.
KINDS: tuple[tuple[Sector, str, str], ...] = (
    (Sector.HEALTH, r"\bCCGs?\b|commission\w*|\bICBs?\b|integrated care", ""),
    (Sector.HEALTH, r"trusts?\b|hospital|emergency department|maternity|midwi\w+", ""),
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
THE_ONE = re.compile(r"[ ]?the (?:trust|hospital|ccg|crc|board|partnership)\b", re.IGNORECASE)  # after its name
_GENERIC = """
    nhs trust foundation police constabulary council county city borough metropolitan board partnership safeguarding
    children children's children’s local company service services health hospital hospitals and of the for ccg icb force
    clinical commissioning group integrated care authority national probation community rehabilitation
"""
GENERIC = frozenset(_GENERIC.split())


def known_bodies(sector: Sector, addressees: Iterable[Addressee]) -> list[str]:
    """The addressees' agencies of that sector, in the letter's order."""
    return list(dict.fromkeys(a.organisation for a in addressees if a.sector is sector and a.organisation))


def name_at(text: str, mention: Mention, known: Sequence[str]) -> str:
    """The agency that `mention`, in `text`, names in full or by its kind; empty for "the police" or "health staff"."""
    kind = _kind(text[mention.start : mention.end], mention.sector)
    before = ""
    for name, start, end in proper_names(text, mention.sector):
        if start < mention.end and mention.start < end:
            return _known_as(name, known, mention.sector)
        if end <= mention.start and kind and _kind(name, mention.sector) == kind:
            before = name
    if before and THE_ONE.match(text, max(mention.start - 4, 0), mention.end):
        return _known_as(before, known, mention.sector)
    return _of_kind(kind, mention.sector, known)


def proper_names(text: str, sector: Sector) -> list[tuple[str, int, int]]:
    """Bodies that the text names in full, such as "Salisbury Foundation Trust", each with its start and end."""
    return [(name, start, end) for name, start, end, its_sector in _in_full(text) if its_sector is sector]


@lru_cache(maxsize=8)
def _in_full(text: str) -> tuple[tuple[str, int, int, Sector | None], ...]:
    found = [(LEADING.sub("", match[0], count=1), match.end()) for match in PROPER.finditer(text)]
    return tuple((name, end - len(name), end, sector_of(name)) for name, end in found if " " in name)


def _distinctive(name: str) -> set[str]:
    return {word for word in re.findall(r"[\w’'-]+", name.casefold()) if word not in GENERIC}


def _known_as(name: str, known: Sequence[str], sector: Sector) -> str:
    """The addressees' name for a body that the finding calls otherwise: "Hampshire Police", Hampshire Constabulary."""
    mine = _distinctive(name)
    if not mine:
        return next((other for other in known if _kind(other, sector) == _kind(name, sector)), "" if known else name)
    for other in known:
        theirs = _distinctive(other)
        if mine == theirs and _kind(name, sector) == _kind(other, sector):
            return other
        if sector is not Sector.HEALTH and mine & theirs:  # an area has many trusts, and one council or force
            return other
    return name


def _kind(name: str, sector: Sector) -> str:
    return next((p for s, p, _ in KINDS if s is sector and re.search(p, name, re.IGNORECASE)), "")


def _of_kind(kind: str, sector: Sector, known: Sequence[str]) -> str:
    """The name for "NPS", "hospital" or "CCG": an addressee's of that kind, else the kind's own."""
    if not kind:
        return ""
    own = next(name for kind_sector, pattern, name in KINDS if (kind_sector, pattern) == (sector, kind))
    return next((other for other in known if _kind(other, sector) == kind), own)
