"""Records as they stood at the end of a day: today's rows, with all that the history tells since undone.

Each event says [before, after] for each field. What was entered later is left out. The chain's order counts: what
stands in it before the day's last event had happened by then, whatever a clock said. Words that were taken out because
they identified a child stay out, on every day.
"""

import copy
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from django.db import models
from django.db.models import Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from partnerships.history import Historic
from partnerships.models import Event, Partnership
from partnerships.sealing import TOOK_OUT

Row = TypeVar("Row", bound=Historic)
Thing = tuple[str, int]  # kind of record as its model's label, key


class Done(NamedTuple):
    """An event, as far as it is needed to undo it."""

    at: dt.datetime
    thing: Thing
    changes: Mapping[str, Sequence[Any]]


def end_of(day: dt.date) -> dt.datetime:
    """The first moment that is no longer of `day`."""
    return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time()))


def done_since(partnership: Partnership, day: dt.date, kinds: Iterable[type[Historic]]) -> list[Done]:
    """What was done to records of these kinds after the end of `day`, in its order. One query."""
    events = Event.objects.filter(partnership=partnership)
    last = events.filter(at__lt=end_of(day)).order_by("-sequence").values("sequence")[:1]
    events = events.filter(sequence__gt=Coalesce(Subquery(last), Value(0))).exclude(verb=TOOK_OUT)
    events = events.filter(subject_type__in=[kind._meta.label_lower for kind in kinds]).order_by("sequence")
    return [Done(at, (kind, key), told) for at, kind, key, told in events.values_list(*_NEEDED)]


_NEEDED = ("at", "subject_type", "subject_id", "changes")


class Undone:
    """All that `done` tells after the end of `day`, undone."""

    def __init__(self, done: Sequence[Done], day: dt.date) -> None:
        end = end_of(day)
        kept = max((place for place, one in enumerate(done, 1) if one.at < end), default=0)
        self._was: dict[Thing, dict[str, Any]] = defaultdict(dict)
        self._later: set[Thing] = set()
        for _, thing, changes in done[kept:]:
            if thing not in self._was and changes.get("partnership", [0])[0] is None:
                self._later.add(thing)
            for name, (before, *_) in changes.items():
                self._was[thing].setdefault(name, before)

    def was_there(self, kind: type[Historic], key: int) -> bool:
        return (kind._meta.label_lower, key) not in self._later

    def was(self, kind: type[Historic], key: int) -> Mapping[str, Any]:
        """What stood then in fields that have changed since, as the history keeps it."""
        return self._was.get((kind._meta.label_lower, key), {})

    def rows(self, rows: Iterable[Row]) -> list[Row]:
        """Copies of those that were there, each as it stood."""
        return [self._row(row) for row in rows if self.was_there(type(row), row.pk)]

    def _row(self, row: Row) -> Row:
        taken = copy.copy(row)
        for name, value in self.was(type(row), row.pk).items():
            field: Any = row._meta.get_field(name)
            if isinstance(field, models.ForeignKey):
                setattr(taken, field.attname, value and value["id"])
            else:
                setattr(taken, name, field.to_python(value))
        return taken
