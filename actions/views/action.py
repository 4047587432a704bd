"""One action: what, who and when, what can be done with it now, and all that happened."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from actions import brag_words, steps
from actions.deadlines import action_stands
from actions.forms import ActionTextForm
from actions.models import Action, AlsoAnswers, Contributor, NotPossible
from actions.models.actions import ActionQuerySet
from actions.models.dates import Answer
from actions.models.status import CLOSED
from actions.said import challenges_of, opinions_of, with_said
from actions.timeline import timeline
from findings.deadlines import how_long
from findings.models import FindingPlace
from partnerships.gates import Hats, require
from partnerships.looks import looked


@require_http_methods(["GET", "HEAD", "POST"])
def action(request: HttpRequest, pk: int) -> HttpResponse:
    """The page, and its form for who may write what will be done."""
    action = get_object_or_404(with_said(for_page()).visible_to(request.user), pk=pk)
    if request.method == "POST":
        require(request.user, "write action", action)
    form = ActionTextForm(request.POST or None, action=action)
    if form.is_valid() and _write(request, action, form):
        return redirect("action", pk=action.pk)
    looked(request, action)
    hats = Hats.of(request.user)
    context = {**_facts(action), **_rights(hats, action), **_waits(hats, action), **_parts(action)}
    context |= _said(hats, action)
    return render(request, "actions/action.html", {"form": form, "section": "actions", **context})


def for_page() -> ActionQuerySet:
    """Actions with all that a page on one of them names."""
    places = FindingPlace.objects.select_related("file").defer("file__reading")
    actions = Action.objects.with_brag(timezone.localdate()).select_related(
        *("finding__suggested_owner", "finding__lead_agency", "letter__partnership", "lead_agency"),
        *("lead_officer", "deputy", "assured_by", "superseded_by__finding"),
    )
    related: list[Any] = [
        Prefetch("contributors", Contributor.objects.current().select_related("agency", "officer")),
        Prefetch("also_answers", AlsoAnswers.objects.told_of_action().select_related("finding")),
        Prefetch("finding__places", places),
    ]
    return actions.prefetch_related(*related)


def _facts(action: Action) -> dict[str, Any]:
    brag: str = action.brag  # type: ignore[attr-defined]
    return {
        "action": action,
        "finding": action.finding,
        "letter": action.letter,
        "due": action_stands(action, timezone.localdate()),
        "slipped": how_long(action.slipped) if action.slipped > 0 else "",
        "brag": brag_words.in_words(brag, action.letter.partnership),
        "brag_tag": brag_words.TAGS.get(brag),  # type: ignore[call-overload]
    }


def _rights(hats: Hats, action: Action) -> dict[str, Any]:
    is_open = action.status not in CLOSED
    return {
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
    """Each contributing agency, with the last update it stands by."""
    oldest_first = reversed(action.updates.all())
    last = {update.agency_id: update for update in oldest_first if update.cleared_at}
    return {"contributing": [(one, last.get(one.agency_id)) for one in action.other_contributors]}


def _waits(hats: Hats, action: Action) -> dict[str, Any]:
    """What on this action waits for somebody's word."""
    date = next((one for one in action.date_changes.all() if one.answer == Answer.OPEN), None)
    waiting = [update for update in action.updates.all() if not update.cleared_at]
    return {
        "waiting_date": date,
        "may_answer_date": date and action.status not in CLOSED and hats.may("answer date", date),
        "waiting_updates": [(update, hats.may("clear update", update)) for update in waiting],
    }


def _write(request: HttpRequest, action: Action, form: ActionTextForm) -> bool:
    written = Action.objects.get(pk=action.pk)
    written.version = form.cleaned_data["version"]
    try:
        changed = form.attempt(lambda: written.write_text(request.user, form.cleaned_data["text"]))
    except NotPossible as refused:
        messages.warning(request, f"{refused} What you wrote is not saved: “{form.cleaned_data['text']}”")
        return True
    if changed:
        messages.success(request, f"What will be done is written for {action.number}.")
    return changed is not None
