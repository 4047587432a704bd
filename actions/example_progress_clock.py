"""The examples' time: what happened in past months is written by the program's own verbs, each on its day."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from django.utils import timezone


@contextmanager
def clock_at(moment: dt.datetime) -> Iterator[None]:
    """Within, the program takes `moment` for now: its stamps are not typed, so nothing else can give them a day."""
    with patch("django.utils.timezone.now", lambda: moment):
        yield


@dataclass
class Script:
    """What happens in a plan, told in any order and done in the order of time."""

    today: dt.date
    scenes: list[tuple[dt.datetime, Callable[[], Any]]] = field(default_factory=list)

    def day(self, days: int) -> dt.date:
        """The working day `days` from today, or the last one before it."""
        day = self.today + dt.timedelta(days=days)
        return day - dt.timedelta(days=max(day.weekday() - 4, 0))

    def on(self, days: int, do: Callable[[], Any]) -> None:
        """`days` from today, below 0 for days gone by; minutes pass from one scene to the next."""
        minutes = 9 * 60 + len(self.scenes) * 7 % (8 * 60)
        time = dt.time(minutes // 60, minutes % 60)
        at = dt.datetime.combine(self.day(days), time, timezone.get_current_timezone())
        self.scenes.append(
            (at.astimezone(dt.UTC), do)
        )  # as the database gives it back: the history's hashes rest on it

    def play(self) -> None:
        for at, do in sorted(self.scenes, key=lambda scene: scene[0]):
            with clock_at(at):
                do()
