"""What a batch of people has beside their roles: offices, parts in actions, and what waits of written statements.

All in one query of rows that are alike, so that it stays one however many kinds there come to be.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    DateField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast

from actions.models import Contributor
from partnerships.gates import MANAGER
from partnerships.models import Membership, Officer, Role
from reporting.models import Milestone, Signatory
from reporting.models.agreement import Answer
from reporting.reminders.people import Person
from reporting.reminders.since import STEPS

OFFICE, PART, SIGNATURE, MILESTONE = "office", "part", "signature", "milestone"
SIGNS = frozenset({Role.SAFEGUARDING_PARTNER})


class Row(NamedTuple):
    """`key`: of an office its officer, of a part its action, of a signature itself, of a step its statement.

    `flag`: of an office, that it answers for its agency.
    """

    what: str
    partnership: int
    key: int
    agency: int | None
    user: int | None
    flag: bool
    day: dt.date | None
    letter_date: dt.date | None
    words: str


EMPTY: dict[str, Any] = {
    "agency": Cast(Value(None), IntegerField()),
    "user": Cast(Value(None), IntegerField()),
    "flag": Value(False, BooleanField()),
    "day": Cast(Value(None), DateField()),
    "letter_date": Cast(Value(None), DateField()),
    "words": Value("", CharField()),
}


@dataclass
class Beside:
    """`users`: by officer, who they are; `executives`: by agency; `parts`: by action, the users who have one in it."""

    users: dict[int, int] = field(default_factory=dict)
    executives: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    parts: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    statements: list[Row] = field(default_factory=list)


def beside(people: dict[int, Person], today: dt.date) -> Beside:
    """One query."""
    found = Beside()
    for told in _offices(people, today).union(*_others(people, today), all=True):
        row = Row(*told)
        if row.what == OFFICE and row.user:
            found.users[row.key] = row.user
            if row.flag and row.agency:
                found.executives[row.agency].add(row.user)
        elif row.what == PART and row.user:
            found.parts[row.key].add(row.user)
        else:
            found.statements.append(row)
    return found


def _others(people: dict[int, Person], today: dt.date) -> list[QuerySet[Any, Any]]:
    return [_parts(people, today), _signatures(people, today), _milestones(people, today)]


def _rows(rows: QuerySet[Any], what: str, **told: Any) -> QuerySet[Any, Any]:
    columns = {"what": Value(what, CharField()), "partnership": F("partnership"), **EMPTY, **told}
    named = {f"of_{name}": columns[name] for name in Row._fields}
    return rows.order_by().annotate(**named).values_list(*named)


def _offices(people: dict[int, Person], today: dt.date) -> QuerySet[Any, Any]:
    officers = Officer.objects.here_on(today).filter(user__in=people)
    return _rows(officers, OFFICE, key=F("pk"), agency=F("agency"), user=F("user"), flag=F("accountable_executive"))


def _parts(people: dict[int, Person], today: dt.date) -> QuerySet[Any, Any]:
    parts = Contributor.objects.current().filter(_here(today), officer__user__in=people)
    return _rows(parts, PART, key=F("action"), user=F("officer__user"))


def _signatures(people: dict[int, Person], today: dt.date) -> QuerySet[Any, Any]:
    """Of statements that are due soon and not sent: a signature is asked for from the first day on. The officer named
    is told where they can come; where not, the agency's safeguarding partners are."""
    signing = [agency for one in people.values() for agency in one.agencies(SIGNS)]
    mine = Q(officer__user__in=people) | Q(agency__in=signing)
    waiting = Signatory.objects.current().filter(mine, answer=Answer.WAITING)
    roles = Membership.objects.current(today).of_who_can_come()
    comes = Exists(roles.filter(user=OuterRef("officer__user"), partnership=OuterRef("partnership")))
    named = Case(When(_here(today) & Q(comes), then=F("officer__user")), default=None)
    return _of_letter(waiting, SIGNATURE, "statement__letter__statutory_due", today, agency=F("agency"), user=named)


def _milestones(people: dict[int, Person], today: dt.date) -> QuerySet[Any, Any]:
    run = {partnership for one in people.values() for partnership in one.partnerships_as(MANAGER)}
    steps = Milestone.objects.ahead().filter(partnership__in=run)
    return _of_letter(steps, MILESTONE, "due", today, words=F("name"))


def _of_letter(rows: QuerySet[Any], what: str, day: str, today: dt.date, **told: Any) -> QuerySet[Any, Any]:
    letter = {"statement__letter__embargoed": False, "statement__letter__statement_sent_on": None}
    rows = rows.filter(**letter, **{f"{day}__lte": today + dt.timedelta(days=max(STEPS))})
    key = F("statement") if what == MILESTONE else F("pk")
    return _rows(rows, what, key=key, day=F(day), letter_date=F("statement__letter__letter_date"), **told)


def _here(today: dt.date) -> Q:
    """Of the officer that a row names: they have not left."""
    return Q(officer__left_on=None) | Q(officer__left_on__gt=today)
