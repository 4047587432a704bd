"""For whom papers are made: they hold what their reader can see, and say who that is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reporting.models.papers import EVERYONE


@dataclass(frozen=True)
class Reader:
    """`sees` narrows rows to what the reader can see."""

    name: str
    sees: Callable[[Any], Any]


def person(user: Any) -> Reader:
    return Reader(str(user), lambda rows: rows.visible_to(user))


EVERYBODY = Reader(EVERYONE, lambda rows: rows.visible_to_all())
