"""A finding with its actions, and who leads on it."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from actions.deadlines import action_stands
from actions.forms import LeadForm
from actions.models import Action
from actions.planning import confirm_lead
from actions.said import challenges_of
from findings.models import Finding, FindingPlace
from findings.models.findings import FindingQuerySet
from partnerships.gates import Hats, require
from partnerships.looks import looked
from partnerships.story import story


@require_safe
def finding(request: HttpRequest, pk: int) -> HttpResponse:
    finding = get_object_or_404(_findings().visible_to(request.user), pk=pk)
    looked(request, finding)
    today, hats = timezone.localdate(), Hats.of(request.user)
    actions = Action.objects.filter(finding=finding).with_deadline().select_related("finding", "letter", "lead_agency")
    context = {
        "finding": finding,
        "letter": finding.letter,
        "actions": [(action, action_stands(action, today)) for action in actions.order_by("sequence")],
        "may_confirm": hats.may("confirm lead", finding),
        **challenges_of(hats, finding, today),
        "may_see_looks": hats.may("see looks", finding),
        "story": story(finding),
        "section": "letters",
    }
    return render(request, "actions/finding.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def lead(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirms the suggested lead, or names another."""
    finding = get_object_or_404(_findings().visible_to(request.user), pk=pk)
    require(request.user, "confirm lead", finding)
    form = LeadForm(request.POST or None, finding=finding)
    if form.is_valid() and _confirm(request, finding, form):
        return redirect(f"{reverse('letter', args=[finding.letter_id])}#{finding.code}")
    return render(request, "actions/lead.html", {"finding": finding, "form": form, "section": "letters"})


def _findings() -> FindingQuerySet:
    places = FindingPlace.objects.select_related("file").defer("file__reading")
    findings = Finding.objects.select_related("letter__partnership", "lead_agency", "suggested_owner", "missing_from")
    return findings.defer("missing_from__reading").prefetch_related(Prefetch("places", places), "contributors__agency")


def _confirm(request: HttpRequest, finding: Finding, form: LeadForm) -> bool:
    agency = form.cleaned_data["agency"]
    if finding.lead_confirmed_at and finding.lead_agency == agency:
        return True  # a second click
    finding.version = form.cleaned_data["version"]
    if form.attempt(lambda: confirm_lead(finding, agency, request.user)) is None:
        return False
    messages.success(request, f"{agency} leads on {finding.code}.", extra_tags="in-place")
    return True
