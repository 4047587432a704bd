"""Where a date stands on a given day, in words: always calculated, never kept."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings


class State(StrEnum):
    OVERDUE = "overdue"
    DUE_SOON = "due soon"
    LATER = "later"
    NONE = "no date"
    SETTLED = "settled"  # nothing is waited for any more


@dataclass(frozen=True)
class Deadline:
    """A date, how it stands, and the words for it, such as "3 days late" or "in 4 months"."""

    date: dt.date | None
    state: State
    words: str

    def settled(self, words: str = "") -> "Deadline":
        return Deadline(self.date, State.SETTLED, words)


def stand(date: dt.date | None, today: dt.date) -> Deadline:
    """How `date` stands on `today`; the day itself is not late."""
    if date is None:
        return Deadline(None, State.NONE, "No date")
    days = (date - today).days
    if days < 0:
        return Deadline(date, State.OVERDUE, f"{how_long(-days)} late")
    state = State.DUE_SOON if days <= settings.DUE_SOON_DAYS else State.LATER
    near = {0: "today", 1: "tomorrow"}
    return Deadline(date, state, near.get(days) or f"in {how_long(days)}")


def how_long(days: int) -> str:
    """Days as people say them: "12 days", "3 months", "8 years"; whole units, never rounded up."""
    if days < 92:
        number, unit = days, "day"
    elif days < 731:
        number, unit = days * 48 // 1461, "month"
    else:
        number, unit = days * 4 // 1461, "year"
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
