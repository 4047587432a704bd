"""Who can get reminders, batch by batch: people who can sign in, with the roles that they have now."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from partnerships.gates import LEADS, RUNS
from partnerships.models import Membership, Partnership, Role, User
from reporting.models import Digest
from reporting.models.reminders import Weekday
from reporting.reminders.since import A_DAY, Since, first_day

BATCH = 500


@dataclass
class Person:
    """One batch keeps hundreds of them, so each holds keys; `roles` are (role, partnership, agency)."""

    user: Any
    since: Since
    weekly: bool
    partnerships: dict[int, Partnership] = field(default_factory=dict)
    roles: set[tuple[str, int, int | None]] = field(default_factory=set)

    def wants(self, kind: str) -> bool:
        choice = getattr(self.user, "reminder_choice", None)
        return choice is None or choice.wants(kind)

    def agencies(self, roles: frozenset[Role]) -> set[int]:
        return {agency for role, _, agency in self.roles if agency and role in roles}

    @property
    def leads(self) -> set[int]:
        """The agencies whose actions wait for this person too."""
        return self.agencies(LEADS)

    @property
    def runs(self) -> set[int]:
        return self.partnerships_as(RUNS)

    @property
    def chairs(self) -> set[int]:
        return self.partnerships_as(frozenset({Role.CHAIR}))

    def partnerships_as(self, roles: frozenset[Role]) -> set[int]:
        return {partnership for role, partnership, _ in self.roles if role in roles}


def batches(since: Since) -> Iterator[dict[int, Person]]:
    """People by their keys, BATCH at a time, one query for each: those whom nobody has mailed on that day yet."""
    last = 0
    while batch := _batch(since, last):
        yield batch
        last = max(batch)


def _batch(since: Since, last: int) -> dict[int, Person]:
    roles = Membership.objects.current(since.today).of_who_can_come()
    mailed = Digest.objects.filter(user=OuterRef("pk"), day=since.today).settled()
    users = User.objects.filter(Exists(roles.filter(user=OuterRef("pk"))), pk__gt=last)
    users = users.exclude(reminder_choice__on=False).exclude(Exists(mailed)).order_by("pk")[:BATCH]
    people: dict[int, Person] = {}
    rows = _with_mails(roles.filter(user__in=users.values("pk")), since.today).order_by("user", "pk")
    for row in rows.select_related("user__reminder_choice", "partnership"):
        if row.user_id not in people:
            people[row.user_id] = _person(row, since)
        people[row.user_id].partnerships[row.partnership_id] = row.partnership
        people[row.user_id].roles.add((row.role, row.partnership_id, row.agency_id))
    return people


def _with_mails(roles: Any, today: dt.date) -> Any:
    """Adds `told_on` and `told_at`, of the last mail that went to the person, and `failed_on`, the first day after that
    on which one failed, or may have."""
    mails = Digest.objects.filter(user=OuterRef("user"), day__lt=today)
    gone = mails.gone().order_by("-day")
    told = roles.annotate(told_on=Subquery(gone.values("day")[:1]), told_at=Subquery(gone.values("began_at")[:1]))
    lately = mails.filter(gone_at=None, day__gte=first_day(today)).order_by("day")
    failed = lately.filter(day__gt=Coalesce(OuterRef("told_on"), first_day(today) - A_DAY))
    return told.annotate(failed_on=Subquery(failed.values("day")[:1]))


def _person(row: Any, since: Since) -> Person:
    its_own = since.of_person(row.told_on, row.told_at, row.failed_on)
    choice = getattr(row.user, "reminder_choice", None)
    return Person(row.user, its_own, its_own.weekly(choice.weekday if choice else Weekday.MONDAY))
