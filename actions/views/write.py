"""Writing what will be done to answer a finding, under the inspectors' words."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from actions.forms import ActionTextForm
from actions.models import Action, NotPossible
from actions.models.status import CLOSED
from actions.views.action import for_page
from partnerships.gates import require
from partnerships.looks import looked
from partnerships.way_back import way_back


@require_http_methods(["GET", "HEAD", "POST"])
def write_action(request: HttpRequest, pk: int) -> HttpResponse:
    action = get_object_or_404(for_page().visible_to(request.user), pk=pk)
    require(request.user, "write action", action)
    if request.method != "POST" and action.status in CLOSED:
        messages.info(request, action.closed_so("what it says stays"))
        return redirect("action", pk=pk)
    looked(request, action)
    form = ActionTextForm(request.POST or None, action=action)
    back = way_back(request, reverse("action", args=[pk]))
    if form.is_valid() and _write(request, action, form):
        return redirect(back)
    context = {"form": form, "action": action, "finding": action.finding, "back": back, "section": "actions"}
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
