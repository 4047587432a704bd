"""The suggested leads of a partnership, confirmed together: after an import there are as many as findings."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from actions.planning import confirm_leads
from findings.models import Finding
from partnerships.gates import require
from partnerships.looks import looked_at_list
from partnerships.shown import visible_partnership

CHOOSE = "Choose at least one finding, or change the leads one by one."


@require_http_methods(["GET", "HEAD", "POST"])
def suggested_leads(request: HttpRequest, pk: int) -> HttpResponse:
    """Each box says the finding and the agency that the person saw (`12-3`): what has changed since is left alone."""
    partnership = visible_partnership(request, pk)
    require(request.user, "confirm lead", partnership)
    here = Finding.objects.visible_to(request.user).filter(partnership=partnership)
    findings = list(here.lead_suggested().in_order().select_related("letter__partnership", "lead_agency"))
    chosen = set(request.POST.getlist("lead"))
    if request.method == "POST" and chosen:
        wanted = [finding for finding in findings if f"{finding.pk}-{finding.lead_agency_id}" in chosen]
        confirmed = confirm_leads(wanted, request.user)
        _tell(request, confirmed, len(chosen) - confirmed)
        return redirect("suggested_leads", pk=pk)
    looked_at_list(request, "Suggested leads", {partnership.pk: len(findings)})
    context = {"partnership": partnership, "findings": findings, "section": "partnership"}
    return render(
        request, "actions/suggested_leads.html", context | {"error": CHOOSE if request.method == "POST" else ""}
    )


def _tell(request: HttpRequest, confirmed: int, left: int) -> None:
    if confirmed:
        messages.success(request, f"{confirmed} {'lead is' if confirmed == 1 else 'leads are'} confirmed.")
    if left:
        messages.info(
            request, f"Of {left} more, the lead had been confirmed or changed already: nothing is changed there."
        )
