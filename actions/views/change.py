"""Changing many actions at once: choose in the table, say what, look at what will change, confirm."""

import re

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from actions.bulk import Done, carry_out, what_changed, what_changes
from actions.bulk_form import BulkForm
from actions.models import Action
from actions.models.actions import ActionQuerySet
from partnerships.gates import Hats
from partnerships.list_pages import SIZES

KEY = re.compile(r"[0-9]{1,18}")
VERSION = re.compile(r"([0-9]{1,18}):([0-9]{1,9})")


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """GET asks what to change; a first POST shows what will, a second one (`confirmed`) does it."""
    actions = _chosen(request)
    if why := _cannot_go_together(actions):
        messages.info(request, why)
        return redirect(_table(request))
    hats = Hats.of(request.user)
    if not all(hats.may("plan", action) for action in actions):
        raise PermissionDenied("plan")
    form = BulkForm(request.POST or None, partnership=actions[0].partnership)
    context = {
        "actions": actions,
        "form": form,
        "back": _table(request),
        "back_query": _query(request),
        "section": "actions",
    }
    if not form.is_valid():
        return render(request, "actions/change.html", context)
    if "confirmed" not in request.POST:
        return render(
            request, "actions/confirm_change.html", {**context, "changes": what_changes(actions, form.wanted())}
        )
    versions = _versions(request)
    done = carry_out(actions, form.wanted(), versions, request.user)
    _tell(request, done)
    if done.stale and versions:
        stale = _visible(request).filter(pk__in=[action.pk for action in done.stale])
        changes = what_changed(stale, form.wanted(), versions)
        return render(request, "actions/confirm_change.html", {**context, "actions": stale, "changes": changes})
    return redirect(_table(request))


def _chosen(request: HttpRequest) -> list[Action]:
    """The actions that the address or the form names, in the plan's order; 404 where one is not to be seen."""
    keys = set((request.POST if request.method == "POST" else request.GET).getlist("action"))
    if not all(KEY.fullmatch(key) for key in keys) or len(keys) > max(SIZES):
        raise Http404
    chosen = list(_visible(request).filter(pk__in=keys))
    if len(chosen) != len(keys):
        raise Http404
    return chosen


def _visible(request: HttpRequest) -> ActionQuerySet:
    named = ("finding", "letter__partnership", "partnership", "lead_officer", "lead_agency")
    return Action.objects.visible_to(request.user).in_order().select_related(*named)


def _cannot_go_together(actions: list[Action]) -> str:
    if not actions:
        return "Choose at least one action, then change them together."
    if len({action.partnership_id for action in actions}) > 1:
        return "Choose actions of one area at a time. Filtering by area helps."
    return ""


def _table(request: HttpRequest) -> str:
    """The table as the person left it: only ever its own address, with the query that came along."""
    query = _query(request)
    return f"{reverse('actions')}?{query}" if query else reverse("actions")


def _query(request: HttpRequest) -> str:
    return (request.POST if request.method == "POST" else request.GET).get("back", "")


def _versions(request: HttpRequest) -> dict[int, int]:
    """Of each action, the version that the confirmation page showed."""
    pairs = (VERSION.fullmatch(said) for said in request.POST.getlist("version"))
    return {int(pair[1]): int(pair[2]) for pair in pairs if pair}


def _tell(request: HttpRequest, done: Done) -> None:
    if done.changed:
        number = len(done.changed)
        messages.success(request, f"{number} action{'s are' if number > 1 else ' is'} changed.")
    if done.stale:
        names = ", ".join(action.number for action in done.stale)
        messages.warning(
            request, f"Someone else changed {names} meanwhile, so nothing is changed there yet. Look, then confirm."
        )
    if not done.changed and not done.stale:
        messages.info(request, "Nothing was left to change.")
