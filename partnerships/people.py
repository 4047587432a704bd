"""The people of a partnership: everyone who has or had a role there, and who is invited and has not come yet.

Of someone who is still waited for, only what this partnership typed itself is told: neither the name that they have
elsewhere, nor whether and when they signed in.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Lower, NullIf
from django.utils import timezone

from partnerships.models import Invitation, Membership, Partnership, User
from partnerships.models.invitations import LASTS

IDLE_DAYS = 90


def idle_since(today: dt.date) -> dt.date:
    """Whoever has not signed in since this day is idle."""
    return today - dt.timedelta(days=IDLE_DAYS)


def people_of(partnership: Partnership, today: dt.date) -> QuerySet[Any]:
    """Adds `unknown` (invited, and has not come), `invited_at` (while the invitation is open), `shown_name`, `seen_at`
    (the last sign-in), `has_role` (a current one) and `roles_here`."""
    roles = Membership.objects.filter(partnership=partnership)
    invitations = Invitation.objects.filter(partnership=partnership, user=OuterRef("pk"))
    last = invitations.order_by("-sent_at", "-pk")
    people = User.objects.filter(pk__in=roles.values("user")).annotate(
        typed=Subquery(last.values("name")[:1]),
        answered=Subquery(last.values("accepted_at")[:1]),
        invited_at=Subquery(invitations.open().values("sent_at")[:1]),
        has_role=Exists(roles.filter(user=OuterRef("pk")).current(today)),
    )
    called = Coalesce(NullIf("name", Value("")), "email", output_field=CharField())
    unknown = When(typed__isnull=False, answered=None, then=Value(True))
    people = people.annotate(unknown=Case(unknown, default=Value(False))).annotate(
        shown_name=Case(When(unknown=True, then=F("typed")), default=called),
        seen_at=Case(When(unknown=False, then=F("last_login"))),
    )
    shown = roles.select_related("agency", "partnership").order_by("role", "agency__name", "-ended_at", "pk")
    ordered = people.order_by(Lower("shown_name"), "pk")
    return ordered.prefetch_related(Prefetch("memberships", shown, to_attr="roles_here"))


def idle(people: QuerySet[Any], today: dt.date) -> QuerySet[Any]:
    """Those who came, and have not signed in for IDLE_DAYS."""
    return people.filter(seen_at__date__lt=idle_since(today))


def never_signed_in(people: QuerySet[Any]) -> QuerySet[Any]:
    return people.filter(Q(seen_at=None))


@dataclass(frozen=True)
class Mark:
    """Something about a person that a review should not pass over; `colour` is the tag's."""

    words: str
    colour: str


@dataclass(frozen=True)
class Person:
    """One row of the list of people, as this partnership may know them."""

    pk: int
    name: str
    email: str
    current: list[Membership]
    past: list[Membership]
    marks: list[Mark]
    seen_at: dt.datetime | None
    second_factor: str
    is_unknown: bool

    @property
    def is_named(self) -> bool:
        return self.name != self.email

    @property
    def seen_in_words(self) -> str:
        return f"{timezone.localtime(self.seen_at):%-d %B %Y}" if self.seen_at else "Never"

    @property
    def second_factor_in_words(self) -> str:
        if self.is_unknown:
            return "Not known yet"
        return "Set up" if self.second_factor else "Not set up"


def person_of(user: Any, today: dt.date) -> Person:
    """Of a row of `people_of`."""
    current = [role for role in user.roles_here if role.is_current(today)]
    return Person(
        pk=user.pk,
        name=user.shown_name,
        email=user.email,
        current=current,
        past=[role for role in user.roles_here if not role.is_current(today)],
        marks=list(_marks(user, bool(current), today)),
        seen_at=user.seen_at,
        second_factor="" if user.unknown else user.second_factor,
        is_unknown=user.unknown,
    )


def _marks(user: Any, has_role: bool, today: dt.date) -> Any:
    if user.invited_at and has_role:
        yield _waited_for(user.invited_at)
    elif user.seen_at is None:
        yield Mark("Never signed in", "yellow")
    elif timezone.localdate(user.seen_at) < idle_since(today):
        yield Mark(f"Idle for {IDLE_DAYS} days", "orange")
    if not has_role:
        yield Mark("No role now", "grey")
    elif not user.is_active and not user.unknown:
        yield Mark("Account closed", "grey")


def _waited_for(sent_at: dt.datetime) -> Mark:
    sent = f"{timezone.localdate(sent_at):%-d %B %Y}"
    if timezone.now() > sent_at + LASTS:
        return Mark(f"Invitation of {sent} has run out", "red")
    return Mark(f"Invited on {sent}, not come yet", "yellow")
