"""What waits for one person's word: updates asked for, calls for help, updates to clear, new dates, challenges, a
letter's questions.

At most six queries, and those of FURTHER; none for what the person's roles have no part in.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from actions.answerers import ANSWERS, Answerers
from actions.asked import by_whom, waiting_for
from actions.deadlines import challenge_stands
from actions.models import Challenge, DateChange, Opinion, Update
from actions.models.dates import Answer
from actions.models.status import CLOSED
from findings.deadlines import Deadline, stand
from findings.models import Difference, Finding, Letter
from findings.models.findings import Kind
from partnerships.gates import LEADS, MANAGER, RUNS, Hats
from partnerships.models import Role

ANSWER_TOLD = dt.timedelta(days=14)
CLEARS = frozenset({Role.AGENCY_LEAD})
TO_ANSWER, TO_CLOSE = "Challenges to answer", "Answers to your challenges"
LATE = "Challenges without an answer in time"
NOBODY = "Waits, and nobody here can answer"
INVITE_LEAD = "Invite a lead of {}, or write down its answer: nobody there can."
INVITE_CHAIR = "Invite a chair, or another business manager: nobody answers what is their own."


@dataclass(frozen=True)
class Errand:
    """What waits, where it is done, what to know of it, and the day it is due where there is one."""

    name: str
    address: str
    note: str = ""
    due: Deadline | None = None


@dataclass(frozen=True)
class Errands:
    """`together`: an errand that does several of the rows at once, for each place where that can be."""

    title: str
    rows: list[Errand] = field(default_factory=list)
    together: list[Errand] = field(default_factory=list)


# What the room above adds, when it is ready: imports run one way.
FURTHER: list[Callable[[Any, Hats, dt.date], Iterable[Errands]]] = []


def errands_for(user: Any, hats: Hats, today: dt.date, here: Answerers) -> list[Errands]:
    """The groups that hold something."""
    challenges = _challenges(user, hats, today, here)
    *dates, stuck = _dates(user, hats, today, here)
    stuck.rows.extend(challenges[NOBODY])
    said = list(_updates(user, hats, today))
    groups = [
        Errands("Updates asked for", list(_asked(user, hats, today))),
        Errands("Sent back to you", [_sent_back(update) for update in said if update.sent_back_at]),
        Errands("Help is asked for", [_call(update) for update in said if update.cleared_at]),
        *(Errands(title, challenges[title]) for title in (TO_ANSWER, TO_CLOSE, LATE)),
        *dates,
        stuck,
        Errands("Updates to clear", [_to_clear(update) for update in said if update.waits]),
        Errands("Letters to decide on", list(_letters(user, hats, today))),
        Errands("Areas for priority action without your opinion", list(_without_opinion(user, hats, today))),
        *(group for further in FURTHER for group in further(user, hats, today)),
    ]
    return [group for group in groups if group.rows]


def _partnerships(hats: Hats, roles: frozenset[Role]) -> list[int]:
    return [partnership for partnership, role, _ in hats.held if role in roles]


def _agencies(hats: Hats, roles: frozenset[Role]) -> list[int]:
    return [agency for _, role, agency in hats.held if agency and role in roles]


def _challenges(user: Any, hats: Hats, today: dt.date, here: Answerers) -> dict[str, list[Errand]]:
    """Those that the person's agencies have to answer; the answered ones that the person raised; those not answered in
    time that they raised, or that were raised where they run the plan; and those there that nobody can answer."""
    groups: dict[str, list[Errand]] = defaultdict(list)
    if not hats.held:
        return groups
    agencies = _agencies(hats, ANSWERS)
    open_ones = Challenge.objects.visible_to(user, today).open().with_names().order_by("answer_due", "pk")
    late = Q(answer_due__lt=today) & (Q(said_by=user) | Q(partnership__in=_partnerships(hats, RUNS)))
    unanswered = Q(agency__in=agencies) | late | Q(partnership__in=here.people)
    for challenge in open_ones.filter(Q(said_by=user, answered_at__isnull=False) | unanswered & Q(answered_at=None)):
        errand = _challenge(challenge, today)
        if challenge.answered_at:
            groups[TO_CLOSE].append(errand)
        elif challenge.agency_id in agencies:
            groups[TO_ANSWER].append(errand)
        elif here.nobody_answers(challenge):
            groups[NOBODY].append(replace(errand, note=f"{INVITE_LEAD.format(challenge.agency)} {errand.note}"))
        elif challenge.answer_due < today:
            groups[LATE].append(errand)
    return groups


def _challenge(challenge: Challenge, today: dt.date) -> Errand:
    about = challenge.action.number if challenge.action else challenge.finding.code
    words = challenge.answer or challenge.text
    who = challenge.answered_by or challenge.said_by
    address = reverse("challenge", args=[challenge.pk])
    note = f"{who} to {challenge.agency}" if not challenge.answer else f"{who} for {challenge.agency}"
    due = None if challenge.answered_at else challenge_stands(challenge, today)  # a date beside an answer misleads
    return Errand(f"{about} {words}", address, f"{note}, {challenge.finding.letter}", due)


def _dates(user: Any, hats: Hats, today: dt.date, here: Answerers) -> list[Errands]:
    """Those that wait for the person's word, what was answered lately to what they asked for, and what nobody can
    answer."""
    if not hats.held:
        return [Errands(NOBODY)]
    waiting = Q(answer=Answer.OPEN, partnership__in=_partnerships(hats, RUNS))
    changes = DateChange.objects.visible_to(user, today)
    answered = Q(pk__in=changes.answered_to(user, today - ANSWER_TOLD).values("pk"))
    related = ("action__finding", "action__letter__partnership", "action__lead_officer", "action__deputy")
    found = list(changes.filter(waiting | answered).select_related(*related, "asked_by", "answered_by"))
    found.sort(key=lambda change: (change.asked_at, change.pk))
    mine = [change for change in found if not change.did and hats.may("answer date", change)]
    stuck = [change for change in found if not change.did and here.nobody_may("answer date", change)]
    answers = [_date(change, _answered(change)) for change in found if change.did]
    return [
        Errands("New dates to agree or decline", [_date(one, _asks(one)) for one in mine], _together(mine)),
        Errands("Answers to the new dates that you asked for", answers),
        Errands(NOBODY, [_date(one, f"{INVITE_CHAIR} {_asks(one)}") for one in stuck]),
    ]


def _date(change: DateChange, note: str) -> Errand:
    return Errand(_named(change), reverse("action", args=[change.action_id]), note)


def _together(changes: Iterable[DateChange]) -> list[Errand]:
    """Of each partnership where several can be agreed to."""
    letters = [change.action.letter for change in changes if change.action.status not in CLOSED]
    areas = Counter((letter.partnership_id, letter.partnership.area) for letter in letters)
    pages = {area: reverse("waiting_dates", args=[key]) for (key, area), number in areas.items() if number > 1}
    return [Errand(f"{area}: agree to several together", page) for area, page in pages.items()]


def _answered(change: DateChange) -> str:
    why = f": “{change.answer_reason}”" if change.answer_reason else ""
    return f"{change.answered_by} {change.did}{why}"


def _asks(change: DateChange) -> str:
    action, instead = change.action, f" instead of {change.was:%-d %B %Y}" if change.was else ""
    closed = f"The action is {action.get_status_display().lower()}. " if action.status in CLOSED else ""
    return f"{closed}{change.asked_by} asks for {change.wanted:%-d %B %Y}{instead}: “{change.reason}”"


def _updates(user: Any, hats: Hats, today: dt.date) -> QuerySet[Update]:
    """What the person's agencies, or those without lead in their plan, have to clear, what of their own was sent back,
    and who calls them for help."""
    if not hats.held:
        return Update.objects.none()
    clears = Q(agency__in=_agencies(hats, CLEARS)) | Q(partnership__in=_partnerships(hats, MANAGER), has_lead=False)
    to_clear = clears & Q(cleared_at=None, sent_back_at=None)
    sent_back = Q(author=user, pk__in=Update.objects.sent_back().values("pk"))
    hears = Q(partnership__in=_partnerships(hats, RUNS)) | Q(agency__in=_agencies(hats, LEADS))
    calls = hears & Q(pk__in=Update.objects.calling().values("pk"))
    updates = Update.objects.visible_to(user, today).with_lead(today)
    said = updates.filter(to_clear | sent_back | calls).order_by("recorded_at", "pk")
    related = ("action__finding", "action__letter__partnership", "agency", "author", "sent_back_by")
    return said.select_related(*related)


def _asked(user: Any, hats: Hats, today: dt.date) -> Iterator[Errand]:
    if not hats.held:
        return
    for asked in waiting_for(user, _agencies(hats, LEADS), today):
        address = f"{reverse('record_progress', args=[asked.action_id])}?next={reverse('home')}"
        yield Errand(_named(asked), address, by_whom(asked), stand(asked.request.due, today))


def _call(update: Update) -> Errand:
    when = f"{timezone.localtime(update.recorded_at):%-d %B %Y}"
    address = reverse("action", args=[update.action_id])
    return Errand(_named(update), address, f"{update.author} for {update.agency}, {when}: “{update.text}”")


def _to_clear(update: Update) -> Errand:
    address = f"{reverse('action', args=[update.action_id])}#draft-{update.pk}"
    words = f": “{update.text}”" if update.text else ""
    who = f"{update.author} for {update.agency}"
    return Errand(_named(update), address, f"{who}, {update.get_kind_display().lower()}{words}")


def _sent_back(update: Update) -> Errand:
    address = f"{reverse('record_progress', args=[update.action_id])}?next={reverse('home')}"
    return Errand(_named(update), address, f"{update.sent_back_by}: “{update.sent_back_because}”")


def _without_opinion(user: Any, hats: Hats, today: dt.date) -> Iterator[Errand]:
    """Open areas for priority action of which the scrutineer has said nothing yet: they cannot close without it."""
    if not (partnerships := _partnerships(hats, frozenset({Role.SCRUTINEER}))):
        return
    said = Opinion.objects.filter(finding=OuterRef("pk"), action=None, said_by=user)
    findings = Finding.objects.visible_to(user, today).filter(partnership__in=partnerships, kind=Kind.PRIORITY_ACTION)
    findings = findings.filter(~Exists(said), closed_at=None).in_order()
    for finding in findings.select_related("letter__partnership").defer("as_read", "letter__as_read"):
        yield Errand(f"{finding.code} {finding.text}", reverse("finding", args=[finding.pk]), str(finding.letter))


def _named(said: Any) -> str:
    """Of an update or what else is about one action."""
    return f"{said.action.number} {said.action.text or said.action.finding.text}"


def _letters(user: Any, hats: Hats, today: dt.date) -> Iterator[Errand]:
    """Differences between copies, and leads that are only suggested, for the business manager."""
    if not (partnerships := _partnerships(hats, MANAGER)):
        return
    differences = Difference.objects.open().filter(letter=OuterRef("pk"))
    findings = Finding.objects.lead_suggested().filter(letter=OuterRef("pk"))
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
