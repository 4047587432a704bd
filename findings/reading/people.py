"""The addressees: the people listed between the letter's date and its salutation."""

import re
from collections.abc import Iterator, Sequence

from findings.reading.letter import Addressee, Sector
from findings.reading.names import JOINED, are_names, leading_name, starts_role, trailing_name
from findings.reading.people_lines import entries
from findings.reading.roles import split_role
from findings.reading.sectors import sector_of
from findings.reading.source import Line

NEVER_OWNER = re.compile(
    r"police,? (?:fire,? )?(?:and|&) crime commissioner|\bP(?:F)?CC\b|deputy mayor|\bmayor\b|scrutineer|scrutiny"
    r"|independent [a-z,’' ]{0,60}(?:chair|commissioner|advis[eo]r|person)|\bLSCB chair",
    re.IGNORECASE,
)
CHAIR = re.compile(r"\bchair(?:man|woman|person)?\b", re.I)


def read_addressees(lines: Sequence[Line]) -> tuple[Addressee, ...]:
    """In the letter's order; the same person in the same role is given once."""
    people = [person for entry in entries(lines) for person in _people(entry)]
    return tuple(dict.fromkeys(people))


def _people(entry: str) -> Iterator[Addressee]:
    rank, name, rest = leading_name(entry)
    if not name:
        rank, name, rest = _turned_round(entry)
    if not name:
        return
    role, organisation = split_role(rest)
    if rank and not role:
        role, rank = rank, ""
    for one in _each(f"{rank} {name}".strip()):
        yield addressee(one, role, organisation)


def _turned_round(text: str) -> tuple[str, str, str]:
    """(rank, name, rest) of "Role, Name, Organisation" and of "Role Name, Organisation"."""
    parts = [part.strip() for part in text.split(",")]
    if not starts_role(parts[0]):
        return "", "", ""
    place = next((i for i, part in enumerate(parts) if i and are_names(part)), 0)
    if place:
        return "", parts[place], ", ".join(parts[:place] + parts[place + 1 :])
    begins = trailing_name(parts[0])
    if begins > 0:
        return "", parts[0][begins:], ", ".join([parts[0][:begins].strip(), *parts[1:]])
    return "", "", ""


def _each(name: str) -> list[str]:
    """Two people who share a role: "Jane Smith and John Brown"."""
    return JOINED.split(name, maxsplit=1) if are_names(name) else [name]


def addressee(name: str, role: str, organisation: str) -> Addressee:
    """With the sector that role and organisation tell, and whether such a person is never an owner."""
    sector = sector_of(organisation, role)
    # the chair of a safeguarding board is independent of its agencies: Working Together to Safeguard Children, 2015
    chairs_board = sector is Sector.SAFEGUARDING_BOARD and CHAIR.search(role)
    return Addressee(name, role, organisation, sector, bool(NEVER_OWNER.search(role) or chairs_board))
