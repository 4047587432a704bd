"""The list of findings."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from actions.finding_filter import FindingFilter
from actions.finding_state import with_state
from actions.finding_table import FindingTable
from findings.models import Finding
from partnerships.list_pages import FilteredListPage
from partnerships.looks import by_partnership, looked_at_list


class FindingPage(FilteredListPage):
    table_class = FindingTable
    filterset_class = FindingFilter
    template_name = "actions/findings.html"
    extra_context = {"section": "findings"}

    def get_queryset(self) -> QuerySet[Finding]:
        findings = with_state(Finding.objects.visible_to(self.request.user), timezone.localdate()).in_order()
        return findings.select_related("letter__partnership", "lead_agency").defer("as_read", "letter__as_read")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        findings = [row.record for row in context["table"].page.object_list]
        looked_at_list(self.request, "List of findings", by_partnership(findings))
        shown = {finding.partnership_id: finding for finding in findings}
        context["keyed"] = [finding.letter.partnership for finding in shown.values()]
        context["several_letters"] = len(context["form"].fields["letter"].choices) > 2  # the first is "All"
        return context
