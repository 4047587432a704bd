"""A record's history as a page tells it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from partnerships.history import Historic
from partnerships.history_words import Told, in_words
from partnerships.models import Event
from partnerships.models.events import EventQuerySet


@dataclass(frozen=True)
class Chapter:
    """One event; of a first one, which says what the page shows anyway, `changes` are the few that a history tells."""

    event: Event
    changes: list[Told] = field(default_factory=list)
    about: str = ""  # where it is not the record itself but one of its own


def story(record: Historic, *its_own: QuerySet[Any]) -> list[Chapter]:
    """What happened to `record`, and to the records that are `its_own`, the newest first.

    The caller has seen to it that the reader may see them.
    """
    within = Q(subject_type=record._meta.label_lower, subject_id=record.pk)
    for rows in its_own:
        within |= Q(subject_type=rows.model._meta.label_lower, subject_id__in=rows.order_by().values("pk"))
    own = record._meta.label_lower
    return [
        chapter(event, "" if event.subject_type == own else event.subject_name)
        for event in Event.objects.filter(within).order_by("-sequence")
    ]


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
    """Without those that only say again what another tells: recorded progress clears itself and updates its action."""
    recorded = Event.objects.filter(subject_type=OuterRef("subject_type"), subject_id=OuterRef("subject_id"))
    recorded = recorded.filter(verb="recorded progress")
    return events.exclude(verb="updated").exclude(Q(verb="cleared update") & Exists(recorded))


def chapter(event: Event, about: str = "") -> Chapter:
    if _is_first(event):
        told = apps.get_model(event.subject_type).told_first
        event.changes = {name: change for name, change in event.changes.items() if name in told}
    return Chapter(event, in_words(event, stamps=False), about)


def _is_first(event: Event) -> bool:
    return all(was is None for was, _ in event.changes.values()) and "partnership" in event.changes
