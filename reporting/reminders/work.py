"""The actions of which a batch of people may have to be told, with what there is to tell of each: one query."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from actions.models import Action, Status
from actions.models.status import CLOSED
from reporting.models import AskedUpdate
from reporting.reminders.beside import Beside
from reporting.reminders.people import Person
from reporting.reminders.since import STEPS

COLUMNS = (
    *("pk", "partnership_id", "letter__letter_date", "finding__kind", "finding__number", "sequence", "status"),
    *("lead_agency_id", "lead_officer_id", "deputy_id", "delivered_by_id", "deadline", "asked_at", "delivered_at"),
    *("update_due", "update_asked_at", "missed", "missed_on"),
)


def work(people: dict[int, Person], found: Beside, today: dt.date) -> Iterator[Any]:
    """Rows of COLUMNS. Letters that are not published yet have none: mails tell nothing of them."""
    actions = Action.objects.filter(letter__embargoed=False, pk__in=_theirs(people, found, today)).with_deadline()
    actions = actions.annotate(**_asked(), **_missed(today))
    soon = Q(deadline__lte=today + dt.timedelta(days=max(STEPS)))
    waits = Q(status__in=(Status.MORE_EVIDENCE, Status.DELIVERED)) | Q(update_due__isnull=False) | Q(missed__gt=0)
    rows = actions.filter(soon | waits).in_order().values_list(*COLUMNS, named=True)
    return rows.iterator(chunk_size=2000)


def _theirs(people: dict[int, Person], found: Beside, today: dt.date) -> QuerySet[Any, Any]:
    """Keys: what is their work, what waits for their assurance, what they are told of when nobody answers."""
    open_ones = Action.objects.exclude(status__in=CLOSED)
    delivered = Action.objects.filter(status=Status.DELIVERED)
    rows = [
        open_ones.filter(lead_officer__in=found.users),
        open_ones.filter(deputy__in=found.users),
        open_ones.filter(pk__in=found.parts),
        open_ones.filter(lead_agency__in=_all(one.leads for one in people.values())),
        delivered.filter(partnership__in=_all(one.runs for one in people.values())),
    ]
    keys = [one.order_by().values("pk") for one in rows]
    return keys[0].union(*keys[1:], _unanswered(people, found, today))


def _unanswered(people: dict[int, Person], found: Beside, today: dt.date) -> QuerySet[Any, Any]:
    since = min(one.since.day for one in people.values())
    missed = AskedUpdate.objects.missed(today).filter(request__due__gte=since)
    told = Q(action__lead_agency__in=found.executives) | Q(partnership__in=_all(one.chairs for one in people.values()))
    return missed.filter(told).order_by().values("action")


def _all(keys: Iterable[set[int]]) -> set[int]:
    return set().union(*keys)


def _asked() -> dict[str, Subquery]:
    """By which day an update is asked for, and when it was."""
    waiting = AskedUpdate.objects.waiting().filter(action=OuterRef("pk")).order_by()
    return {
        "update_due": Subquery(waiting.values("request__due")[:1]),
        "update_asked_at": Subquery(waiting.values("request__asked_at")[:1]),
    }


def _missed(today: dt.date) -> dict[str, Any]:
    """How many requests in a row nobody answered, and the day of the last."""
    missed = AskedUpdate.objects.missed(today).filter(action=OuterRef("pk")).order_by()
    counted = missed.values("action").annotate(number=Count("pk")).values("number")
    return {
        "missed": Coalesce(Subquery(counted), 0),
        "missed_on": Subquery(missed.order_by("-request__due").values("request__due")[:1]),
    }
