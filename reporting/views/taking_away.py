"""A whole plan as one zip, and a bundle of chosen findings for an inspector. Both are handed on while they are made."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods

from actions.models import Action, Evidence
from findings.models import Finding, Letter
from partnerships.gates import require
from partnerships.looks import looked, looked_at_list
from partnerships.marking import marking_lines
from partnerships.models import Partnership
from partnerships.models.looks import What
from partnerships.shown import visible_partnership
from reporting.bundle.form import BundleForm
from reporting.bundle.making import Bundle
from reporting.bundle.rows import evidence_of, findings_of
from reporting.exchange.exporting import PlanExport

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
def take_plan(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What is in it; then the file."""
    partnership = visible_partnership(request, pk)
    require(request.user, "take plan away", partnership)
    if request.method == "POST":
        export = PlanExport(partnership, request.user, timezone.localtime()).gather()
        name = "The whole plan" if export.whole else "The plan, as far as they may see it"
        about = {"subject_type": partnership._meta.label_lower, "subject_id": partnership.pk}
        looked_at_list(request, name, {partnership.pk: export.rows.total()}, What.EXPORT, **about)
        return _zip(export.chunks(), export.file_name)
    return render(request, "reporting/exchange/take_plan.html", _in_it(request, partnership))


def _in_it(request: HttpRequest, partnership: Partnership) -> dict[str, Any]:
    mine = {"partnership": partnership}
    evidence = Evidence.objects.visible_to(request.user).filter(**mine).exclude(content="").there()
    hidden = Letter.objects.filter(**mine).exclude(pk__in=Letter.objects.visible_to(request.user).values("pk"))
    return {
        "partnership": partnership,
        "findings": Finding.objects.visible_to(request.user).filter(**mine).count(),
        "actions": Action.objects.visible_to(request.user).filter(**mine).count(),
        "evidence": evidence.aggregate(number=Count("pk"), size=Sum("size")),
        "whole": not hidden.exists(),
        "marking": marking_lines([partnership]),
        "section": "partnership",
    }


@get_or_post
def make_bundle(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Which findings; then the file. Those that the address names are ticked."""
    partnership = visible_partnership(request, pk)
    require(request.user, "make bundle", partnership)
    findings = findings_of(partnership, request.user).select_related("letter__partnership").defer("as_read")
    ticked = {"finding": request.GET.getlist("finding"), "every": request.GET.getlist("every")}
    form = BundleForm(request.POST if request.method == "POST" else None, findings=findings, initial=ticked)
    if form.is_valid():
        return _bundle(request, partnership, form.chosen())
    context = {"partnership": partnership, "form": form, "marking": marking_lines([partnership])}
    return render(request, "reporting/exchange/bundle.html", {**context, "section": "findings"})


def _bundle(request: HttpRequest, partnership: Partnership, chosen: list[Finding]) -> HttpResponse:
    """Each finding and each file that leaves is noted."""
    bundle = Bundle(partnership, chosen, request.user, timezone.localtime())
    looked_at_list(request, "Bundle for an inspector", {partnership.pk: len(chosen)}, What.EXPORT)
    for finding in chosen:
        looked(request, finding, What.EXPORT, f"{finding}, in a bundle for an inspector")
    for one in evidence_of([one.pk for one in chosen], request.user).select_related("action__finding"):
        looked(request, one, What.EXPORT, f"{one}, evidence for {one.action.number}, in a bundle for an inspector")
    return _zip(bundle.chunks(), bundle.file_name)


def _zip(chunks: Iterator[bytes], name: str) -> Any:
    answer = StreamingHttpResponse(chunks, content_type="application/zip")
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return answer
