"""Whom a principal authority stands for that is printed as a person's name or as an abbreviation."""

import re
from collections.abc import Iterator, Sequence

from findings.reading.letter import Addressee, Doubt
from findings.reading.prose import flow
from findings.reading.source import Line

ABBREVIATION = re.compile(r"\b[A-Z]{3,6}\b")
WRITTEN_OUT = r"(?P<name>(?:[A-Z][\w’'-]*,? (?:(?:and|of|the|for|&) )?){{2,9}})\({letters}\)"
OPENING = 30_000  # characters in which a letter explains its abbreviations


def about_authority(printed: str, addressees: Sequence[Addressee], lines: Sequence[Line]) -> Iterator[Doubt]:
    """What the reader needs to know of a principal authority that is not named in full."""
    for person in addressees:
        if person.name and person.name.casefold() == printed.casefold():
            stands_for = ", ".join(part for part in (person.role, person.organisation) if part)
            yield Doubt(f"The principal authority is printed as a person’s name, {person.name}: {stands_for}.")
    abbreviation = ABBREVIATION.search(printed)
    if abbreviation and (name := written_out(abbreviation[0], lines)):
        yield Doubt(f"The principal authority is printed as “{printed}”; {abbreviation[0]} is the {name}.")


def written_out(letters: str, lines: Sequence[Line]) -> str:
    """The name that the letter writes out before "(MSCP)"; empty where it does not."""
    text = flow(lines, limit=OPENING).text
    match = re.search(WRITTEN_OUT.format(letters=re.escape(letters)), text)
    return match["name"].strip().removeprefix("The ") if match else ""
