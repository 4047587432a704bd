"""Recording progress."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from actions import progress
from actions.models import Action, NotPossible, Update
from actions.models.status import CLOSED
from actions.models.updates import Kind
from actions.progress_form import ProgressForm
from actions.said_before import said_before
from actions.views.action import for_page
from partnerships.gates import Hats, require
from partnerships.looks import looked
from partnerships.models import Agency


@require_http_methods(["GET", "HEAD", "POST"])
def record_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """One short form; afterwards back where the person came from."""
    action = get_object_or_404(for_page().visible_to(request.user), pk=pk)
    require(request.user, "record progress", action)
    if request.method != "POST" and action.status in CLOSED:
        messages.info(request, action.closed_so("nothing can be recorded on it"))
        return redirect("action", pk=pk)
    looked(request, action)
    hats = Hats.of(request.user)
    agency = Agency.objects.get(pk=progress.speaks_for(hats, action))
    update = Update(partnership_id=action.partnership_id, action=action, agency=agency)
    update.author_id = request.user.pk  # type: ignore[assignment]
    leads = agency.pk == action.lead_agency_id
    before = said_before(request.user, action, agency)
    form = ProgressForm(request.POST or None, request.FILES or None, action=action, leads=leads, again=before.sent_back)
    if form.is_valid() and _record(request, update, form, hats):
        return redirect(_back(request, action))
    waits = progress.waits(hats, action, agency)
    context = {
        "action": action,
        "agency": agency,
        "form": form,
        "back": _back(request, action),
        "before": before,
        "waits": waits,
        "may_deliver": hats.may("deliver", action) and action.can("deliver") and not waits,
        "section": "actions",
    }
    return render(request, "actions/record_progress.html", context)


def _back(request: HttpRequest, action: Action) -> str:
    """Where the person came from, if that is a page of this site; else the action."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else reverse("action", args=[action.pk])


def _record(request: HttpRequest, update: Update, form: ProgressForm, hats: Hats) -> bool:
    deliver = "deliver" in request.POST
    if deliver:
        require(request.user, "deliver", update.action)
    for name in ("kind", "text", "declared", "next_step", "token"):
        setattr(update, name, form.cleaned_data.get(name, ""))
    waiting = progress.waits(hats, update.action, update.agency)
    try:
        recorded = progress.record(request.user, update, waiting, form.evidence(request.user), deliver)
    except NotPossible as refused:
        form.add_error(None, str(refused))
        return False
    _tell(request, update, recorded, waiting, deliver)
    return True


def _tell(request: HttpRequest, update: Update, recorded: bool, waiting: bool, deliver: bool) -> None:
    number = update.action.number
    if not recorded:
        messages.info(request, f"This was recorded on {number} before. It is kept once.")
    elif waiting:
        messages.success(request, f"Recorded on {number}. It counts once the lead of {update.agency} has cleared it.")
    else:
        done = " It now waits for assurance." if deliver else ""
        messages.success(request, f"{_said(update)}{done}")


def _said(update: Update) -> str:
    if update.kind == Kind.NEED_HELP:
        who = f"The business manager, the chair and the leads of {update.agency} see it"
        return f"Your call for help is recorded on {update.action.number}. {who} when they sign in."
    return f"{update.get_kind_display()} is recorded on {update.action.number}."
