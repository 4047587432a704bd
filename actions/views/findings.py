"""A finding on one page, and who leads on it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from actions.finding_page import for_page, told
from actions.forms import LeadForm
from actions.planning import confirm_lead
from findings.models import Finding
from partnerships.gates import require
from partnerships.looks import looked
from partnerships.models import Agency
from partnerships.way_back import way_back


@require_safe
def finding(request: HttpRequest, pk: int) -> HttpResponse:
    finding = get_object_or_404(for_page().visible_to(request.user), pk=pk)
    looked(request, finding)
    return render(request, "actions/finding.html", told(finding, request.user))


@require_http_methods(["GET", "HEAD", "POST"])
def lead(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirms the suggested lead, or names another."""
    finding = get_object_or_404(for_page().visible_to(request.user), pk=pk)
    require(request.user, "confirm lead", finding)
    looked(request, finding)
    form = LeadForm(request.POST or None, finding=finding)
    if form.is_valid() and _confirm(request, finding, form):
        return redirect(_back(request, finding))
    context = {"finding": finding, "form": form, "back": _back(request, finding), "section": "findings"}
    return render(request, "actions/lead.html", context)


def _back(request: HttpRequest, finding: Finding) -> str:
    """Where the person came from; else the finding's place among the letter's."""
    return way_back(request, f"{reverse('letter', args=[finding.letter_id])}#{finding.code}")


def _confirm(request: HttpRequest, finding: Finding, form: LeadForm) -> bool:
    agency = form.cleaned_data["agency"]
    if finding.lead_confirmed_at and finding.lead_agency == agency:
        return True  # a second click
    finding.version = form.cleaned_data["version"]
    if form.attempt(lambda: confirm_lead(finding, agency, request.user)) is None:
        return False
    messages.success(request, f"{agency} leads on {finding.code}.{_stay(finding, agency)}", extra_tags="in-place")
    return True


def _stay(finding: Finding, agency: Agency) -> str:
    """The open actions that another agency goes on leading, with a space before them; empty where none does."""
    stay = finding.actions.open().exclude(lead_agency=agency).select_related("lead_agency", "finding").in_order()
    told = [f"{action.number} stays with {action.lead_agency}." for action in stay]
    return " ".join(["", *told, "To change that, choose it in the table of actions."]) if told else ""
