"""What waits for one person's word: updates asked for, calls for help, updates to clear, new dates, challenges, a
letter's questions.

At most four queries, and those of FURTHER; none for what the person's roles have no part in.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from actions.answerers import ANSWERS, Answerers
from actions.asked import asked_words, due_day
from actions.deadlines import challenge_stands
from actions.errand import NOBODY, Errand, Errands, named
from actions.errands_of_dates import of_dates
from actions.models import Challenge, Opinion, Update
from actions.waiting import Group
from findings.deadlines import stand
from findings.models import Finding, Letter
from findings.models.findings import Kind
from partnerships.gates import LEADS, MANAGER, RUNS, Hats
from partnerships.models import Role

CLEARS = frozenset({Role.AGENCY_LEAD})
TO_ANSWER, TO_CLOSE = "Challenges to answer", "Answers to your challenges"
LATE = "Challenges without an answer in time"
INVITE_LEAD = "Invite a lead of {}, or write down its answer: nobody there can."


# What the room above adds, when it is ready: imports run one way.
FURTHER: list[Callable[[Any, Hats, dt.date], Iterable[Errands]]] = []


def errands_for(
    user: Any, hats: Hats, today: dt.date, here: Answerers, actions: Iterable[Group], letters: Iterable[Letter]
) -> list[Errands]:
    """The groups that hold something. `actions`: those that wait for the person; `letters`: from `letters_seen`."""
    challenges = _challenges(user, hats, today, here)
    *dates, stuck = of_dates(user, hats, today, here)
    stuck.rows.extend(challenges[NOBODY])
    said = list(_updates(user, hats, today))
    groups = [
        Errands("Updates asked for", _asked(user, hats, today, actions)),
        Errands("Sent back to you", [_sent_back(update) for update in said if update.sent_back_at]),
        Errands("Help is asked for", [_call(update) for update in said if update.cleared_at]),
        *(Errands(title, challenges[title]) for title in (TO_ANSWER, TO_CLOSE, LATE)),
        *dates,
        stuck,
        Errands("Updates to clear", [_to_clear(update) for update in said if update.waits]),
        Errands("Letters to decide on", list(_to_decide(letters, hats))),
        Errands("Areas for priority action without your opinion", list(_without_opinion(user, hats, today))),
        *(group for further in FURTHER for group in further(user, hats, today)),
    ]
    return [group for group in groups if group.rows]


def _challenges(user: Any, hats: Hats, today: dt.date, here: Answerers) -> dict[str, list[Errand]]:
    """Those that the person's agencies have to answer; the answered ones that the person raised; those not answered in
    time that they raised, or that were raised where they run the plan; and those there that nobody can answer."""
    groups: dict[str, list[Errand]] = defaultdict(list)
    if not hats.held:
        return groups
    agencies = hats.agencies(ANSWERS)
    open_ones = Challenge.objects.visible_to(user, today).open().with_names().order_by("answer_due", "pk")
    late = Q(answer_due__lt=today) & (Q(said_by=user) | Q(partnership__in=hats.where(RUNS)))
    unanswered = Q(agency__in=agencies) | late | Q(partnership__in=here.runs)
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


def _updates(user: Any, hats: Hats, today: dt.date) -> QuerySet[Update]:
    """What the person's agencies, or those without lead in their plan, have to clear, what of their own was sent back,
    and who calls them for help."""
    if not hats.held:
        return Update.objects.none()
    clears = Q(agency__in=hats.agencies(CLEARS)) | Q(partnership__in=hats.where(MANAGER), has_lead=False)
    to_clear = clears & Q(cleared_at=None, sent_back_at=None)
    sent_back = Q(author=user, pk__in=Update.objects.sent_back().values("pk"))
    hears = Q(partnership__in=hats.where(RUNS)) | Q(agency__in=hats.agencies(LEADS))
    calls = hears & Q(pk__in=Update.objects.calling().values("pk"))
    updates = Update.objects.visible_to(user, today).with_lead(today)
    said = updates.filter(to_clear | sent_back | calls).order_by("recorded_at", "pk")
    related = ("action__finding", "action__letter__partnership", "agency", "author", "sent_back_by")
    return said.select_related(*related)


def _asked(user: Any, hats: Hats, today: dt.date, groups: Iterable[Group]) -> list[Errand]:
    """What is asked of who leads the action: lead officer, deputy, or whoever leads for its agency."""
    waiting: list[Any] = [row.action for group in groups for row in group.rows]
    actions = [action for action in waiting if action.update_asked]
    leads = hats.agencies(LEADS)
    mine = [one for one in actions if one.lead_agency_id in leads or user.pk in one.named_user_ids]
    return [
        Errand(
            f"{action.number} {action.text or action.finding.text}",
            f"{reverse('record_progress', args=[action.pk])}?next={reverse('home')}",
            asked_words(action),
            stand(due_day(action), today),
        )
        for action in sorted(mine, key=due_day)
    ]


def _call(update: Update) -> Errand:
    when = f"{timezone.localtime(update.recorded_at):%-d %B %Y}"
    address = reverse("action", args=[update.action_id])
    return Errand(named(update), address, f"{update.author} for {update.agency}, {when}: “{update.text}”")


def _to_clear(update: Update) -> Errand:
    address = f"{reverse('action', args=[update.action_id])}#draft-{update.pk}"
    words = f": “{update.text}”" if update.text else ""
    who = f"{update.author} for {update.agency}"
    return Errand(named(update), address, f"{who}, {update.get_kind_display().lower()}{words}")


def _sent_back(update: Update) -> Errand:
    address = f"{reverse('record_progress', args=[update.action_id])}?next={reverse('home')}"
    return Errand(named(update), address, f"{update.sent_back_by}: “{update.sent_back_because}”")


def _without_opinion(user: Any, hats: Hats, today: dt.date) -> Iterator[Errand]:
    """Open areas for priority action of which the scrutineer has said nothing yet: they cannot close without it."""
    if not (partnerships := hats.where(frozenset({Role.SCRUTINEER}))):
        return
    said = Opinion.objects.filter(finding=OuterRef("pk"), action=None, said_by=user)
    findings = Finding.objects.visible_to(user, today).filter(partnership__in=partnerships, kind=Kind.PRIORITY_ACTION)
    findings = findings.filter(~Exists(said), closed_at=None).in_order()
    for finding in findings.select_related("letter__partnership").defer("as_read", "letter__as_read"):
        yield Errand(f"{finding.code} {finding.text}", reverse("finding", args=[finding.pk]), str(finding.letter))


def _to_decide(letters: Iterable[Letter], hats: Hats) -> Iterator[Errand]:
    """Differences between copies, and leads that are only suggested, for the business manager."""
    runs = hats.where(MANAGER)
    for letter in letters:
        if letter.partnership_id not in runs:
            continue
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


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
