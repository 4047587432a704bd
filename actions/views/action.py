"""One action: what, who and when, what can be done with it now, and all that happened."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actions import brag_words, steps
from actions.asked import asked_words, with_asked
from actions.deadlines import action_stands
from actions.drafts import drafts_of
from actions.models import Action, AlsoAnswers, Contributor
from actions.models.actions import ActionQuerySet
from actions.models.dates import Answer
from actions.models.status import CLOSED
from actions.said import challenges_of, opinions_of, with_said
from actions.timeline import timeline
from findings.deadlines import how_long
from findings.places import places_of
from partnerships.gates import Hats
from partnerships.looks import looked


@require_safe
def action(request: HttpRequest, pk: int) -> HttpResponse:
    actions = with_asked(with_said(for_page(), request.user), request.user, timezone.localdate())
    action = get_object_or_404(actions.visible_to(request.user), pk=pk)
    looked(request, action)
    hats = Hats.of(request.user)
    context = {**_facts(action), **_rights(hats, action), **_waits(hats, action), **_parts(action)}
    return render(request, "actions/action.html", {"section": "actions", **context, **_said(hats, action)})


def for_page() -> ActionQuerySet:
    """Actions with all that a page on one of them names."""
    actions = Action.objects.with_brag(timezone.localdate()).annotate(places=places_of("finding"))
    actions = actions.select_related(
        *("finding__suggested_owner", "finding__lead_agency", "letter__partnership", "lead_agency"),
        *("lead_officer", "deputy", "delivered_by", "assured_by", "asked_by"),
        *("superseded_by__finding", "superseded_by__letter"),
    )
    related: list[Any] = [
        Prefetch("contributors", Contributor.objects.current().select_related("agency", "officer")),
        Prefetch("also_answers", AlsoAnswers.objects.told_of_action().select_related("finding")),
    ]
    return actions.prefetch_related(*related)


def _facts(action: Action) -> dict[str, Any]:
    brag: str = action.brag  # type: ignore[attr-defined]
    today = timezone.localdate()
    due = action_stands(action, today)
    return {
        "action": action,
        "finding": action.finding,
        "places": action.places or (),  # type: ignore[attr-defined]
        "letter": action.letter,
        "due": due,
        "slipped": how_long(action.slipped) if action.slipped > 0 else "",
        "brag": brag_words.in_words(brag, action.letter.partnership),
        "brag_tag": brag_words.TAGS.get(brag),  # type: ignore[call-overload]
        "why": brag_words.why(action, due, action.letter.partnership),
        "lead_leaving": action.lead_officer.leaving(today) if action.lead_officer else "",
        "deputy_leaving": action.deputy.leaving(today) if action.deputy else "",
    }


def _rights(hats: Hats, action: Action) -> dict[str, Any]:
    is_open = action.status not in CLOSED
    return {
        "closed": not is_open,
        "may_record": is_open and hats.may("record progress", action),
        "may_write": is_open and hats.may("write action", action),
        "may_ask_date": is_open and action.target_date and hats.may("ask for later date", action),
        "may_plan": is_open and hats.may("plan", action),
        "steps": steps.open_to(hats, action),
        "may_see_looks": hats.may("see looks", action),
        "may_take_out": hats.may("take out", action),
    }


def _said(hats: Hats, action: Action) -> dict[str, Any]:
    """Evidence and what was said of it, challenges, decisions, and all of it in one list."""
    said = {**opinions_of(hats, action), **challenges_of(hats, action, timezone.localdate())}
    return {**said, "decisions": action.decisions.all(), "timeline": timeline(action)}


def _parts(action: Action) -> dict[str, Any]:
    """Each contributing agency, with the last update it stands by, and when its person left."""
    today = timezone.localdate()
    oldest_first = reversed(action.updates.all())
    last = {update.agency_id: update for update in oldest_first if update.cleared_at}
    leaving = {one.pk: one.officer.leaving(today) for one in action.other_contributors if one.officer}
    parts = [(one, last.get(one.agency_id), leaving.get(one.pk, "")) for one in action.other_contributors]
    return {"contributing": parts}


def _waits(hats: Hats, action: Action) -> dict[str, Any]:
    """What on this action waits for somebody's word."""
    date = next((one for one in action.date_changes.all() if one.answer == Answer.OPEN), None)
    return {
        "update_asked": asked_words(action),
        "waiting_date": date,
        "may_agree_date": date and action.status not in CLOSED and hats.may("answer date", date),
        "may_decline_date": date and hats.may("answer date", date),
        "may_withdraw_date": date and hats.may("withdraw date", date),
        "drafts": drafts_of(hats, action),
        "calls": [update for update in action.updates.all() if update.calls],  # type: ignore[attr-defined]
    }
