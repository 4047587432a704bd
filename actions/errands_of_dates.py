"""New target dates that wait for somebody's word, and the answers to them, for the home page."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.urls import reverse

from actions.answerers import Answerers
from actions.errand import NOBODY, Errand, Errands, named
from actions.models import DateChange
from actions.models.dates import Answer
from actions.models.status import CLOSED
from partnerships.gates import RUNS, Hats

ANSWER_TOLD = dt.timedelta(days=14)
INVITE_CHAIR = "Invite a chair, or another business manager: nobody answers what is their own."


def of_dates(user: Any, hats: Hats, today: dt.date, here: Answerers) -> list[Errands]:
    """Those that wait for the person's word, what was answered lately to what they asked for, and what nobody can
    answer."""
    if not hats.held:
        return [Errands(NOBODY)]
    waiting = Q(answer=Answer.OPEN, partnership__in=hats.where(RUNS))
    changes = DateChange.objects.visible_to(user, today)
    answered = Q(pk__in=changes.answered_to(user, today - ANSWER_TOLD).values("pk"))
    related = ("action__finding", "action__letter__partnership", "action__lead_officer", "action__deputy")
    found = list(changes.filter(waiting | answered).select_related(*related, "asked_by", "answered_by"))
    found.sort(key=lambda change: (change.asked_at, change.pk))
    open_ones = [change for change in found if not change.did]
    mine = [change for change in open_ones if hats.may("answer date", change)]
    stuck = [change for change in open_ones if change not in mine and here.nobody_may("answer date", change)]
    answers = [_date(change, _answered(change)) for change in found if change.did]
    return [
        Errands("New dates to agree or decline", [_date(one, _asks(one)) for one in mine], _together(mine)),
        Errands("Answers to the new dates that you asked for", answers),
        Errands(NOBODY, [_date(one, f"{INVITE_CHAIR} {_asks(one)}") for one in stuck]),
    ]


def _date(change: DateChange, note: str) -> Errand:
    return Errand(named(change), reverse("action", args=[change.action_id]), note)


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
