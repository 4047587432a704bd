"""Asking for another date; agreeing, declining and withdrawing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from actions.date_forms import DeclineForm, LaterDateForm
from actions.models import Action, DateChange, NotPossible
from actions.models.dates import Answer
from actions.models.status import CLOSED
from actions.views.action import for_page
from partnerships.gates import require
from partnerships.history import StaleEdit
from partnerships.looks import looked


@require_http_methods(["GET", "HEAD", "POST"])
def later_date(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for a later target date, which someone else agrees to or declines. Who asked can ask anew."""
    action = get_object_or_404(for_page().visible_to(request.user), pk=pk)
    require(request.user, "ask for later date", action)
    waiting = DateChange.objects.open().filter(action=action).select_related("asked_by").first()
    mine = waiting if waiting and waiting.asked_by_id == request.user.pk else None
    form = LaterDateForm(request.POST or None, action=action, waiting=mine)
    if action.status in CLOSED:
        messages.info(request, action.closed_so("its date stays") + form.given_back())
        return redirect("action", pk=pk)
    looked(request, action)
    if form.is_valid() and _ask(request, action, form):
        return redirect("action", pk=pk)
    context = {"action": action, "form": form, "waiting_date": waiting, "mine": mine, "section": "actions"}
    return render(request, "actions/later_date.html", context)


def _ask(request: HttpRequest, action: Action, form: LaterDateForm) -> bool:
    told = {name: form.cleaned_data[name] for name in ("wanted", "reason")}
    change = DateChange(partnership_id=action.partnership_id, action=action, was=action.target_date, **told)
    change.asked_by_id = request.user.pk  # type: ignore[assignment]
    try:
        change.ask(request.user)
    except NotPossible as refused:
        form.add_error("wanted", str(refused))
        return False
    past = " That day is past: if you meant another, ask again." if change.wanted < timezone.localdate() else ""
    messages.success(request, f"Another date is asked for {action.number}. It waits for an answer.{past}")
    return True


@require_POST
def agree_date(request: HttpRequest, pk: int) -> HttpResponse:
    change = _change(request, pk, "answer date")
    try:
        if change.agree(request.user):
            messages.success(request, f"{change.action.number} has the new target date.")
        else:
            messages.info(request, _before(change))
    except NotPossible as refused:
        messages.warning(request, str(refused))
    except StaleEdit:  # two people at once: the other's answer stands
        messages.info(request, _before(_change(request, pk, "answer date")))
    return redirect("action", pk=change.action_id)


@require_http_methods(["GET", "HEAD", "POST"])
def decline_date(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the reason: whoever asked reads it."""
    change = _change(request, pk, "answer date")
    form = DeclineForm(request.POST or None)
    if change.answer == Answer.OPEN and not form.is_valid():
        looked(request, change.action)
        context = {"change": change, "action": change.action, "form": form, "section": "actions"}
        return render(request, "actions/decline_date.html", context)
    try:
        declined = form.is_valid() and change.decline(request.user, form.cleaned_data["reason"])
    except StaleEdit:  # two people at once
        change, declined = _change(request, pk, "answer date"), False
    if declined:
        messages.success(request, f"{change.action.number} keeps its target date.")
    else:
        messages.info(request, _before(change) + _lost(change, form.data.get("reason", "")))
    return redirect("action", pk=change.action_id)


@require_POST
def withdraw_date(request: HttpRequest, pk: int) -> HttpResponse:
    """By who asked."""
    change = _change(request, pk, "withdraw date")
    try:
        withdrawn = change.withdraw(request.user)
    except StaleEdit:  # answered in the same moment
        change, withdrawn = _change(request, pk, "withdraw date"), False
    if withdrawn:
        messages.success(request, f"The new date is no longer asked for. {change.action.number} keeps its date.")
    else:
        messages.info(request, _before(change))
    return redirect("action", pk=change.action_id)


def _change(request: HttpRequest, pk: int, verb: str) -> DateChange:
    related = ("action__finding", "action__letter__partnership", "action__lead_officer", "action__deputy")
    changes = DateChange.objects.visible_to(request.user).select_related(*related, "asked_by", "answered_by")
    change = get_object_or_404(changes, pk=pk)
    require(request.user, verb, change)
    return change


def _before(change: DateChange) -> str:
    """What stands, where it was answered before."""
    return f"This was answered before: {change.answered_by} {change.did}."


def _lost(change: DateChange, typed: str) -> str:
    typed = typed.replace("\r\n", "\n").strip()
    return f" What you wrote is not saved: “{typed}”" if typed and typed != change.answer_reason else ""
