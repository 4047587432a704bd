"""One action: what it answers, who leads, and what will be done."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from actions.deadlines import action_stands
from actions.forms import ActionTextForm
from actions.models import Action, Contributor
from actions.models.actions import ActionQuerySet
from findings.models import FindingPlace
from partnerships.gates import may, require
from partnerships.history import StaleEdit
from partnerships.story import story


@require_http_methods(["GET", "HEAD", "POST"])
def action(request: HttpRequest, pk: int) -> HttpResponse:
    """The page, and its form for who may write what will be done."""
    action = get_object_or_404(_actions().visible_to(request.user), pk=pk)
    if request.method == "POST":
        require(request.user, "write action", action)
    form = ActionTextForm(request.POST or None, initial={"text": action.text, "version": action.version})
    if form.is_valid() and _write(request, action, form):
        return redirect("action", pk=action.pk)
    context = {
        "action": action,
        "finding": action.finding,
        "letter": action.letter,
        "due": action_stands(action, timezone.localdate()),
        "form": form,
        "may_write": may(request.user, "write action", action),
        "story": story(action),
        "section": "actions",
    }
    return render(request, "actions/action.html", context)


def _actions() -> ActionQuerySet:
    places = FindingPlace.objects.select_related("file").defer("file__reading")
    actions = Action.objects.with_deadline().select_related(
        "finding__suggested_owner", "finding__lead_agency", "letter__partnership", "lead_agency", "lead_officer"
    )
    contributors = Contributor.objects.select_related("agency", "officer")
    return actions.prefetch_related(Prefetch("contributors", contributors)).prefetch_related(
        Prefetch("finding__places", places)
    )


def _write(request: HttpRequest, action: Action, form: ActionTextForm) -> bool:
    written = Action.objects.get(pk=action.pk)
    written.version = form.cleaned_data["version"]
    try:
        changed = written.write_text(request.user, form.cleaned_data["text"])
    except StaleEdit:
        form.refuse_stale(action)
        return False
    if changed:
        messages.success(request, f"What will be done is written for {action.number}.")
    return True
