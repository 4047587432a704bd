"""Officers and the open actions that name them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from actions.models import Action
from actions.models.actions import ActionQuerySet
from partnerships.list_pages import SIZES
from partnerships.models import Officer


@dataclass
class Named:
    """An officer with the open actions that they lead, and those that they are the deputy for."""

    officer: Officer
    has_left: bool
    leads: list[Action] = field(default_factory=list)
    deputises: list[Action] = field(default_factory=list)

    @property
    def has_work(self) -> bool:
        return bool(self.leads or self.deputises)

    @property
    def hand_over(self) -> str:
        return together(self.leads)


def together(actions: Sequence[Action]) -> str:
    """Where these are changed together, as many as can be at once."""
    return f"{reverse('change_actions')}?{urlencode([('action', one.pk) for one in actions[: max(SIZES)]])}"


def with_actions(officers: Iterable[Officer], seen: ActionQuerySet, today: dt.date) -> list[Named]:
    """One for each of `officers`, in their order, with what the reader has `seen` of actions; one query for all."""
    officers = list(officers)
    leads, deputises = defaultdict(list), defaultdict(list)
    named = seen.open().filter(Q(lead_officer__in=officers) | Q(deputy__in=officers))
    for action in named.select_related("finding").in_order():
        leads[action.lead_officer_id].append(action)
        deputises[action.deputy_id].append(action)
    return [Named(officer, officer.has_left(today), leads[officer.pk], deputises[officer.pk]) for officer in officers]
