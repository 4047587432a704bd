"""How many actions are of which colour: in words, with a bar beside them drawn to scale."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from actions.models import Brag, Status

UNWRITTEN = "unwritten"  # what stands for no colour in an address
COLOURS: dict[str, str] = {"": str(Status.DRAFT.label), **dict(Brag.choices)}
WORST_FIRST = ("red", "amber", "", "green", "grey", "blue")
WIDTH = 100.0  # units of the bar's own drawing


@dataclass(frozen=True)
class Part:
    """One colour of a bar, or what is not written yet and has none.

    `x` and `width` in the drawing's units; `query` narrows the table of actions to it.
    """

    colour: str
    number: int
    x: float
    width: float
    query: str

    @property
    def label(self) -> str:
        return COLOURS[self.colour]


@dataclass(frozen=True)
class Bar:
    name: str
    query: str
    total: int
    parts: list[Part]


def bars(counts: Mapping[tuple[str, str], Counter[str]]) -> list[Bar]:
    """A bar for each (name, query), by name."""
    return [_bar(name, query, counts[name, query]) for name, query in sorted(counts)]


def _bar(name: str, query: str, counted: Counter[str]) -> Bar:
    total, x = counted.total(), 0.0
    parts = []
    for colour in WORST_FIRST:
        if number := counted[colour]:
            width = round(WIDTH * number / total, 2)
            parts.append(Part(colour, number, round(x, 2), width, f"{query}&filter-brag={colour or UNWRITTEN}"))
            x += width
    return Bar(name, query, total, parts)
