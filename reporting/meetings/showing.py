"""What is told, in words for a document: an action in a cell, its colour, a day."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from actions.models import Brag, Status
from actions.templatetags.shortened import shortened
from reporting.models.agreed import Travel

Told = dict[str, Any]
PARTS = (  # of what is told, that name actions by their keys
    *("delivered", "assured", "new", "ended", "overdue", "newly_overdue", "red", "stuck", "more_evidence"),
)
SHORT = 260  # characters of somebody's text in a list


class Shown:
    """The actions and findings of what is told, by their keys."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self.actions: dict[int, Told] = {one["key"]: one for one in told["actions"]}
        self.findings: dict[int, Told] = {one["key"]: one for one in told["findings"]}
        self.says: dict[str, str] = dict(told["key"])
        self.moved: dict[int, Told] = {one["finding"]: one for one in told["impact"]}
        self._parts = {name: set(told[name]) for name in PARTS}

    def is_in(self, action: int, *names: str) -> bool:
        """Whether a part of the papers is about it."""
        return any(action in self._parts[name] for name in names)

    def of(self, name: str) -> list[Told]:
        """The actions of a part of the papers, such as "overdue"."""
        return [self.actions[key] for key in self.told[name]]

    def live(self) -> list[Told]:
        return [one for one in self.told["actions"] if one["status"] not in (Status.CANCELLED, Status.SUPERSEDED)]

    def about(self, finding: int, action: int | None) -> str:
        """The number of what something is about."""
        number: str = self.actions[action]["number"] if action else self.findings[finding]["code"]
        return number

    def colour(self, brag: str) -> str:
        """Such as "Amber: at risk"; "No colour" where none is due."""
        return f"{Brag(brag).label}: {self.says[brag]}" if brag else "No colour"


def day(iso: str | None) -> str:
    return f"{dt.date.fromisoformat(iso):%-d %B %Y}" if iso else "No date"


def days(number: int) -> str:
    return f"{number:,} day{'' if abs(number) == 1 else 's'}"


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def listed(words: Iterable[str]) -> str:
    *others, last = list(words) or [""]
    return f"{', '.join(others)} and {last}" if others else last


def named(action: Told, longest: int = SHORT) -> str:
    """Its number and what will be done; of one that nobody has written, what it is to answer."""
    if action["text"]:
        return f"{action['number']} {shortened(action['text'], longest)}"
    return f"{action['number']} No action is written yet. It is to answer: {shortened(action['about'], longest)}"


def who(action: Told) -> str:
    return "\n".join(part for part in (action["lead"], action["officer"]) if part)


def due(action: Told) -> str:
    """Its day and how that stands; how far it has moved from the one first agreed."""
    stands = f"\n{action['stands']}" if action["stands"] and action["due"] else ""
    slipped = f"\nmoved by {days(action['slipped'])}" if action["slipped"] else ""
    return f"{day(action['due'])}{stands}{slipped}"


def recovery(action: Told) -> str:
    """The next step that the lead named last."""
    if not action["next_step"]:
        return "No next step is recorded."
    return f"{action['next_step']}\n({day(action['said_on'])})"


def agreed(one: Told) -> str:
    """The colour that the meeting agreed, and which way it went; else the one agreed before. "" for neither."""
    here, before = one["agreed"], one["agreed_before"]
    if here and here["brag"]:
        went = f", {Travel(here['travel']).label.lower()}" if here["travel"] else ""
        was = f" (before: {Brag(before['brag']).label})" if before else ""
        note = f": {here['note']}" if here["note"] else ""
        return f"Agreed: {Brag(here['brag']).label}{went}{was}{note}"
    if before:
        note = f": {before['note']}" if before["note"] else ""
        return f"Agreed at {before['meeting']}: {Brag(before['brag']).label}{note}"
    return ""
