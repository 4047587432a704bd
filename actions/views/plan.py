"""An action's plan: who and when."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from actions.models import Action, DateChange
from actions.models.status import CLOSED
from actions.plan_form import PlanForm
from actions.views.action import for_page
from partnerships.gates import require
from partnerships.looks import looked
from partnerships.way_back import way_back


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead officer, deputy, planned start, first target date, measure of success."""
    action = get_object_or_404(for_page().visible_to(request.user), pk=pk)
    require(request.user, "write action", action)
    form = PlanForm(request.POST or None, action=action)
    if action.status in CLOSED:
        messages.info(request, action.closed_so("its plan stays") + form.given_back())
        return redirect("action", pk=pk)
    looked(request, action)
    back = way_back(request, reverse("action", args=[pk]))
    if form.is_valid() and _plan(request, action, form):
        return redirect(back)
    waiting = DateChange.objects.open().filter(action=action).first()
    context = {"action": action, "form": form, "back": back, "waiting_date": waiting, "section": "actions"}
    return render(request, "actions/plan.html", context)


def _plan(request: HttpRequest, action: Action, form: PlanForm) -> bool:
    planned = Action.objects.get(pk=action.pk)
    planned.version = form.cleaned_data["version"]
    values = {name: form.cleaned_data[name] for name in form.edits if name in form.fields}
    changed = form.attempt(lambda: planned.change(request.user, "planned", **values))
    if changed:
        messages.success(request, f"The plan of {action.number} is saved.{form.theirs}")
    return changed is not None
