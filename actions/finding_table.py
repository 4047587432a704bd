"""The list of findings."""

import django_tables2 as tables
from django.db.models import Case, IntegerField, QuerySet, Value, When

from actions.finding_state import TAGS, in_words
from actions.models.assurance import Impact
from actions.models.status import BAD
from actions.tables import empty_last
from findings.models import Finding

IN_ORDER = ("letter", "-kind", "number")


class FindingTable(tables.Table):
    number = tables.Column("Number", order_by=IN_ORDER)
    words = tables.Column("Finding", accessor="text", orderable=False)
    kind = tables.Column("Kind", orderable=False)
    lead = tables.Column("Lead agency", accessor="lead_agency__name", order_by=("lead_agency__name", *IN_ORDER))
    theme = tables.Column("Theme", order_by=("theme", *IN_ORDER))
    actions = tables.Column("Actions", accessor="open", order_by=("open", *IN_ORDER))
    brag = tables.Column("Worst BRAG")
    impact = tables.Column("Impact", order_by=("impact", *IN_ORDER), default=Impact.NOT_MEASURED.label)
    state = tables.Column("State", order_by=("state", *IN_ORDER))

    def render_impact(self, value: str) -> str:
        return str(Impact(value).label)

    def render_state(self, record: Finding) -> tuple[str, str]:
        """Its words and the colour of its tag."""
        return in_words(record), TAGS[record.state]  # type: ignore[attr-defined]

    def order_brag(self, findings: QuerySet[Finding], descending: bool) -> tuple[QuerySet[Finding], bool]:
        """From blue to red."""
        steps = [When(brag=brag, then=Value(step)) for brag, step in BAD.items()]
        badness = Case(*steps, output_field=IntegerField())
        return empty_last(findings.annotate(badness=badness), "badness", descending, IN_ORDER), True
