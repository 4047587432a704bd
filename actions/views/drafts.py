"""What waits until the agency's lead has cleared it: cleared, or sent back with a reason."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from actions import progress
from actions.models import Update
from actions.models.status import CLOSED
from actions.progress_form import SendBackForm
from partnerships.gates import Hats, NotAllowed
from partnerships.history import StaleEdit
from partnerships.looks import looked

NOTHING = "Nothing is changed now. What stands is below."


@require_POST
def clear_update(request: HttpRequest, pk: int) -> HttpResponse:
    """The agency's lead, or who runs the plan where it has none, stands by what its deputy or contributor recorded."""
    update = _update(request, pk)
    try:
        cleared = progress.clear(request.user, update)
    except StaleEdit:  # two clicks at once
        cleared = False
    if cleared:
        closed = update.action.status in CLOSED
        stays = f" The action is {update.action.get_status_display().lower()}, so it stays as it is." if closed else ""
        messages.success(request, f"The update on {update.action.number} is cleared.{stays}")
    else:
        messages.info(request, NOTHING)
    return redirect("action", pk=update.action_id)


@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Who could clear it says what its author has to change."""
    update = _update(request, pk)
    if not update.waits:
        messages.info(request, NOTHING)
        return redirect("action", pk=update.action_id)
    looked(request, update.action)
    form = SendBackForm(request.POST or None)
    if form.is_valid():
        _send_back(request, update, form.cleaned_data["reason"])
        return redirect("action", pk=update.action_id)
    context = {"update": update, "action": update.action, "form": form, "section": "actions"}
    return render(request, "actions/send_back.html", context)


def _update(request: HttpRequest, pk: int) -> Update:
    related = ("action__finding", "action__letter", "agency", "author")
    updates = Update.objects.visible_to(request.user).with_lead(timezone.localdate())
    update = get_object_or_404(updates.select_related(*related), pk=pk)
    if not progress.may_clear(Hats.of(request.user), update):
        raise NotAllowed("clear update", update)
    return update


def _send_back(request: HttpRequest, update: Update, reason: str) -> None:
    try:
        sent = update.send_back(request.user, reason)
    except StaleEdit:  # somebody cleared it at the same time
        sent = False
    if sent:
        messages.success(request, f"The update on {update.action.number} is sent back to {update.author}.")
    else:
        messages.info(request, NOTHING)
