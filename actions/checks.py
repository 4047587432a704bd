"""What a check of the plan is, and the conditions that need more than a line."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from actions.models import Action, AlsoAnswers, Contributor, Decision, Evidence, Status
from actions.models.status import CLOSED, WRITTEN
from partnerships.models import Membership

QUIET = 30  # days without an update
OPEN, AT_WORK = ~Q(status__in=CLOSED), Q(status__in=WRITTEN)
BEGUN = Q(status__in=(Status.IN_PROGRESS, Status.MORE_EVIDENCE))
NAMED = Q(lead_officer__isnull=False)


@dataclass(frozen=True)
class Check:
    """`key` is its name in an address; `place` and `verb`: where it is put right, and who may there."""

    key: str
    title: str
    why: str
    put_right: str = ""
    place: str = "action"
    verb: str = "write action"


@dataclass(frozen=True)
class ActionCheck(Check):
    fails: Callable[[dt.date], Q] = lambda today: Q(pk=None)


@dataclass(frozen=True)
class PartCheck(ActionCheck):
    """Of what agencies beside the lead do in an action. `parts`: those that fail, of the action OuterRef("pk")."""

    put_right: str = "Change the part"
    place: str = "contributor"
    verb: str = "plan"
    parts: Callable[[dt.date], QuerySet[Contributor]] = lambda today: Contributor.objects.none()


@dataclass(frozen=True)
class FindingCheck(Check):
    fails: Callable[[], Q] = lambda: Q(pk=None)


def quiet(today: dt.date) -> Q:
    """Where nobody has told anything yet, it counts from when it was started, or written."""
    since = today - dt.timedelta(days=QUIET)
    new = Q(started_at__date__gte=since) | Q(started_at=None, written_at__date__gte=since)
    heard_of = Q(last_update_at__date__gte=since) | (Q(last_update_at=None) & new)
    return AT_WORK & ~heard_of & ~Q(planned_start__gt=today, planned_start__isnull=False)


def without_evidence(_today: dt.date) -> Q:
    evidence = Evidence.objects.counting().there().filter(action=OuterRef("pk"))
    return Q(status__in=(Status.DELIVERED, Status.ASSURED)) & ~Q(Exists(evidence))


def _parts() -> QuerySet[Contributor]:
    return Contributor.objects.current().filter(action=OuterRef("pk")).exclude(agency=OuterRef("lead_agency"))


def parts_of_nobody(_today: dt.date) -> QuerySet[Contributor]:
    return _parts().filter(officer=None)


def parts_of_who_left(today: dt.date) -> QuerySet[Contributor]:
    return _parts().filter(officer__left_on__lte=today)


def named_left(today: dt.date) -> Q:
    return OPEN & (Q(lead_officer__left_on__lte=today) | Q(deputy__left_on__lte=today))


def out_of_reach(today: dt.date) -> Q:
    """Nobody who can sign in and see this plan is the lead officer: no mail and no home page tells them."""
    roles = Membership.objects.current(today).of_who_can_come()
    roles = roles.filter(user=OuterRef("lead_officer__user"), partnership=OuterRef("partnership"))
    return OPEN & NAMED & ~Q(Exists(roles))


def led_from_elsewhere(_today: dt.date) -> Q:
    return OPEN & Q(lead_officer__agency__isnull=False) & ~Q(lead_officer__agency=F("lead_agency"))


def no_action() -> Q:
    """Nothing answers it, and no meeting decided that nothing need."""
    dropped = (Status.CANCELLED, Status.SUPERSEDED)
    own = Action.objects.filter(finding=OuterRef("pk")).exclude(status__in=dropped)
    also = AlsoAnswers.objects.told_of_finding().filter(finding=OuterRef("pk")).exclude(action__status__in=dropped)
    spared = Decision.objects.filter(finding=OuterRef("pk"), no_action=True)
    return ~Q(Exists(own)) & ~Q(Exists(also)) & ~Q(Exists(spared))
