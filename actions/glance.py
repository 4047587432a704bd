"""Partnerships at a glance: the statement, how actions stand, what is due and what changed. Four queries for all."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import Count, F, Q

from actions.bars import Bar, bars
from actions.finding_state import ENDED
from actions.models import Action
from findings.deadlines import Deadline
from findings.models import Letter
from findings.models.findings import Kind
from findings.tables import statement_stands
from findings.working_days import working_days_between
from partnerships.models import Event, Partnership

AHEAD = dt.timedelta(weeks=8)
LATELY = dt.timedelta(days=30)
CHANGES = {  # the history's verbs, as one and as several
    "cleared update": ("update", "updates"),
    "delivered": ("action delivered", "actions delivered"),
    "assured": ("action assured", "actions assured"),
    "asked for more evidence": ("sent back for more evidence", "sent back for more evidence"),
    "agreed date": ("date moved", "dates moved"),
}


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


@dataclass
class Glance:
    partnership: Partnership
    statements: list[Statement] = field(default_factory=list)
    by_agency: list[Bar] = field(default_factory=list)
    by_kind: list[Bar] = field(default_factory=list)
    overdue: int = 0
    ahead: list[Day] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)


def glances(partnerships: Iterable[Partnership], user: Any, today: dt.date) -> list[Glance]:
    """One for each of `partnerships`, which `user` may see; of what hangs on a letter, what they may see of it."""
    by_id = {partnership.pk: Glance(partnership) for partnership in partnerships}
    keys = list(by_id)
    for statement in _statements(keys, user, today):
        by_id[statement.letter.partnership_id].statements.append(statement)
    _bars(by_id, user, today)
    for key, days in _due(keys, user, today):
        by_id[key].ahead = [day for day in days if day.date >= today]
        by_id[key].overdue = sum(len(day.actions) for day in days if day.date < today)
    for key, words in _changed(keys, user, today):
        by_id[key].changed.append(words)
    return list(by_id.values())


def _statements(keys: Sequence[int], user: Any, today: dt.date) -> Iterator[Statement]:
    letters = Letter.objects.visible_to(user, today).filter(partnership__in=keys, statement_required=True)
    letters = letters.order_by("-letter_date", "pk")
    for letter in letters.defer("as_read", "warnings", "strengths", "case_studies"):
        due = statement_stands(letter, today)
        waited_for = not letter.statement_sent_on and due.date is not None and due.date >= today
        left = working_days_between(today, due.date) if waited_for and due.date else None
        yield Statement(letter, due, left)


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
    rows = rows.with_deadline().select_related("finding")
    rows = rows.filter(Q(deadline__lte=today + AHEAD))
    rows = rows.order_by("partnership", F("deadline"), F("finding__kind").desc(), "finding__number", "sequence")
    for key, actions in groupby(rows, key=lambda action: action.partnership_id):
        yield key, [Day(day, list(due)) for day, due in groupby(actions, key=attrgetter("deadline"))]


def _changed(keys: Sequence[int], user: Any, today: dt.date) -> Iterator[tuple[int, str]]:
    events = Event.objects.visible_to(user, today).filter(partnership__in=keys)
    events = events.filter(verb__in=CHANGES, at__date__gt=today - LATELY)
    counted = events.order_by().values_list("partnership_id", "verb").annotate(number=Count("pk"))
    counts = {(key, verb): number for key, verb, number in counted}
    for key in keys:
        for verb, (one, several) in CHANGES.items():
            if number := counts.get((key, verb)):
                yield key, f"{number} {one if number == 1 else several}"
