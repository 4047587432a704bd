"""The rows that papers are made of, fetched once as far as their reader sees them: nine queries, however long the plan.

Agencies and officers are fetched as names, and so are parts in an action and findings that it answers too: each pair in
one query.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import CharField, Exists, OuterRef, Subquery, Value
from django.db.models.functions import JSONObject

from actions.models import Action, AlsoAnswers, Challenge, Contributor, DateChange, Decision, ImpactRating, Update
from findings.models import Finding, Letter
from partnerships.models import Agency, Officer, Partnership
from reporting.meetings.readers import Reader
from reporting.meetings.taking_back import Done, done_since, end_of
from reporting.models import AgreedColour

TAKEN_BACK = (
    *(Letter, Finding, Action, Contributor, AlsoAnswers, Update, DateChange, Challenge, AgreedColour, Agency, Officer),
)
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
    ended: dt.datetime | None


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
    deferred = (f"letter__{name}" for name in UNSHOWN)
    return Rows(
        *(partnership, since, as_of, done_since(partnership, since or as_of, TAKEN_BACK)),
        findings=list(findings.select_related("letter").defer("as_read", *deferred).in_order()),
        actions=list(of(Action).in_order()),
        names=_names(partnership),
        parts=_parts(of(Contributor), of(AlsoAnswers)),
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


def _names(partnership: Partnership) -> list[Named]:
    rows: Any = [model.objects.filter(partnership=partnership).order_by() for model in (Agency, Officer)]
    agencies, officers = (some.annotate(kind=_label(some.model)) for some in rows)
    agencies = agencies.values_list("kind", "pk", "name", "sector")
    return [Named(*row) for row in agencies.union(officers.values_list("kind", "pk", "name", "job_title"), all=True)]


def _parts(contributors: Any, also: Any) -> list[Part]:
    contributors, also = (rows.order_by().annotate(kind=_label(rows.model)) for rows in (contributors, also))
    contributing = contributors.values_list("kind", "pk", "action", "agency", "ended_at")
    answering = also.values_list("kind", "pk", "action", "finding", "taken_back_at")
    return sorted((Part(*row) for row in contributing.union(answering, all=True)), key=lambda part: part.pk)


def _label(model: Any) -> Value:
    return Value(model._meta.label_lower, CharField())
