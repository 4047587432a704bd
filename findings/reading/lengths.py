"""How long each single value of a letter may be: the database has columns of these lengths. The texts of findings,
their stems and their reasons have no such end."""

from dataclasses import replace
from typing import Any, TypeVar

from findings.reading.letter import Addressee, Agency, Doubt, Finding, Letter, Statement

LONGEST = {
    **{"area": 100, "name": 300, "organisation": 300, "lead_agency": 300, "to": 254},
    **{"theme": 1000, "role": 1000, "subheading": 1000, "principal_authority": 1000, "sender": 1000},
}
Part = TypeVar("Part", Letter, Statement, Addressee, Finding, Agency)


def cut_to_length(letter: Letter) -> Letter:
    """The letter with no value longer than LONGEST, and a Doubt for each that was."""
    doubts: list[Doubt] = []
    letter = replace(
        _cut(letter, doubts),
        statement=_cut(letter.statement, doubts),
        addressees=tuple(_cut(person, doubts) for person in letter.addressees),
        findings=tuple(_cut_finding(finding, doubts) for finding in letter.findings),
    )
    return replace(letter, warnings=(*letter.warnings, *doubts))


def _cut_finding(finding: Finding, doubts: list[Doubt]) -> Finding:
    named = tuple(_cut(agency, doubts) for agency in finding.contributing)
    return replace(_cut(finding, doubts), contributing=named)


def _cut(part: Part, doubts: list[Doubt]) -> Part:
    """`part` with its own values cut, and why in `doubts`."""
    values: dict[str, Any] = {}
    for name, most in LONGEST.items():
        text = getattr(part, name, "")
        if len(text) > most:
            values[name] = text[: most - 1].rstrip() + "…"
            message = f"“{text[:60]} …” is too long ({len(text):,} characters); kept up to the {most}th. Look at it."
            doubts.append(Doubt(message, getattr(part, "lines", ())))
    return replace(part, **values) if values else part
