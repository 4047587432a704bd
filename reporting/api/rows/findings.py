"""Findings: the inspectors' words, and how each stands by the actions that answer it."""

import datetime as dt
from typing import Any, ClassVar, Literal

from pydantic import Field

from actions.finding_state import State, in_words, with_state
from actions.models import Brag
from actions.models.assurance import Impact
from findings.models import Finding
from findings.models.findings import Kind
from reporting.api.asking import Asked
from reporting.api.narrowing import Key, OfLetter
from reporting.api.resource import Resource, Row

KindValue = Literal[*Kind.values]  # type: ignore[valid-type]
StateValue = Literal[*State.values]  # type: ignore[valid-type]
BragValue = Literal[*Brag.values]  # type: ignore[valid-type]
ImpactValue = Literal[*Impact.values]  # type: ignore[valid-type]


class FindingRow(Row):
    letter_id: int
    number: str = Field(description="Such as P3 or A5.")
    kind: KindValue
    subheading: str
    lead_in: str = Field(description="Which several findings share.")
    text: str = Field(description="The inspectors’ words, verbatim.")
    page_of_letter: int | None
    theme: str
    lead_agency_id: int | None
    lead_agency: str | None
    lead_is_suggested: bool
    state: StateValue
    state_in_words: str
    actions_open: int
    brag: BragValue | None = Field(description="The worst of its actions’.")
    impact: ImpactValue | None = Field(description="As rated last.")
    closed_at: dt.datetime | None
    changed_at: dt.datetime
    page: str = Field(description="Where it is shown on the site.")


class OfFindings(OfLetter):
    paths: ClassVar = {**OfLetter.paths, "agency": "lead_agency"}
    agency: Key = Field(None, description="Led by the agency with this id.")
    kind: KindValue | None = None
    closed: bool | None = Field(None, description="Whether somebody has closed it.")

    def narrow(self, rows: Any, asked: Asked) -> Any:
        rows = super().narrow(rows, asked)
        if self.kind:
            rows = rows.filter(kind=self.kind)
        return rows if self.closed is None else rows.filter(closed_at__isnull=not self.closed)


SAME = ("letter_id", "kind", "subheading", "text", "theme", "lead_agency_id", "state", "closed_at", "changed_at")


def tell(finding: Any, asked: Asked, _: Any) -> dict[str, Any]:
    return {name: getattr(finding, name) for name in SAME} | {
        "number": finding.code,
        "lead_in": finding.stem,
        "page_of_letter": finding.page,
        "lead_agency": finding.lead_agency.name if finding.lead_agency else None,
        "lead_is_suggested": finding.lead_is_suggestion,
        "state_in_words": in_words(finding),
        "actions_open": finding.open,
        "brag": finding.brag or None,
        "impact": finding.impact,
        "page": asked.page("finding", finding.pk),
    }


def rows(asked: Asked) -> Any:
    return with_state(Finding.objects.select_related("lead_agency"), asked.today).defer("as_read")


RESOURCE = Resource("findings", "a finding", FindingRow, OfFindings, rows, tell)
