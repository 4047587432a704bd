"""The agencies that have a part in an action beside the one that leads."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from actions.contributor_forms import AddContributorForm, ContributorForm
from actions.models import Action, Contributor, NotPossible
from actions.models.status import CLOSED
from actions.views.action import for_page
from partnerships.gates import require
from partnerships.history import StaleEdit
from partnerships.looks import looked
from partnerships.way_back import way_back


@require_http_methods(["GET", "HEAD", "POST"])
def add_contributor(request: HttpRequest, pk: int) -> HttpResponse:
    action = get_object_or_404(for_page().visible_to(request.user), pk=pk)
    require(request.user, "plan", action)
    looked(request, action)
    form = AddContributorForm(request.POST or None, action=action)
    if form.is_valid() and _add(request, action, form):
        return redirect("action", pk=pk)
    return render(request, "actions/add_contributor.html", {"action": action, "form": form, "section": "actions"})


def _add(request: HttpRequest, action: Action, form: AddContributorForm) -> bool:
    contributor = Contributor(partnership_id=action.partnership_id, action=action, **form.cleaned_data)
    try:
        added = contributor.take_part(request.user)
    except NotPossible as refused:
        form.add_error(None, str(refused))
        return False
    if added:
        messages.success(request, f"{contributor.agency} has a part in {action.number}.")
    else:
        messages.info(request, f"{contributor.agency} had a part in {action.number} before. You can change it.")
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def contributor(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes its part and its named person."""
    contributor = _contributor(request, pk)
    form = ContributorForm(request.POST or None, contributor=contributor)
    if why := _stays(contributor):
        messages.info(request, why + form.given_back())
        return redirect("action", pk=contributor.action_id)
    looked(request, contributor.action)
    back = _back(request, contributor)
    if form.is_valid() and _change(request, contributor, form):
        return redirect(back)
    context = {"contributor": contributor, "action": contributor.action, "form": form, "back": back}
    return render(request, "actions/contributor.html", context | {"section": "actions"})


def _back(request: HttpRequest, contributor: Contributor) -> str:
    return way_back(request, reverse("action", args=[contributor.action_id]))


def _contributor(request: HttpRequest, pk: int) -> Contributor:
    related = ("action__finding", "action__letter__partnership", "agency", "officer")
    contributor = get_object_or_404(Contributor.objects.visible_to(request.user).select_related(*related), pk=pk)
    require(request.user, "plan", contributor)
    return contributor


def _stays(contributor: Contributor) -> str:
    """Why the part cannot be changed, in words; empty where it can."""
    if contributor.ended_at:
        return f"The part of {contributor.agency} has ended. It can be added again."
    if contributor.action.status in CLOSED:
        return contributor.action.closed_so("who had a part in it stays")
    return ""


def _change(request: HttpRequest, contributor: Contributor, form: ContributorForm) -> bool:
    changed_one = Contributor.objects.get(pk=contributor.pk)
    changed_one.version = form.cleaned_data["version"]
    values = {name: form.cleaned_data[name] for name in form.edits}
    changed = form.attempt(lambda: changed_one.change(request.user, "changed the part of", **values))
    if changed:
        messages.success(request, f"The part of {contributor.agency} is saved.{form.theirs}")
    return changed is not None


@require_POST
def end_contributor(request: HttpRequest, pk: int) -> HttpResponse:
    contributor = _contributor(request, pk)
    if contributor.action.status in CLOSED:
        messages.info(request, _stays(contributor))
        return redirect("action", pk=contributor.action_id)
    try:
        ended = contributor.end(request.user)
    except StaleEdit:  # two clicks at once
        ended = False
    if ended:
        messages.success(request, f"The part of {contributor.agency} has ended. The history keeps it.")
    else:
        messages.info(request, f"The part of {contributor.agency} ended before.")
    return redirect(_back(request, contributor))
