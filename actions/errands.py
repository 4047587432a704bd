"""What waits for one person's word: updates to clear, later dates, challenges, and a letter's open questions.

At most five queries; none for what the person's roles have no part in.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from actions.deadlines import challenge_stands
from actions.models import Challenge, DateChange, Opinion, Update
from actions.models.status import CLOSED
from findings.deadlines import Deadline
from findings.models import Difference, Finding, Letter
from findings.models.findings import Kind
from partnerships.gates import LEADS, MANAGER, RUNS, Hats
from partnerships.models import Role

ANSWERS = LEADS | {Role.SAFEGUARDING_PARTNER}


@dataclass(frozen=True)
class Errand:
    """What waits, where it is done, what to know of it, and the day it is due where there is one."""

    name: str
    address: str
    note: str = ""
    due: Deadline | None = None


@dataclass(frozen=True)
class Errands:
    title: str
    rows: list[Errand] = field(default_factory=list)


def errands_for(user: Any, hats: Hats, today: dt.date) -> list[Errands]:
    """The groups that hold something."""
    to_answer, to_close, late = _challenges(user, hats, today)
    groups = [
        Errands("Challenges to answer", to_answer),
        Errands("Answers to your challenges", to_close),
        Errands("Challenges without an answer in time", late),
        Errands("Later dates to agree or decline", list(_dates(user, hats, today))),
        Errands("Updates to clear", list(_updates(user, hats, today))),
        Errands("Letters to decide on", list(_letters(user, hats, today))),
        Errands("Areas for priority action without your opinion", list(_without_opinion(user, hats, today))),
    ]
    return [group for group in groups if group.rows]


def _partnerships(hats: Hats, roles: frozenset[Role]) -> list[int]:
    return [partnership for partnership, role, _ in hats.held if role in roles]


def _agencies(hats: Hats, roles: frozenset[Role]) -> list[int]:
    return [agency for _, role, agency in hats.held if agency and role in roles]


def _challenges(user: Any, hats: Hats, today: dt.date) -> tuple[list[Errand], list[Errand], list[Errand]]:
    """Those that the person's agencies have to answer; the answered ones that the person raised; and those not answered
    in time that they raised, or that were raised where they run the plan."""
    if not hats.held:
        return [], [], []
    agencies = _agencies(hats, ANSWERS)
    open_ones = Challenge.objects.visible_to(user, today).open().with_names().order_by("answer_due", "pk")
    to_look_after = Q(said_by=user) | Q(partnership__in=_partnerships(hats, RUNS))
    mine = Q(agency__in=agencies, answered_at=None) | Q(said_by=user, answered_at__isnull=False)
    to_answer: list[Errand] = []
    to_close: list[Errand] = []
    late: list[Errand] = []
    for challenge in open_ones.filter(mine | Q(answered_at=None, answer_due__lt=today) & to_look_after):
        group = to_close if challenge.answered_at else to_answer if challenge.agency_id in agencies else late
        group.append(_challenge(challenge, today))
    return to_answer, to_close, late


def _challenge(challenge: Challenge, today: dt.date) -> Errand:
    about = challenge.action.number if challenge.action else challenge.finding.code
    words = challenge.answer or challenge.text
    who = challenge.answered_by or challenge.said_by
    address = reverse("challenge", args=[challenge.pk])
    note = f"{who} to {challenge.agency}" if not challenge.answer else f"{who} for {challenge.agency}"
    due = None if challenge.answered_at else challenge_stands(challenge, today)  # a date beside an answer misleads
    return Errand(f"{about} {words}", address, f"{note}, {challenge.finding.letter}", due)


def _dates(user: Any, hats: Hats, today: dt.date) -> Iterator[Errand]:
    if not (partnerships := _partnerships(hats, RUNS)):
        return
    waiting = DateChange.objects.visible_to(user, today).open().filter(partnership__in=partnerships)
    waiting = waiting.exclude(action__status__in=CLOSED).order_by("asked_at", "pk").select_related("asked_by")
    related = ("action__finding", "action__letter__partnership", "action__lead_officer", "action__deputy")
    for change in waiting.select_related(*related):
        if hats.may("answer date", change):
            instead = f" instead of {change.was:%-d %B %Y}" if change.was else ""
            note = f"{change.asked_by} asks for {change.wanted:%-d %B %Y}{instead}: “{change.reason}”"
            yield Errand(_named(change), reverse("action", args=[change.action_id]), note)


def _updates(user: Any, hats: Hats, today: dt.date) -> Iterator[Errand]:
    if not (agencies := _agencies(hats, frozenset({Role.AGENCY_LEAD}))):
        return
    waiting = Update.objects.visible_to(user, today).waiting().filter(agency__in=agencies)
    related = ("action__finding", "action__letter__partnership", "author")
    for update in waiting.order_by("recorded_at", "pk").select_related(*related):
        note = f"{update.author}, {update.get_kind_display().lower()}" + (f": “{update.text}”" if update.text else "")
        yield Errand(_named(update), reverse("action", args=[update.action_id]), note)


def _without_opinion(user: Any, hats: Hats, today: dt.date) -> Iterator[Errand]:
    """Open areas for priority action of which the scrutineer has said nothing yet: they cannot close without it."""
    if not (partnerships := _partnerships(hats, frozenset({Role.SCRUTINEER}))):
        return
    said = Opinion.objects.filter(finding=OuterRef("pk"), action=None, said_by=user)
    findings = Finding.objects.visible_to(user, today).filter(partnership__in=partnerships, kind=Kind.PRIORITY_ACTION)
    findings = findings.filter(~Exists(said), closed_at=None).in_order()
    for finding in findings.select_related("letter__partnership").defer("as_read", "letter__as_read"):
        yield Errand(f"{finding.code} {finding.text}", reverse("finding", args=[finding.pk]), str(finding.letter))


def _named(said: Update | DateChange) -> str:
    return f"{said.action.number} {said.action.text or said.action.finding.text}"


def _letters(user: Any, hats: Hats, today: dt.date) -> Iterator[Errand]:
    """Differences between copies, and leads that are only suggested, for the business manager."""
    if not (partnerships := _partnerships(hats, MANAGER)):
        return
    differences = Difference.objects.open().filter(letter=OuterRef("pk"))
    findings = Finding.objects.filter(letter=OuterRef("pk"), lead_confirmed_at=None, closed_at=None)
    letters = Letter.objects.visible_to(user, today).filter(partnership__in=partnerships)
    letters = letters.annotate(undecided=_count(differences), suggested=_count(findings)).order_by("letter_date", "pk")
    waiting = letters.filter(Q(undecided__gt=0) | Q(suggested__gt=0)).select_related("partnership")
    for letter in waiting.only("letter_date", "partnership__area"):
        undecided: int | None = letter.undecided  # type: ignore[attr-defined]
        suggested: int | None = letter.suggested  # type: ignore[attr-defined]
        address = reverse("letter", args=[letter.pk])
        if undecided:
            yield Errand(f"{letter}: {_counted(undecided, 'difference')} to decide", f"{address}#differences")
        if suggested:
            yield Errand(
                f"{letter}: {_counted(suggested, 'suggested lead')} to confirm",
                reverse("suggested_leads", args=[letter.partnership_id]),
            )


def _count(rows: QuerySet[Any]) -> Subquery:
    return Subquery(rows.order_by().values("letter").annotate(count=Count("pk")).values("count"))


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
