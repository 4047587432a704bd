"""What waits for one person, across their partnerships: grouped by how late, the most pressing first."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Prefetch, Q

from actions.deadlines import action_stands
from actions.models import Action, Contributor, Status
from findings.deadlines import Deadline, State
from partnerships.gates import Hats

MORE_EVIDENCE, TO_ASSURE = "More evidence needed", "Waiting for your assurance"
BY_STATE = {State.OVERDUE: "Overdue", State.DUE_SOON: "Due soon"}
NOT_YET = "Not due yet"
TITLES = (MORE_EVIDENCE, TO_ASSURE, *BY_STATE.values(), NOT_YET)


@dataclass(frozen=True)
class Waiting:
    """One action that waits for the person, and whether they may record progress on it, or write a draft."""

    action: Action
    due: Deadline
    may_record: bool
    may_write: bool = False


@dataclass(frozen=True)
class Group:
    title: str
    rows: list[Waiting] = field(default_factory=list)


def waiting_for(user: Any, hats: Hats, today: dt.date) -> list[Group]:
    """The groups that hold something, in two queries."""
    groups = {title: Group(title) for title in TITLES}
    for action in _actions(user, hats, today):
        if action.status != Status.DELIVERED or hats.may("assure", action):
            due = action_stands(action, today)
            may_record = action.status != Status.DELIVERED and hats.may("record progress", action)
            may_write = action.status == Status.DRAFT and hats.may("write action", action)
            groups[_title(action, due)].rows.append(Waiting(action, due, may_record, may_write))
    return [group for group in groups.values() if group.rows]


def _actions(user: Any, hats: Hats, today: dt.date) -> Iterable[Action]:
    """The person's own open ones, and what is delivered in partnerships where they have a role."""
    visible = Action.objects.visible_to(user, today)
    partnerships = {partnership for partnership, _, _ in hats.held}
    own = Q(pk__in=visible.of_person(user, today).open().values("pk"))
    delivered = Q(status=Status.DELIVERED, partnership__in=partnerships)
    rows = visible.with_deadline().filter(own | delivered).order_by(F("deadline").asc(nulls_last=True), "pk")
    rows = rows.select_related("finding", "letter__partnership", "lead_agency", "lead_officer", "deputy", "asked_by")
    return rows.prefetch_related(Prefetch("contributors", Contributor.objects.select_related("officer")))


def _title(action: Action, due: Deadline) -> str:
    if action.status == Status.DELIVERED:
        return TO_ASSURE
    if action.status == Status.MORE_EVIDENCE:
        return MORE_EVIDENCE
    return BY_STATE.get(due.state, NOT_YET)
