"""Changing many actions at once: choose in the table, say what, look at what will change, confirm."""

import re
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from actions.bulk import Change, Done, Step, carry_out, what_changed, what_changes
from actions.bulk_form import BulkForm
from actions.models import Action, DateChange
from actions.models.actions import ActionQuerySet
from partnerships.gates import Hats
from partnerships.keys import KEY
from partnerships.list_pages import SIZES
from partnerships.looks import by_partnership, looked_at_list

VERSION = re.compile(r"([0-9]{1,18}):([0-9]{1,9})")


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """GET asks what to change; a first POST shows what will, a second one does it (`confirmed`) or asks `again`."""
    actions = _chosen(request)
    if why := _cannot_go_together(actions):
        messages.info(request, why)
        return redirect(_table(request))
    _require(request, "plan", actions)
    looked_at_list(request, "Actions to change", by_partnership(actions))
    form = BulkForm(request.POST or None, actions=actions)
    if not form.is_valid() or "again" in request.POST:
        return _page(request, "actions/change.html", form, actions)
    wanted = form.wanted()
    if wanted.status == Step.CANCEL:
        _require(request, "close action", actions)
    if "confirmed" not in request.POST:
        return _confirm(request, form, actions, what_changes(actions, wanted, request.user))
    versions = _versions(request)
    done = carry_out(actions, wanted, versions, request.user)
    _tell(request, done)
    if done.stale and versions:
        stale = list(_visible(request).filter(pk__in=[action.pk for action in done.stale]))
        return _confirm(request, form, stale, what_changed(stale, wanted, versions, request.user))
    return redirect(_table(request))


def _require(request: HttpRequest, verb: str, actions: list[Action]) -> None:
    hats = Hats.of(request.user)
    if not all(hats.may(verb, action) for action in actions):
        raise PermissionDenied(verb)


def _confirm(request: HttpRequest, form: BulkForm, actions: list[Action], changes: list[Change]) -> HttpResponse:
    told = {"changes": changes, "changing": any(not change.stays for change in changes), "reason": form.wanted().reason}
    return _page(request, "actions/confirm_change.html", form, actions, **told)


def _page(request: HttpRequest, name: str, form: BulkForm, actions: list[Action], **told: Any) -> HttpResponse:
    back = {"back": _table(request), "back_query": _query(request)}
    return render(request, name, {"actions": actions, "form": form, "section": "actions", **back, **told})


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
    """With all that a change of them names, and the new dates that wait."""
    waiting = DateChange.objects.open().select_related("asked_by")
    named = ("finding", "letter__partnership", "partnership", "lead_officer__agency", "deputy", "lead_agency")
    actions = Action.objects.visible_to(request.user).in_order().select_related(*named)
    return actions.prefetch_related(Prefetch("date_changes", waiting, to_attr="waiting_dates"))


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
