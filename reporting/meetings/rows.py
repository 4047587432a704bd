"""The rows of papers, fetched once as far as their reader sees them: eight queries, however long the plan is.

Of agencies and officers only names are told, of parts in an action and of findings that it answers too only who and
which: all four in one query.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Case, CharField, Exists, OuterRef, Subquery, TextField, Value, When
from django.db.models.functions import Cast, JSONObject

from actions.models import Action, AlsoAnswers, Challenge, Contributor, DateChange, Decision, ImpactRating, Update
from findings.models import Finding, Letter
from partnerships.models import Agency, Officer, Partnership
from reporting.meetings.readers import Reader
from reporting.meetings.taking_back import Done, done_since, end_of
from reporting.models import AgreedColour

TAKEN_BACK = (
    *(Letter, Finding, Action, Contributor, AlsoAnswers, Update, DateChange, Challenge, AgreedColour, Agency, Officer),
)
NAMES = (Agency._meta.label_lower, Officer._meta.label_lower)
UNSHOWN = ("as_read", "strengths", "case_studies", "warnings", "inferred", "left_out")  # of a letter


class Named(NamedTuple):
    """An agency with its sector, or an officer with their job title."""

    kind: str  # its model's label
    pk: int
    name: str
    beside: str


class Part(NamedTuple):
    """An agency's part in an action, or (of kind AlsoAnswers) a finding that the action answers too."""

    kind: str
    pk: int
    action: int
    of: int
    ended: bool


@dataclass(frozen=True)
class Rows:
    """As they are today. `done` is the history since the end of `since`.

    A finding has its `rated` and `rated_then` (impact), and `spared` (a meeting decided that no action is needed).
    """

    partnership: Partnership
    since: dt.date | None
    as_of: dt.date
    done: list[Done]
    findings: list[Finding]
    actions: list[Action]
    names: list[Named]
    parts: list[Part]
    updates: list[Update]
    dates: list[DateChange]
    challenges: list[Challenge]
    agreed: list[AgreedColour]


def fetch(partnership: Partnership, reader: Reader, kind: str, since: dt.date | None, as_of: dt.date) -> Rows:
    """For a meeting of `kind`, from the end of `since` (None: from the beginning) to the end of `as_of`."""

    def of(model: Any) -> Any:
        return reader.sees(model.objects.filter(partnership=partnership))

    then = {"rated_then": _rated(since)} if since else {}
    findings = of(Finding).annotate(rated=_rated(as_of), spared=Exists(_sparing(as_of)), **then)
    beside = _beside(partnership, of(Contributor), of(AlsoAnswers))
    deferred = (f"letter__{name}" for name in UNSHOWN)
    return Rows(
        *(partnership, since, as_of, done_since(partnership, since or as_of, TAKEN_BACK)),
        findings=list(findings.select_related("letter").defer("as_read", *deferred).in_order()),
        actions=list(of(Action).in_order()),
        names=[Named(kind, pk, name, told) for kind, pk, name, told, _ in beside if kind in NAMES],
        parts=[Part(kind, pk, int(a), int(of), bool(end)) for kind, pk, a, of, end in beside if kind not in NAMES],
        updates=list(of(Update).cleared().order_by("recorded_at", "pk")),
        dates=list(of(DateChange).order_by("asked_at", "pk")),
        challenges=list(of(Challenge).order_by("answer_due", "pk")),
        agreed=list(of(AgreedColour).at_kind(kind)),
    )


def _rated(day: dt.date) -> Any:
    """The rating that stood at the end of `day`: ratings are added, and never changed."""
    rated = ImpactRating.objects.filter(finding=OuterRef("pk"), said_at__lt=end_of(day)).order_by("-on", "-pk")
    told = JSONObject(rating="rating", on="on", meeting="meeting", note="note")
    return Subquery(rated.annotate(told=told).values("told")[:1])


def _sparing(day: dt.date) -> Any:
    return Decision.objects.filter(finding=OuterRef("pk"), no_action=True, said_at__lt=end_of(day))


def _beside(partnership: Partnership, contributors: Any, also: Any) -> list[tuple[str, int, str, str, str]]:
    """Rows of kind, key, and what Named and Part tell: as text, so that the four have the same columns."""
    tables = (
        (Agency.objects.filter(partnership=partnership), "name", "sector", None),
        (Officer.objects.filter(partnership=partnership), "name", "job_title", None),
        (contributors, "action_id", "agency_id", "ended_at"),
        (also, "action_id", "finding_id", "taken_back_at"),
    )
    first, *others = (_told(*table) for table in tables)
    return sorted(first.union(*others, all=True))


def _told(rows: Any, one: str, other: str, ended: str | None) -> Any:
    done = Case(When(**{f"{ended}__isnull": False}, then=Value("ended")), default=Value("")) if ended else Value("")
    told = {"kind": _label(rows.model), "one": Cast(one, TextField()), "other": Cast(other, TextField()), "done": done}
    return rows.order_by().annotate(**told).values_list("kind", "pk", "one", "other", "done")


def _label(model: Any) -> Value:
    return Value(model._meta.label_lower, CharField())
