"""What the person who imports a letter says beside its file: whose it is, what was read wrongly, who may see it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from findings.reading.letter import Finding
from partnerships.models import Partnership


@dataclass(frozen=True)
class Wanted:
    """One finding as it is to be. `index` is its place in the reading; None for one that was not read.

    `lead` is an agency's name; empty where the suggestion stays.
    """

    index: int | None
    kind: str
    text: str
    lead: str = ""


@dataclass(frozen=True)
class WantedPerson:
    """One person written to, as they are to be; `index` as with a finding. `sector`: empty for none."""

    index: int | None
    name: str
    role: str = ""
    organisation: str = ""
    sector: str = ""


@dataclass(frozen=True)
class Wishes:
    """Nothing said: the letter as it was read, for the area that it names.

    `facts` are fields of findings.models.Letter. `findings` and `people`, where there are any, are all that are wanted:
    a finding or a person of the reading that is not among them is left out.
    """

    partnership: Partnership | None = None
    area: str = ""
    embargoed: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)
    findings: tuple[Wanted, ...] | None = None
    people: tuple[WantedPerson, ...] | None = None


AS_READ = Wishes()


def numbered(found: tuple[Finding, ...], wishes: Wishes) -> list[tuple[int, Finding]]:
    """The findings to enter, each under its number.

    One whose kind is corrected afterwards waits under a number beyond all others, until its own is free.
    """
    if wishes.findings is None:
        return [(one.number, one) for one in found]
    numbers = final_numbers(wishes.findings)
    kept = [(found[want.index], want) for want in wishes.findings if want.index is not None]
    return [
        (numbers[want.index] if one.kind == want.kind else len(found) + at, one)
        for at, (one, want) in enumerate(kept, start=1)
    ]


def final_numbers(wanted: tuple[Wanted, ...]) -> dict[int | None, int]:
    """By place in the reading, the number within the kind that the person wants."""
    counts: dict[str, int] = {}
    numbers: dict[int | None, int] = {}
    for want in wanted:
        if want.index is not None:
            counts[want.kind] = numbers[want.index] = counts.get(want.kind, 0) + 1
    return numbers
