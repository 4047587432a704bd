"""A difference between two copies of a letter, told to the person who decides on it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format

from findings.changed_words import Piece, changed_words
from findings.comparing import DATES, plain
from findings.models import Difference, Letter
from partnerships.parting import from_where_they_part

ABOUT = {
    "missing": "this copy does not have it",
    "finding": "A finding that only this copy has",
    "addressee": "A person written to",
}


@dataclass(frozen=True)
class Told:
    """`then`, `now` and `held` in words, a list with an item each; `held` is empty where it is what was said then.

    `changes`: from what was said then to what this copy says; `held_changes`: to what the plan has.
    """

    difference: Difference
    about: str
    then: list[str]
    now: list[str]
    held: list[str]

    @property
    def renumbers(self) -> str:
        """The number that the finding gives up where this is accepted; empty where it keeps it."""
        return self.difference.finding.code if self.difference.subject == "kind" and self.difference.finding else ""

    @property
    def changes(self) -> list[Piece]:
        return changed_words(self.then, self.now)

    @property
    def held_changes(self) -> list[Piece]:
        return changed_words(self.then, self.held)

    @property
    def stays(self) -> bool:
        """Whether the copy only lacks something: nothing is taken away then, whatever is decided."""
        return self.difference.subject in ("missing", "addressee") and self.difference.now is None


def told(difference: Difference) -> Told:
    then, now, held = difference.then, difference.now, difference.held
    subject = difference.subject
    changed = held not in (None, "", []) and plain(_as_kept(held)) != plain(then)
    return Told(
        difference,
        _about(difference),
        _items(then, now, subject),
        _items(now, then, subject),
        _items(held, then, subject) if changed else [],
    )


def _items(value: Any, other: Any, subject: str) -> list[str]:
    """Of two lists, what only `value` has."""
    if isinstance(value, list) and isinstance(other, list):
        others = [plain(item) for item in other]
        value = [item for item in value if plain(item) not in others]
    items = value if isinstance(value, list) else [value]
    return [_worded(item, subject) for item in items] or ["nothing more"]


def _worded(value: Any, subject: str) -> str:
    if value in (None, "", {}):
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return str(value.get("text", ""))
    if subject in DATES:
        return date_format(value if isinstance(value, dt.date) else dt.date.fromisoformat(value), "j F Y")
    return str(value)


def _as_kept(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _about(difference: Difference) -> str:
    what = ABOUT.get(difference.subject)
    if difference.finding:
        which = f"{difference.finding.get_kind_display()} {difference.finding.number}"
        return f"{which}: {what or difference.subject}"
    return what or str(Letter._meta.get_field(difference.subject).verbose_name)  # type: ignore[union-attr]


def parted(difference: Difference) -> tuple[str, str, str]:
    """What it is about, what was said before and what this copy says, each in a few lines."""
    words = told(difference)
    return words.about, *from_where_they_part("; ".join(words.then), "; ".join(words.now))
