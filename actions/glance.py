"""Partnerships at a glance: the statement, how actions stand, what is due and what changed. Three queries for all."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.http import urlencode

from actions.bars import Bar, bars
from actions.changed import CHANGES, since
from actions.finding_state import ENDED
from actions.models import Action
from findings.deadlines import Deadline
from findings.models import Letter
from findings.models.findings import Kind
from findings.tables import statement_stands
from findings.working_days import working_days_between
from partnerships.gates import Hats
from partnerships.models import Event, Partnership

AHEAD = dt.timedelta(weeks=8)
SHOWN = 10  # actions ahead that are named; the table has the others


@dataclass(frozen=True)
class Statement:
    """A letter's written statement: how its date stands, and how many working days are left (None: not counted)."""

    letter: Letter
    due: Deadline
    working_days: int | None


@dataclass(frozen=True)
class Day:
    date: dt.date
    actions: list[Action]


@dataclass(frozen=True)
class Changed:
    """How often something was done, such as "2 dates moved", and the list of it."""

    words: str
    address: str


@dataclass
class Glance:
    """`ahead` names the first of the actions due until `until`; `more` leads to all, where there are others."""

    partnership: Partnership
    statements: list[Statement] = field(default_factory=list)
    by_agency: list[Bar] = field(default_factory=list)
    by_kind: list[Bar] = field(default_factory=list)
    overdue: int = 0
    ahead: list[Day] = field(default_factory=list)
    until: dt.date | None = None
    more: str = ""
    changed: list[Changed] = field(default_factory=list)


def glances(partnerships: Iterable[Partnership], hats: Hats, today: dt.date, letters: Iterable[Letter]) -> list[Glance]:
    """One for each of `partnerships`, which the person sees; of what hangs on a letter, what they may see of it.

    `letters`: from `letters_seen`.
    """
    by_id = {partnership.pk: Glance(partnership, until=today + AHEAD) for partnership in partnerships}
    keys, user = list(by_id), hats.user
    for letter in sorted(letters, key=lambda one: one.letter_date or dt.date.min, reverse=True):
        if letter.statement_required and letter.partnership_id in by_id:
            by_id[letter.partnership_id].statements.append(_statement(letter, today))
    _bars(by_id, user, today)
    for key, days in _due(keys, user, today):
        ahead = [day for day in days if day.date >= today]
        by_id[key].ahead = _first(ahead)
        by_id[key].more = _all_ahead(key, today) if by_id[key].ahead != ahead else ""
        by_id[key].overdue = sum(len(day.actions) for day in days if day.date < today)
    for key, number, verb in _changed(keys, user, today):
        by_id[key].changed.append(_told(by_id[key].partnership, hats, number, verb, today))
    return list(by_id.values())


def _statement(letter: Letter, today: dt.date) -> Statement:
    due = statement_stands(letter, today)
    waited_for = not letter.statement_sent_on and due.date is not None and due.date >= today
    left = working_days_between(today, due.date) if waited_for and due.date else None
    return Statement(letter, due, left)


def _bars(by_id: dict[int, Glance], user: Any, today: dt.date) -> None:
    """Each bar counts actions by colour, and those not written yet; not the cancelled and superseded."""
    told = Action.objects.visible_to(user, today).filter(partnership__in=list(by_id))
    told = told.with_brag(today).exclude(status__in=ENDED).order_by()
    names = ("partnership_id", "lead_agency_id", "lead_agency__name", "finding__kind", "brag")
    agencies: dict[int, dict[tuple[str, str], Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    kinds: dict[int, dict[tuple[str, str], Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for key, agency, name, kind, brag, number in told.values_list(*names).annotate(counted=Count("pk")):
        agencies[key][name, f"filter-lead={agency}"][brag] += number
        kinds[key][Kind(kind).label, f"filter-area={key}&filter-kind={kind}"][brag] += number
    for key, glance in by_id.items():
        glance.by_agency, glance.by_kind = bars(agencies[key]), bars(kinds[key])


def _due(keys: Sequence[int], user: Any, today: dt.date) -> Iterator[tuple[int, list[Day]]]:
    """Of each partnership, the days on which actions were or are due, until eight weeks ahead."""
    rows = Action.objects.visible_to(user, today).filter(partnership__in=keys).open()
    rows = rows.with_deadline().select_related("finding", "lead_agency")
    rows = rows.filter(Q(deadline__lte=today + AHEAD))
    rows = rows.order_by("partnership", F("deadline"), F("finding__kind").desc(), "finding__number", "sequence")
    for key, actions in groupby(rows, key=lambda action: action.partnership_id):
        yield key, [Day(day, list(due)) for day, due in groupby(actions, key=attrgetter("deadline"))]


def _first(days: list[Day]) -> list[Day]:
    """Those days, or their beginning, with no more than SHOWN actions in all."""
    shown, left = [], SHOWN
    for day in days:
        if first := day.actions[:left]:
            shown.append(Day(day.date, first))
            left -= len(first)
    return shown


def _all_ahead(key: int, today: dt.date) -> str:
    days = {"filter-due_from": today.isoformat(), "filter-due_to": (today + AHEAD).isoformat()}
    return f"{reverse('actions')}?{urlencode({'filter-area': str(key), **days, 'sort': 'deadline'})}"


def _changed(keys: Sequence[int], user: Any, today: dt.date) -> Iterator[tuple[int, int, str]]:
    """(partnership, how often, verb), in the order of CHANGES."""
    events = Event.objects.visible_to(user, today).filter(partnership__in=keys)
    events = events.filter(verb__in=CHANGES, at__date__gte=since(today))
    counted = events.order_by().values_list("partnership_id", "verb").annotate(number=Count("pk"))
    counts = {(key, verb): number for key, verb, number in counted}
    return ((key, counts[key, verb], verb) for key in keys for verb in CHANGES if (key, verb) in counts)


def _told(partnership: Partnership, hats: Hats, number: int, verb: str, today: dt.date) -> Changed:
    """Leads whoever may see the history to what was done there, and everyone else to the actions it was done to."""
    words = f"{number} {CHANGES[verb][number > 1]}"
    if hats.may("see history", partnership):
        query = urlencode({"filter-verb": verb, "filter-since": since(today).isoformat()})
        return Changed(words, f"{reverse('history', args=[partnership.pk])}?{query}")
    query = urlencode({"filter-area": str(partnership.pk), "filter-changed": verb})
    return Changed(words, f"{reverse('actions')}?{query}")
