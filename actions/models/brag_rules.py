"""How an action's colour follows from its status, its dates and its lead's word: one table, for the database and for
rows in memory.

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

from .status import BAD, Brag, Status


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
    """The colour of what stands so, whose date holds, and whose lead declared that; "" is no colour."""

    brag: str
    statuses: tuple[Status, ...] = ()  # none: any
    held: Held | None = None
    declared: str = ""  # none: whatever was

    def asked(self, today: dt.date) -> Q:
        stands = Q(status__in=self.statuses) if self.statuses else Q()
        says = Q(declared=self.declared) if self.declared else Q()
        return stands & says & (self.held.asked(today) if self.held else Q())

    def fits(self, status: str, declared: str, dates: dict[str, dt.date | None], today: dt.date) -> bool:
        stands = not self.statuses or status in self.statuses
        says = self.declared in ("", declared)
        return stands and says and (self.held is None or self.held.holds(dates[self.held.field], today))


COMPARED: dict[str, Callable[[Any, Any], Any]] = {"lt": operator.lt, "lte": operator.le, "gt": operator.gt}
LATE = Held("deadline", "lt", _today)
SOON = Held("deadline", "lte", last_day_soon)
AHEAD = Held("planned_start", "gt", _today)

RULES = (  # the first that fits: so the worse of what the dates say and what the lead declared
    Rule(Brag.BLUE, (Status.ASSURED,)),
    Rule("", (Status.CANCELLED, Status.SUPERSEDED)),
    Rule(Brag.GREEN, (Status.DELIVERED,)),
    Rule(Brag.RED, held=LATE),
    Rule(Brag.AMBER, (Status.DRAFT,), SOON),
    Rule("", (Status.DRAFT,)),
    Rule(Brag.RED, declared=Brag.RED),
    Rule(Brag.AMBER, declared=Brag.AMBER),
    Rule(Brag.GREEN, held=AHEAD, declared=Brag.GREEN),
    Rule(Brag.GREY, held=AHEAD),
    Rule(Brag.AMBER, (Status.NOT_STARTED,), SOON),
    Rule(Brag.AMBER, (Status.MORE_EVIDENCE,)),
)
OTHERWISE = Brag.GREEN


def deadline_column() -> Coalesce:
    until_sent = When(letter__statement_sent_on=None, then=F("letter__statutory_due"))
    return Coalesce(F("target_date"), Case(until_sent, output_field=models.DateField()))


def deadline_of(target_date: dt.date | None, statutory_due: dt.date | None, sent_on: dt.date | None) -> dt.date | None:
    """The target date, else the statement's statutory date until the statement is sent."""
    return target_date or (None if sent_on else statutory_due)


def brag_column(today: dt.date) -> Case:
    """For rows with their `deadline`."""
    return _first_that_fits(today, {brag: brag for brag in ("", *Brag)})


def badness_column(today: dt.date) -> Case:
    """The same as a number, -1 for no colour: for putting rows in the order of their colours."""
    return _first_that_fits(today, {"": -1, **BAD})


def _first_that_fits(today: dt.date, told: dict[Any, Any]) -> Case:
    whens = (When(rule.asked(today), then=Value(told[rule.brag])) for rule in RULES)
    return Case(*whens, default=Value(told[OTHERWISE]))


def brag_of(status: str, declared: str, deadline: dt.date | None, planned_start: dt.date | None, today: dt.date) -> str:
    dates = {"deadline": deadline, "planned_start": planned_start}
    return str(next((rule.brag for rule in RULES if rule.fits(status, declared, dates, today)), OTHERWISE))
