"""An action's plan: who and when; and asking for a later date, agreeing and declining."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from actions.models import Action, DateChange, NotPossible
from actions.models.status import CLOSED
from actions.step_forms import LaterDateForm, PlanForm
from actions.views.action import for_page
from partnerships.gates import require
from partnerships.history import StaleEdit
from partnerships.looks import looked


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead officer, deputy, planned start, first target date, measure of success."""
    action = get_object_or_404(for_page().visible_to(request.user), pk=pk)
    require(request.user, "write action", action)
    if action.status in CLOSED:
        messages.info(request, f"{action.number} is closed, so its plan stays. It can be reopened.")
        return redirect("action", pk=pk)
    looked(request, action)
    form = PlanForm(request.POST or None, action=action)
    if form.is_valid() and _plan(request, action, form):
        return redirect("action", pk=pk)
    return render(request, "actions/plan.html", {"action": action, "form": form, "section": "actions"})


def _plan(request: HttpRequest, action: Action, form: PlanForm) -> bool:
    planned = Action.objects.get(pk=action.pk)
    planned.version = form.cleaned_data["version"]
    values = {name: form.cleaned_data[name] for name in form.edits if name in form.fields}
    changed = form.attempt(lambda: planned.change(request.user, "planned", **values))
    if changed:
        messages.success(request, f"The plan of {action.number} is saved.{form.theirs}")
    return changed is not None


@require_http_methods(["GET", "HEAD", "POST"])
def later_date(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for a later target date: someone else agrees to it or declines."""
    action = get_object_or_404(for_page().visible_to(request.user), pk=pk)
    require(request.user, "ask for later date", action)
    looked(request, action)
    form = LaterDateForm(request.POST or None, action=action)
    if form.is_valid() and _ask(request, action, form):
        return redirect("action", pk=pk)
    return render(request, "actions/later_date.html", {"action": action, "form": form, "section": "actions"})


def _ask(request: HttpRequest, action: Action, form: LaterDateForm) -> bool:
    told = {name: form.cleaned_data[name] for name in ("wanted", "reason")}
    change = DateChange(partnership_id=action.partnership_id, action=action, was=action.target_date, **told)
    change.asked_by_id = request.user.pk  # type: ignore[assignment]
    try:
        change.ask(request.user)
    except NotPossible as refused:
        form.add_error("wanted", str(refused))
        return False
    messages.success(request, f"A later date is asked for {action.number}. It waits for an answer.")
    return True


@require_POST
def agree_date(request: HttpRequest, pk: int) -> HttpResponse:
    return _answer(request, pk, DateChange.agree, "has the new target date")


@require_POST
def decline_date(request: HttpRequest, pk: int) -> HttpResponse:
    return _answer(request, pk, DateChange.decline, "keeps its target date")


def _answer(request: HttpRequest, pk: int, verb: Callable[[DateChange, Any], bool], done: str) -> HttpResponse:
    related = ("action__finding", "action__letter", "action__lead_officer", "action__deputy")
    change = get_object_or_404(DateChange.objects.visible_to(request.user).select_related(*related), pk=pk)
    require(request.user, "answer date", change)
    try:
        answered = verb(change, request.user)
    except (StaleEdit, NotPossible):  # two people at once: the other's answer stands
        answered = False
    if answered:
        messages.success(request, f"{change.action.number} {done}.")
    else:
        messages.info(request, "This was answered before. What stands now is below.")
    return redirect("action", pk=change.action_id)
