"""Writing what will be done to answer a finding, under the inspectors' words."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from actions.forms import ActionTextForm
from actions.models import Action, NotPossible
from actions.models.status import CLOSED
from actions.views.action import for_page
from partnerships.gates import require
from partnerships.looks import looked


@require_http_methods(["GET", "HEAD", "POST"])
def write_action(request: HttpRequest, pk: int) -> HttpResponse:
    action = get_object_or_404(for_page().visible_to(request.user), pk=pk)
    require(request.user, "write action", action)
    if request.method != "POST" and action.status in CLOSED:
        messages.info(request, f"{action.number} is closed, so what it says stays. It can be reopened.")
        return redirect("action", pk=pk)
    looked(request, action)
    form = ActionTextForm(request.POST or None, action=action)
    if form.is_valid() and _write(request, action, form):
        return redirect("action", pk=pk)
    context = {"form": form, "action": action, "finding": action.finding, "section": "actions"}
    return render(request, "actions/write.html", context)


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
