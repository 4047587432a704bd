"""Where findings stand: always derived from the actions that answer them, and never closed by that alone."""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from actions.models import Action, AlsoAnswers, Decision, ImpactRating, Status
from actions.models.actions import ActionQuerySet
from actions.models.brag_rules import badness_column
from findings.models import Finding
from findings.models.findings import FindingQuerySet

ENDED = (Status.CANCELLED, Status.SUPERSEDED)


class State(models.TextChoices):
    NONE = "none", "No action yet"
    OPEN = "open", "Actions open"
    TO_ASSURE = "to assure", "Waiting for assurance"
    ASSURED = "assured", "All assured"
    NOT_NEEDED = "not needed", "No action needed"
    CLOSED = "closed", "Closed"


TAGS = {  # GOV.UK's tag colours
    State.NONE: "yellow",
    State.OPEN: "light-blue",
    State.TO_ASSURE: "purple",
    State.ASSURED: "blue",
    State.NOT_NEEDED: "grey",
    State.CLOSED: "grey",
}


def answering(finding: Any) -> Q:
    """Of actions: those that answer `finding`, as their own or also; an expression where it stands in a subquery."""
    within = OuterRef(finding) if isinstance(finding, OuterRef) else finding
    also = AlsoAnswers.objects.told_of_finding().filter(finding=within)
    return Q(finding=finding) | Q(pk__in=also.values("action"))


def with_state(findings: FindingQuerySet, today: dt.date) -> FindingQuerySet:
    """Adds `live`, `open`, `drafts`, `delivered` (counts of actions), `brag` (the worst), `impact` and `state`."""
    actions = Action.objects.filter(answering(OuterRef("pk"))).exclude(status__in=ENDED)
    rated = ImpactRating.objects.filter(finding=OuterRef("pk")).order_by("-on", "-pk")
    counted = findings.annotate(
        live=_count(actions),
        open=_count(actions.open()),
        drafts=_count(actions.filter(status=Status.DRAFT)),
        delivered=_count(actions.filter(status=Status.DELIVERED)),
        brag=_worst(actions, today),
        impact=Subquery(rated.values("rating")[:1]),
        spared=Exists(Decision.objects.filter(finding=OuterRef("pk"), no_action=True)),
    )
    written = Q(live__gt=F("drafts"))
    return counted.annotate(
        state=Case(
            When(closed_at__isnull=False, then=Value(State.CLOSED)),
            When(written & Q(open__gt=0), then=Value(State.OPEN)),
            When(written & Q(delivered__gt=0), then=Value(State.TO_ASSURE)),
            When(written, then=Value(State.ASSURED)),
            When(live=0, spared=True, then=Value(State.NOT_NEEDED)),
            default=Value(State.NONE),
            output_field=models.CharField(),
        )
    )


def _count(actions: ActionQuerySet) -> Coalesce:
    counted = actions.order_by().annotate(all=Value(1)).values("all").annotate(counted=models.Count("pk"))
    return Coalesce(Subquery(counted.values("counted")), 0, output_field=IntegerField())


def _worst(actions: ActionQuerySet, today: dt.date) -> Subquery:
    worst_first = actions.with_brag(today).annotate(badness=badness_column(today)).order_by("-badness")
    return Subquery(worst_first.values("brag")[:1])


def in_words(finding: Finding) -> str:
    """For a finding with its state, such as "3 actions open, 1 of them not written yet"."""
    state, number, drafts = finding.state, finding.open, finding.drafts  # type: ignore[attr-defined]
    if state == State.NONE and drafts:
        return str(Status.DRAFT.label)
    if state != State.OPEN:
        return str(State(state).label)
    unwritten = f", {'' if drafts == number else f'{drafts} of them '}not written yet" if drafts else ""
    return f"{number} action{'' if number == 1 else 's'} open{unwritten}"
