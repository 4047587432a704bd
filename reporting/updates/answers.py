"""Who has answered a request for updates: by agency and lead officer, as far as the reader can see."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import F
from django.utils import timezone

from actions.models import Action, Update
from actions.models.status import CLOSED
from partnerships.models import Agency, Officer
from reporting.models import AskedUpdate, UpdateRequest


@dataclass(frozen=True)
class Answer:
    """One action that was asked about. `said`: the first update since, None where there is none."""

    action: Action
    said: Update | None
    missed: int = 0  # requests in a row that nobody answered, this one too

    @property
    def is_open(self) -> bool:
        """Whether an answer is still waited for."""
        return self.said is None and self.action.status not in CLOSED

    @property
    def how(self) -> str:
        """Such as "20 November 2026" or "20 November 2026, waits to be cleared"."""
        if self.said is None:
            return self.action.get_status_display().lower()
        day = f"{timezone.localtime(self.said.recorded_at):%-d %B %Y}"
        return f"{day}, waits to be cleared" if self.said.waits else day


@dataclass
class Asked:
    """An officer, or nobody, of an agency that leads, with the actions that they are asked about."""

    agency: Agency
    officer: Officer | None
    answers: list[Answer] = field(default_factory=list)

    @property
    def left(self) -> list[Answer]:
        return [one for one in self.answers if one.is_open]

    @property
    def done(self) -> list[Answer]:
        return [one for one in self.answers if not one.is_open]

    @property
    def answered(self) -> int:
        return len(self.done)


def asked_of(request: UpdateRequest, user: Any, today: dt.date) -> list[Asked]:
    """One for each agency and officer, by name; who leads nothing is asked nothing. Three queries."""
    actions = list(_actions(request, user))
    said = _said(request, actions, user)
    missed = _missed(actions, today)
    actions.sort(key=lambda one: (one.lead_agency.name.casefold(), _name(one).casefold(), one.lead_officer_id or 0))
    groups = groupby(actions, key=lambda one: (one.lead_agency_id, one.lead_officer_id))
    return [_asked(list(rows), said, missed) for _, rows in groups]


def _name(action: Action) -> str:
    return action.lead_officer.name if action.lead_officer else ""


def _asked(actions: Sequence[Action], said: dict[int, Update], missed: dict[int, int]) -> Asked:
    first = actions[0]
    answers = [Answer(one, said.get(one.pk), missed.get(one.pk, 0)) for one in actions]
    return Asked(first.lead_agency, first.lead_officer, answers)


def _actions(request: UpdateRequest, user: Any) -> Any:
    asked = AskedUpdate.objects.filter(request=request).values("action")
    actions = Action.objects.visible_to(user).filter(pk__in=asked)
    related = ("finding", "letter", "lead_agency", "lead_officer__user__reminder_choice")
    return actions.select_related(*related).defer("letter__as_read", "finding__as_read").in_order()


def _said(request: UpdateRequest, actions: Sequence[Action], user: Any) -> dict[int, Update]:
    """By action, the first answer that the reader can see."""
    updates = Update.objects.visible_to(user).filter(action__in=actions, agency=F("action__lead_agency"))
    updates = updates.filter(sent_back_at=None, recorded_at__gte=request.asked_at).select_related("author")
    return {update.action_id: update for update in updates.order_by("-recorded_at", "-pk")}


def _missed(actions: Sequence[Action], today: dt.date) -> dict[int, int]:
    """By action, how many requests in a row were not answered by their day."""
    counted: dict[int, int] = {}
    for key in AskedUpdate.objects.missed(today).filter(action__in=actions).values_list("action", flat=True):
        counted[key] = counted.get(key, 0) + 1
    return counted
