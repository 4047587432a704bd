"""Whom a principal authority stands for that is printed as a person's name or as an abbreviation."""

import re
from collections.abc import Iterator, Sequence

from findings.reading.letter import Addressee, Doubt
from findings.reading.prose import flow
from findings.reading.source import Line

ABBREVIATED = re.compile(r"\A(?:the )?(?:chair of the )?(?P<letters>[A-Z]{3,6})(?: chair)?\Z", re.IGNORECASE)
WRITTEN_OUT = r"(?P<name>(?:[A-Z][\w’'-]* (?:(?:and|of|the|for|&) )?){{2,9}})\({letters}\)"
OPENING = 30_000  # characters in which a letter explains its abbreviations


def about_authority(printed: str, addressees: Sequence[Addressee], lines: Sequence[Line]) -> Iterator[Doubt]:
    """What the reader needs to know of a principal authority that is not named in full."""
    for person in addressees:
        if person.name and person.name.casefold() == printed.casefold():
            stands_for = ", ".join(part for part in (person.role, person.organisation) if part)
            yield Doubt(f"The principal authority is printed as a person’s name, {person.name}: {stands_for}.")
    short = ABBREVIATED.match(printed)
    if short and (name := written_out(short["letters"], lines)):
        yield Doubt(f"The principal authority is printed as “{printed}”; the letter writes it out as “{name}”.")


def written_out(letters: str, lines: Sequence[Line]) -> str:
    """The name that the letter writes out before "(MSCP)"; empty where it does not."""
    text = flow(lines, limit=OPENING).text
    match = re.search(WRITTEN_OUT.format(letters=re.escape(letters)), text)
    return match["name"].strip().removeprefix("The ") if match else ""
