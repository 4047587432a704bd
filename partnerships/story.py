"""A record's history as a page tells it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from partnerships.history import Historic
from partnerships.history_verbs import UNTOLD
from partnerships.history_words import Hidden, Told, in_words, told_of
from partnerships.models import Event
from partnerships.models.events import EventQuerySet

A_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Chapter:
    """One event and what it did; of a first one `changes` are the few that a history tells."""

    event: Event
    did: str
    changes: list[Told] = field(default_factory=list)
    about: str = ""  # where it is not the record itself but one of its own
    dated: bool = True


def story(record: Historic, *its_own: QuerySet[Any]) -> list[Chapter]:
    """What happened to `record`, and to the records that are `its_own`, the newest first.

    The caller has seen to it that the reader may see them.
    """
    within = Q(subject_type=record._meta.label_lower, subject_id=record.pk)
    for rows in its_own:
        within |= Q(subject_type=rows.model._meta.label_lower, subject_id__in=rows.order_by().values("pk"))
    own = record._meta.label_lower
    told = [
        chapter(event, "" if event.subject_type == own else event.subject_name)
        for event in Event.objects.filter(within).exclude(verb__in=UNTOLD).order_by("-sequence")
    ]
    stands = dated([one.event.at for one in told])
    return [replace(one, dated=one_stands) for one, one_stands in zip(told, stands, strict=True)]


def dated(times: Sequence[dt.datetime]) -> list[bool]:
    """Of what is told from the newest to the oldest: which times can be shown.

    Example progress is written after the import and dated before it: beside it the import's own day would not be
    believed. A clock that was put right by minutes changes nothing.
    """
    earliest = list(accumulate(times, min))
    return [at <= first + A_DAY for at, first in zip(times, earliest, strict=True)]


def story_of(records: Iterable[Historic], user: Any) -> list[Chapter]:
    """What happened to several records of one partnership, told together: as much of it as `user` can see."""
    keys: dict[str, list[int]] = defaultdict(list)
    for record in records:
        keys[record._meta.label_lower].append(record.pk)
    about = Q(pk=None)
    for subject_type, subjects in keys.items():
        about |= Q(subject_type=subject_type, subject_id__in=subjects)
    return [chapter(event) for event in Event.objects.visible_to(user).filter(about)]


def told_once(events: EventQuerySet) -> EventQuerySet:
    """Without those that only say again what another tells: recorded progress clears itself and updates its action; a
    statement is begun with its sections."""
    recorded = Event.objects.filter(subject_type=OuterRef("subject_type"), subject_id=OuterRef("subject_id"))
    recorded = recorded.filter(verb="recorded progress")
    return events.exclude(verb__in=UNTOLD).exclude(Q(verb="cleared update") & Exists(recorded))


def chapter(event: Event, about: str = "", hidden: Hidden | None = None) -> Chapter:
    if _is_first(event):
        told = apps.get_model(event.subject_type).told_first
        event.changes = {name: change for name, change in event.changes.items() if name in told}
    changes = in_words(event, stamps=False, hidden=hidden)
    return Chapter(event, *told_of(event, changes), about)


def _is_first(event: Event) -> bool:
    return all(was is None for was, _ in event.changes.values()) and "partnership" in event.changes
