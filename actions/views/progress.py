"""Recording progress."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from actions import progress
from actions.models import Action, NotPossible, Status
from actions.models.status import CLOSED
from actions.progress_form import ProgressForm
from actions.progress_told import told
from actions.said_before import Before, said_before
from actions.views.action import for_page
from partnerships.gates import Hats, require
from partnerships.looks import looked
from partnerships.models import Agency


@require_http_methods(["GET", "HEAD", "POST"])
def record_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """One short form; afterwards back where the person came from."""
    action = get_object_or_404(for_page().visible_to(request.user), pk=pk)
    require(request.user, "record progress", action)
    if "deliver" in request.POST:
        require(request.user, "deliver", action)
    hats = Hats.of(request.user)
    if request.method != "POST" and (elsewhere := _elsewhere(request, action, hats)):
        return elsewhere
    looked(request, action)
    agencies = progress.speaks_for(hats, action)
    before = said_before(request.user, action, agencies)
    sent = (request.POST or None, request.FILES or None)
    form = ProgressForm(*sent, action=action, agencies=agencies, again=before.sent_back)
    if form.is_valid() and _record(request, action, form, hats):
        return redirect(_back(request, action))
    context = {"action": action, "form": form, "before": before, "back": _back(request, action), "section": "actions"}
    return render(request, "actions/record_progress.html", context | _whose(hats, action, agencies, before))


def _elsewhere(request: HttpRequest, action: Action, hats: Hats) -> HttpResponse | None:
    """Away from a form on which nothing can be recorded, or nothing yet."""
    if action.status in CLOSED:
        messages.info(request, action.closed_so("nothing can be recorded on it"))
        return redirect("action", pk=action.pk)
    if action.status == Status.DRAFT and hats.may("write action", action):
        first = f"Write {action.number} first, then record progress on it."
        messages.info(request, f"Nobody has written yet what will be done. {first}")
        return redirect(f"{reverse('action', args=[action.pk])}#write")
    return None


def _whose(hats: Hats, action: Action, agencies: list[Agency], before: Before) -> dict[str, Any]:
    """For whom the person speaks, whose lead clears it first, and whether they can say that it is delivered."""
    waits = [agency for agency in agencies if progress.waits(hats, action, agency)]
    leads = action.lead_agency in agencies and action.lead_agency not in waits
    return {
        "agencies": agencies,
        "waits": waits,
        "may_deliver": leads and action.can("deliver") and hats.may("deliver", action),
    }


def _back(request: HttpRequest, action: Action) -> str:
    """Where the person came from, if that is a page of this site; else the action."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else reverse("action", args=[action.pk])


def _record(request: HttpRequest, action: Action, form: ProgressForm, hats: Hats) -> bool:
    update = form.update(request.user)
    waiting = progress.waits(hats, action, update.agency)
    try:
        done = progress.record(request.user, update, waiting, form.evidence(request.user), form.delivers)
    except NotPossible as refused:
        form.add_error(None, str(refused))
        return False
    level = messages.SUCCESS if done.new or done.evidence or done.delivered else messages.INFO
    messages.add_message(request, level, told(update, done, waiting))
    return True
