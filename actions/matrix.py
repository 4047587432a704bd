"""Who is doing what: agencies × findings, and the gaps between them. Five queries, however many there are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import Case, Exists, F, OuterRef, When
from django.urls import reverse

from actions.models import Decision, Status
from actions.models.actions import ActionQuerySet
from findings.models import Finding
from findings.models.findings import FindingQuerySet
from partnerships.models import Agency

DROPPED = (Status.CANCELLED, Status.SUPERSEDED)


class Part(StrEnum):
    """What an agency does about a finding, the most first. What ends in "?" is suggested by the letter's words."""

    LEAD = "Lead"
    MAY_LEAD = "Lead?"
    PART = "Part"
    MAY_PART = "Part?"


KEY = {
    Part.LEAD: "leads on the finding",
    Part.MAY_LEAD: "suggested as lead by the letter’s words; nobody has confirmed it",
    Part.PART: "leads an action on it, or has a part in one",
    Part.MAY_PART: "suggested for a part; no action is written yet",
}
LEADS = (Part.LEAD, Part.MAY_LEAD)


@dataclass(frozen=True)
class Cell:
    """One agency's part in one finding; `address` is where it is looked at."""

    agency: Agency
    part: Part | None = None
    address: str = ""


@dataclass(frozen=True)
class Row:
    """A finding, its cells in the order of the agencies, and its gaps in words."""

    finding: Finding
    cells: list[Cell]
    gaps: list[str]


@dataclass(frozen=True)
class Column:
    """An agency, and on how many of the findings shown it leads or has a part."""

    agency: Agency
    leads: int
    parts: int


@dataclass(frozen=True)
class Matrix:
    columns: list[Column] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    @property
    def idle(self) -> list[Agency]:
        """Agencies that still work and have nothing to do."""
        return [c.agency for c in self.columns if not (c.leads or c.parts or c.agency.successor_id)]

    def gaps(self) -> dict[str, int]:
        """How many findings have each gap."""
        counts: dict[str, int] = {}
        for row in self.rows:
            for gap in row.gaps:
                counts[gap] = counts.get(gap, 0) + 1
        return counts


NO_LEAD, NOT_CONFIRMED = "No lead", "Lead only suggested"
NO_ACTION, NOT_WRITTEN = "No action", str(Status.DRAFT.label)  # as the plan check has it


def matrix(
    agencies: Iterable[Agency], findings: Iterable[Finding], seen: ActionQuerySet, only_gaps: bool = False
) -> Matrix:
    """Of these agencies and findings, which come with `letter__partnership`, `contributors` and `spared`.

    `seen`: the actions of their partnership that the reader can see.
    """
    findings, agencies = list(findings), list(agencies)
    works = _works(seen)
    rows = [_row(finding, agencies, works[finding.pk]) for finding in findings]
    rows = [row for row in rows if row.gaps or not only_gaps]
    columns = [_column(agency, [row.cells[n].part for row in rows]) for n, agency in enumerate(agencies)]
    return Matrix(columns, rows)


@dataclass(frozen=True)
class Work:
    """An agency in an action that answers a finding: it leads it, or contributes."""

    agency_id: int
    leads: bool
    written: bool


def _works(actions: ActionQuerySet) -> dict[int, list[Work]]:
    """By finding, its own actions' and those of others that answer it too."""
    here = actions.exclude(status__in=DROPPED).order_by()
    taking_part = here.filter(contributors__isnull=False, contributors__ended_at=None)
    done: dict[int, list[Work]] = defaultdict(list)
    for finding, agency, status in _of(here, "lead_agency_id"):
        done[finding].append(Work(agency, True, status != Status.DRAFT))
    for finding, agency, status in _of(taking_part, "contributors__agency_id"):
        done[finding].append(Work(agency, False, status != Status.DRAFT))
    return done


def _of(actions: ActionQuerySet, agency: str) -> Iterator[tuple[int, int, str]]:
    """(finding, agency, status), for the action's own finding and for each that it answers too."""
    stands = When(also_answers__taken_back_at__isnull=True, then=F("also_answers__finding_id"))
    for own, also, key, status in actions.values_list("finding_id", Case(stands), agency, "status"):
        yield own, key, status
        if also:
            yield also, key, status


def with_spared(findings: FindingQuerySet) -> FindingQuerySet:
    """Adds `spared`: a meeting decided that the finding needs no action."""
    return findings.annotate(spared=Exists(Decision.objects.filter(finding=OuterRef("pk"), no_action=True)))


def _row(finding: Finding, agencies: list[Agency], works: list[Work]) -> Row:
    parts = {one.agency_id: Part.MAY_PART for one in finding.contributors.all()}
    for work in works:
        parts[work.agency_id] = _more(parts.get(work.agency_id), Part.PART if work.written else Part.MAY_PART)
    if finding.lead_agency_id:
        parts[finding.lead_agency_id] = Part.MAY_LEAD if finding.lead_is_suggestion else Part.LEAD
    leading = {work.agency_id for work in works if work.leads}
    cells = [_cell(finding, agency, parts.get(agency.pk), agency.pk in leading) for agency in agencies]
    return Row(finding, cells, list(_gaps(finding, works)))


def _more(one: Part | None, other: Part) -> Part:
    order = list(Part)
    return other if one is None else min(one, other, key=order.index)


def _cell(finding: Finding, agency: Agency, part: Part | None, leads_action: bool) -> Cell:
    if not part:
        return Cell(agency)
    if leads_action and part != Part.MAY_LEAD:
        narrowed = f"filter-letter={finding.letter_id}&filter-search={finding.code}&filter-lead={agency.pk}"
        return Cell(agency, part, f"{reverse('actions')}?{narrowed}")
    return Cell(agency, part, reverse("finding", args=[finding.pk]))


def _gaps(finding: Finding, works: list[Work]) -> Iterator[str]:
    if finding.closed_at:
        return
    if not finding.lead_agency_id:
        yield NO_LEAD
    elif finding.lead_is_suggestion:
        yield NOT_CONFIRMED
    if not any(work.written for work in works) and not finding.spared:  # type: ignore[attr-defined]
        yield NOT_WRITTEN if works else NO_ACTION


def _column(agency: Agency, parts: list[Part | None]) -> Column:
    return Column(agency, sum(p in LEADS for p in parts), sum(p is not None and p not in LEADS for p in parts))
