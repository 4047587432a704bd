"""One person's reminders of one day: lines with numbers, dates and links; never what a finding or an action says."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reporting.reminders.kinds import COUNTED, TITLES

SHOWN = 20  # lines of one kind and partnership; how many more there are is told


@dataclass(frozen=True)
class Line:
    """Such as "A5.1", "letter of 9 July 2018", "due today"; `link` says what the page at `address` is for."""

    kind: str
    partnership: int
    name: str
    about: str
    words: str
    link: str
    address: str


@dataclass(frozen=True)
class Group:
    title: str
    lines: list[Line]

    @property
    def shown(self) -> list[Line]:
        return self.lines[:SHOWN]

    @property
    def more(self) -> int:
        return max(len(self.lines) - SHOWN, 0)


@dataclass
class Contents:
    """What one person is told."""

    user: Any
    day: dt.date
    partnerships: dict[int, Any]
    lines: list[Line] = field(default_factory=list)

    def parts(self) -> Iterator[tuple[Any, list[Group]]]:
        """Each partnership with its groups, both in their order."""
        sorted_ones = sorted(self.partnerships.values(), key=lambda one: one.name.casefold())
        grouped: dict[tuple[int, str], list[Line]] = defaultdict(list)
        for line in self.lines:
            grouped[line.partnership, line.kind].append(line)
        for partnership in sorted_ones:
            keys = [(kind, (partnership.pk, kind)) for kind in TITLES]
            if groups := [Group(TITLES[kind], grouped[key]) for kind, key in keys if key in grouped]:
                yield partnership, groups

    def counted(self) -> str:
        """Such as "2 overdue, 1 due soon"."""
        numbers = {kind: sum(line.kind == kind for line in self.lines) for kind in TITLES}
        return ", ".join(f"{number} {COUNTED[kind]}" for kind, number in numbers.items() if number)
