"""One thing that waits for somebody's word on their home page, and a group of such."""

from dataclasses import dataclass, field
from typing import Any

from findings.deadlines import Deadline

NOBODY = "Waits, and nobody here can answer"


@dataclass(frozen=True)
class Errand:
    """What waits, where it is done, what to know of it, and the day it is due where there is one."""

    name: str
    address: str
    note: str = ""
    due: Deadline | None = None


@dataclass(frozen=True)
class Errands:
    """`together`: an errand that does several of the rows at once, for each place where that can be."""

    title: str
    rows: list[Errand] = field(default_factory=list)
    together: list[Errand] = field(default_factory=list)


def named(said: Any) -> str:
    """Of an update or what else is about one action."""
    return f"{said.action.number} {said.action.text or said.action.finding.text}"
