"""The people of a partnership: everyone who has or had a role there, and who is invited and has not accepted yet.

Of someone who is still waited for, only what this partnership typed itself is told: neither the name that they have
elsewhere, nor whether and when they signed in.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Lower, NullIf
from django.utils import timezone

from partnerships.models import Invitation, Membership, Officer, Partnership, User
from partnerships.people_marks import Mark, idle_since, marks_of


def people_of(partnership: Partnership, today: dt.date) -> QuerySet[Any]:
    """Adds `unknown` (invited, and has not accepted), `invited_at` (while the invitation is open), `declined_at`,
    `mail_failed_at` (of the newest mail), `shown_name`, `seen_at` (the last sign-in), `left_on` (as an officer, while a
    role goes on), `has_role` (a current one) and `roles_here`."""
    roles = Membership.objects.filter(partnership=partnership)
    current = roles.filter(user=OuterRef("pk")).current(today)
    invitations = Invitation.objects.filter(partnership=partnership, user=OuterRef("pk"))
    last = invitations.order_by("-sent_at", "-pk")
    failed = current.exclude(mail_failed_at=None).order_by("-mail_failed_at")
    people = User.objects.filter(pk__in=roles.values("user")).annotate(
        typed=Subquery(last.values("name")[:1]),
        answered=Subquery(last.values("accepted_at")[:1]),
        declined_at=Subquery(last.filter(declined=True).values("withdrawn_at")[:1]),
        invited_at=Subquery(invitations.open().values("sent_at")[:1]),
        mail_failed_at=Coalesce(
            Subquery(invitations.open().values("mail_failed_at")[:1]), Subquery(failed.values("mail_failed_at")[:1])
        ),
        has_role=Exists(current),
        left_on=_left_on(partnership, today),
    )
    called = Coalesce(NullIf("name", Value("")), "email", output_field=CharField())
    waited_for = Q(invited_at__isnull=False) | Q(typed__isnull=False, answered=None, has_role=False)
    people = people.annotate(unknown=Case(When(waited_for, then=Value(True)), default=Value(False))).annotate(
        shown_name=Case(When(unknown=True, then=F("typed")), default=called),
        seen_at=Case(When(unknown=False, then=F("last_login"))),
    )
    shown = roles.select_related("agency", "partnership").order_by("role", "agency__name", "-ended_at", "pk")
    ordered = people.order_by(Lower("shown_name"), "pk")
    return ordered.prefetch_related(Prefetch("memberships", shown, to_attr="roles_here"))


def _left_on(partnership: Partnership, today: dt.date) -> Subquery:
    """The day on which somebody left as an officer while they still have a role there: of the same agency, or of the
    whole partnership where they are no other officer."""
    here = Officer.objects.filter(partnership=partnership)
    roles = Membership.objects.filter(partnership=partnership, user=OuterRef("user")).current(today)
    still = here.filter(user=OuterRef("user"), left_on=None)
    there = Exists(roles.filter(agency=OuterRef("agency"))) & ~Exists(still.filter(agency=OuterRef("agency")))
    left = here.filter(there | Exists(roles.filter(agency=None)) & ~Exists(still), left_on__lte=today)
    return Subquery(left.filter(user=OuterRef("pk")).order_by("-left_on").values("left_on")[:1])


def idle(people: QuerySet[Any], today: dt.date) -> QuerySet[Any]:
    """Those who came, and have not signed in for IDLE_DAYS."""
    return people.filter(seen_at__date__lt=idle_since(today))


def may_send(user: Any) -> bool:
    """Whether an invitation can go to this row of people_of: somebody is waited for, or was entered by an administrator
    and has not come."""
    return user.has_role and bool(user.invited_at or (user.is_to_come and not user.unknown))


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
    left_on: dt.date | None  # as an officer, while a role that went with it goes on

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
        marks=marks_of(user, today),
        seen_at=user.seen_at,
        second_factor="" if user.unknown else user.second_factor,
        is_unknown=user.unknown,
        left_on=user.left_on,
    )
