"""How an action's colour follows from its status and its dates: one table, for the database and for rows in memory.

A row in memory is one that is not as the database has it, such as an action as it stood in the spring.
"""

import datetime as dt
import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce

from .status import BAD, DECLARED, UNTOLD, Brag, Status, worse


def last_day_soon(today: dt.date) -> dt.date:
    """The last day that still counts as soon."""
    return today + dt.timedelta(days=settings.DUE_SOON_DAYS)


def _today(today: dt.date) -> dt.date:
    return today


@dataclass(frozen=True)
class Held:
    """A date of the action held against a day that follows from today; without a date it never holds."""

    field: str
    how: str  # a lookup's name
    day: Callable[[dt.date], dt.date]

    def asked(self, today: dt.date) -> Q:
        return Q(**{f"{self.field}__{self.how}": self.day(today)})

    def holds(self, date: dt.date | None, today: dt.date) -> bool:
        return date is not None and bool(COMPARED[self.how](date, self.day(today)))


@dataclass(frozen=True)
class Rule:
    """The colour of what stands so, and whose date holds; "" is no colour."""

    brag: str
    statuses: tuple[Status, ...] = ()  # none: any
    held: Held | None = None

    def asked(self, today: dt.date) -> Q:
        stands = Q(status__in=self.statuses) if self.statuses else Q()
        return stands & self.held.asked(today) if self.held else stands

    def fits(self, status: str, dates: dict[str, dt.date | None], today: dt.date) -> bool:
        stands = not self.statuses or status in self.statuses
        return stands and (self.held is None or self.held.holds(dates[self.held.field], today))


COMPARED: dict[str, Callable[[Any, Any], Any]] = {"lt": operator.lt, "lte": operator.le, "gt": operator.gt}
LATE = Held("deadline", "lt", _today)
SOON = Held("deadline", "lte", last_day_soon)
AHEAD = Held("planned_start", "gt", _today)

RULES = (  # the first that fits
    Rule(Brag.BLUE, (Status.ASSURED,)),
    Rule("", (Status.CANCELLED, Status.SUPERSEDED)),
    Rule(Brag.GREEN, (Status.DELIVERED,)),
    Rule(Brag.RED, held=LATE),
    Rule(Brag.AMBER, (Status.DRAFT,), SOON),
    Rule("", (Status.DRAFT,)),
    Rule(Brag.GREY, held=AHEAD),
    Rule(Brag.AMBER, (Status.NOT_STARTED,), SOON),
    Rule(Brag.AMBER, (Status.MORE_EVIDENCE,)),
)
OTHERWISE = Brag.GREEN
FINAL = ("", Brag.BLUE, Brag.RED)  # computed colours that the lead's word does not change
WORST_FIRST = sorted(DECLARED, key=BAD.__getitem__, reverse=True)


def deadline_column() -> Coalesce:
    until_sent = When(letter__statement_sent_on=None, then=F("letter__statutory_due"))
    return Coalesce(F("target_date"), Case(until_sent, output_field=models.DateField()))


def deadline_of(target_date: dt.date | None, statutory_due: dt.date | None, sent_on: dt.date | None) -> dt.date | None:
    """The target date, else the statement's statutory date until the statement is sent."""
    return target_date or (None if sent_on else statutory_due)


def computed_column(today: dt.date) -> Case:
    """For rows with their `deadline`."""
    return Case(*(When(rule.asked(today), then=Value(rule.brag)) for rule in RULES), default=Value(OTHERWISE))


def computed_of(status: str, deadline: dt.date | None, planned_start: dt.date | None, today: dt.date) -> str:
    dates = {"deadline": deadline, "planned_start": planned_start}
    return str(next((rule.brag for rule in RULES if rule.fits(status, dates, today)), OTHERWISE))


def brag_column() -> Case:
    """For rows with their `computed`: the worse of it and what the lead declared."""
    settled = Q(computed__in=FINAL) | Q(status__in=UNTOLD)
    said = (When(Q(declared=brag) | Q(computed=brag), then=Value(brag)) for brag in WORST_FIRST)
    return Case(When(settled, then=F("computed")), *said, default=F("computed"))


def brag_of(status: str, computed: str, declared: str) -> str:
    if computed in FINAL or status in UNTOLD:
        return computed
    return worse(computed, declared)
