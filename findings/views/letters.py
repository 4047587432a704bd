"""The list of letters, and one letter with all that was read from it."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.generic import ListView

from findings.differences_told import told
from findings.doubts import beside
from findings.models import FindingPlace, Letter
from findings.tables import LetterTable, statement_stands
from partnerships.gates import Hats
from partnerships.list_pages import PagedTableMixin
from partnerships.looks import by_partnership, looked, looked_at_list
from partnerships.story import story


class LetterList(PagedTableMixin, ListView):
    table_class = LetterTable
    template_name = "findings/letters.html"
    extra_context = {"section": "letters"}

    def get_queryset(self) -> QuerySet[Letter]:
        return Letter.objects.visible_to(self.request.user).at_a_glance()

    def get_table_kwargs(self) -> dict[str, Any]:
        return {"today": timezone.localdate()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_import = Hats.of(self.request.user).may_somewhere("import letter")
        context = super().get_context_data(may_import=may_import, **kwargs)
        letters = (row.record for row in context["table"].page.object_list)
        looked_at_list(self.request, "Letters", by_partnership(letters))
        return context


@require_safe
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    letter = visible_letter(request, pk)
    looked(request, letter)
    return render(request, "findings/letter.html", {**_facts(letter), **_contents(letter), **_rights(request, letter)})


def visible_letter(request: HttpRequest, pk: int) -> Letter:
    return get_object_or_404(Letter.objects.visible_to(request.user).select_related("partnership"), pk=pk)


def _facts(letter: Letter) -> dict[str, Any]:
    inferred = {"area", "inspected_from", "inspected_to", "letter_date", "theme"}
    return {
        "letter": letter,
        "section": "letters",
        "due": statement_stands(letter, timezone.localdate()),
        "elsewhere_inferred": {n.replace("_", " "): why for n, why in letter.inferred.items() if n not in inferred},
    }


def _contents(letter: Letter) -> dict[str, Any]:
    places = Prefetch("places", FindingPlace.objects.select_related("file").defer("file__reading"))
    rows = (
        letter.findings.in_order().with_owner_named().select_related("lead_agency", "suggested_owner", "missing_from")
    )
    findings = list(rows.defer("missing_from__reading").prefetch_related("contributors__agency", places))
    warnings, whole = beside(letter.warnings, findings)
    differences = letter.differences.select_related("finding", "letter", "file", "decided_by")
    return {
        "findings": [(finding, warnings.get(finding.pk, [])) for finding in findings],
        "suggested": sum(1 for finding in findings if finding.lead_agency_id and finding.lead_is_suggestion),
        "warnings": whole,
        "readers": letter.readers.current().select_related("user") if letter.embargoed else [],
        "people": letter.addressees.select_related("agency", "officer"),
        "files": letter.files.select_related("imported_by").defer("reading"),
        "story": story(letter),
        "differences": [told(difference) for difference in differences.defer("file__reading")],
    }


def _rights(request: HttpRequest, letter: Letter) -> dict[str, bool]:
    hats = Hats.of(request.user)
    return {
        "may_confirm": hats.may("confirm lead", letter),
        "may_correct": hats.may("correct letter", letter),
        "may_accept": hats.may("accept difference", letter),
        "may_see_looks": hats.may("see looks", letter),
    }
