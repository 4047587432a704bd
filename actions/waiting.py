"""What waits for one person, across their partnerships: grouped by how late, the most pressing first."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, F, Prefetch, Q, Value, When

from actions.deadlines import action_stands
from actions.models import Action, Contributor, Status
from actions.models.status import CLOSED
from findings.deadlines import Deadline, State
from partnerships.gates import Hats

MORE_EVIDENCE, TO_ASSURE = "More evidence needed", "Waiting for your assurance"
OTHERS_ASSURE = "Waiting for somebody else’s assurance"
BY_STATE = {State.OVERDUE: "Overdue", State.DUE_SOON: "Due soon"}
NOT_YET = "Not due yet"
TITLES = (MORE_EVIDENCE, TO_ASSURE, *BY_STATE.values(), NOT_YET, OTHERS_ASSURE)


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


def waiting_for(user: Any, hats: Hats, today: dt.date) -> list[Group]:
    """The groups that hold something, in two queries."""
    groups = {title: Group(title) for title in TITLES}
    for action in _actions(user, hats, today):
        waiting = _waiting(action, hats, today)
        if action.status != Status.DELIVERED or waiting.may_assure or action.is_own:  # type: ignore[attr-defined]
            groups[_title(waiting)].rows.append(waiting)
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
    """The person's own (`is_own`) that are open, and what is delivered in partnerships where they have a role."""
    visible = Action.objects.visible_to(user, today)
    partnerships = {partnership for partnership, _, _ in hats.held}
    own = Q(pk__in=visible.of_person(user, today).values("pk"))
    delivered = Q(status=Status.DELIVERED, partnership__in=partnerships)
    rows = visible.with_deadline().annotate(is_own=Case(When(own, then=Value(True)), default=Value(False)))
    rows = rows.filter((own & ~Q(status__in=CLOSED)) | delivered).order_by(F("deadline").asc(nulls_last=True), "pk")
    rows = rows.select_related("finding", "letter__partnership", "lead_agency", "lead_officer", "deputy", "asked_by")
    return rows.prefetch_related(Prefetch("contributors", Contributor.objects.select_related("officer")))


def _title(waiting: Waiting) -> str:
    if waiting.action.status == Status.DELIVERED:
        return TO_ASSURE if waiting.may_assure else OTHERS_ASSURE
    if waiting.action.status == Status.MORE_EVIDENCE:
        return MORE_EVIDENCE
    return BY_STATE.get(waiting.due.state, NOT_YET)
