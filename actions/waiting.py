"""What waits for one person, across their partnerships: grouped by how late, the most pressing first."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, Value, When

from actions.answerers import Answerers
from actions.asked import with_asked
from actions.deadlines import action_stands
from actions.models import Action, Contributor, Opinion, Status
from actions.models.status import CLOSED
from findings.deadlines import Deadline, State
from partnerships.gates import WORKS, Hats

MORE_EVIDENCE, TO_ASSURE, TO_SAMPLE = "More evidence needed", "Waiting for your assurance", "Delivered: to sample"
OF_AGENCY, OTHERS_ASSURE = "Your agency’s actions", "Waiting for somebody else’s assurance"
BY_STATE = {State.OVERDUE: "Overdue", State.DUE_SOON: "Due soon"}
NOT_YET = "Not due yet"
NOBODY_ASSURES = "Delivered, and nobody here can assure it"
TITLES = (MORE_EVIDENCE, TO_ASSURE, NOBODY_ASSURES, TO_SAMPLE, *BY_STATE.values(), NOT_YET, OF_AGENCY, OTHERS_ASSURE)
NOTES = {
    OF_AGENCY: "They are not in your name. You can record progress on them for your agency.",
    NOBODY_ASSURES: "Nobody assures their own work. Invite a chair, or another business manager.",
}


@dataclass(frozen=True)
class Waiting:
    """One action that waits for the person, or for another; and what they may do with it."""

    action: Action
    due: Deadline
    may_record: bool
    may_write: bool = False
    may_assure: bool = False


@dataclass(frozen=True)
class Group:
    title: str
    rows: list[Waiting] = field(default_factory=list)

    @property
    def is_own(self) -> bool:
        """Of actions that are the person's own work."""
        return self.title not in (TO_ASSURE, NOBODY_ASSURES, TO_SAMPLE, OF_AGENCY)

    @property
    def note(self) -> str:
        return NOTES.get(self.title, "")


def waiting_for(user: Any, hats: Hats, today: dt.date, here: Answerers) -> list[Group]:
    """The groups that hold something, in two queries."""
    groups = {title: Group(title) for title in TITLES}
    for action in _actions(user, hats, today):
        waiting = _waiting(action, hats, today)
        if title := _title(waiting, hats, here):
            groups[title].rows.append(waiting)
    return [group for group in groups.values() if group.rows]


def _waiting(action: Action, hats: Hats, today: dt.date) -> Waiting:
    delivered = action.status == Status.DELIVERED
    return Waiting(
        action,
        action_stands(action, today),
        may_record=not delivered and hats.may("record progress", action),
        may_write=action.status == Status.DRAFT and hats.may("write action", action),
        may_assure=delivered and hats.may("assure", action),
    )


def _actions(user: Any, hats: Hats, today: dt.date) -> Iterable[Action]:
    """The person's own open ones (`is_own`), those of the agencies they work for, and what is delivered in partnerships
    where they have a role (`sampled`: with their opinion since)."""
    visible = Action.objects.visible_to(user, today)
    partnerships = {partnership for partnership, _, _ in hats.held}
    agencies = hats.agencies(WORKS)
    own = Q(pk__in=visible.of_person(user, today).values("pk"))
    theirs = Q(pk__in=visible.of_agencies(agencies).open().values("pk")) if agencies else Q(pk=None)
    delivered = Q(status=Status.DELIVERED, partnership__in=partnerships)
    said = Opinion.objects.filter(action=OuterRef("pk"), said_by=user, said_at__gte=OuterRef("delivered_at"))
    is_own = Case(When(own, then=Value(True)), default=Value(False))
    rows = with_asked(visible.with_deadline().annotate(is_own=is_own, sampled=Exists(said)), user, today)
    rows = rows.filter((own & ~Q(status__in=CLOSED)) | theirs | delivered)
    rows = rows.order_by(F("deadline").asc(nulls_last=True), "pk")
    rows = rows.select_related("finding", "letter__partnership", "lead_agency", "lead_officer", "deputy", "asked_by")
    return rows.prefetch_related(Prefetch("contributors", Contributor.objects.select_related("officer")))


def _title(waiting: Waiting, hats: Hats, here: Answerers) -> str:
    """Of the group that it waits in; empty where it is nothing to this person."""
    action: Any = waiting.action
    if action.status == Status.DELIVERED:
        if not waiting.may_assure and here.nobody_may("assure", action):
            return NOBODY_ASSURES
        to_sample = hats.may("give opinion", action) and not action.sampled and not hats.user.is_administrator
        others = OTHERS_ASSURE if action.is_own else ""
        return TO_ASSURE if waiting.may_assure else TO_SAMPLE if to_sample else others
    if not action.is_own:
        return OF_AGENCY
    if action.status == Status.MORE_EVIDENCE:
        return MORE_EVIDENCE
    return BY_STATE.get(waiting.due.state, NOT_YET)
