"""The rows that a statement is assembled from, fetched once: seven queries, however long the plan."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch
from django.utils import timezone

from actions.matrix import with_spared
from actions.models import Action, AlsoAnswers, Contributor, Measure, Status
from actions.models.measures import SourceOfMeasure
from findings.models import Finding
from partnerships.models import Membership, Role
from reporting.models import Section, Signatory, Statement

ENDED = (Status.CANCELLED, Status.SUPERSEDED)


@dataclass(frozen=True)
class Assembled:
    """`findings` come in the letter's order with the actions that are not ended, drafts too.

    `voice`: (measure's key, name after its finding's number, unit, day, value) of each reading of children and
    families; None for no reading.
    """

    statement: Statement
    sections: list[Section]
    findings: list[Finding]
    signatories: list[Signatory]
    voice: list[tuple[int, str, str, Any, Any]]

    @property
    def actions(self) -> list[Action]:
        return [action for finding in self.findings for action in finding.actions.all()]


def assemble(statement: Statement, today: dt.date | None = None) -> Assembled:
    """Of a statement with its letter and partnership. Each signatory tells whether its agency `has_partner` today, and
    whether its `officer_comes`: people who can sign in and have a role."""
    signatories = statement.signatories.current().select_related("agency", "officer", "answered_by")
    signatories = signatories.annotate(**_who_comes(today or timezone.localdate()))
    voice = Measure.objects.filter(finding__letter=statement.letter_id, source=SourceOfMeasure.VOICE)
    voice = voice.order_by("pk", "readings__on")
    findings = list(_findings(statement))
    codes = {finding.pk: finding.code for finding in findings}
    said = voice.values_list("finding_id", "pk", "name", "unit", "readings__on", "readings__value")
    assembled = Assembled(
        statement=statement,
        sections=list(statement.sections.in_order()),
        findings=findings,
        signatories=list(signatories),
        voice=[(key, f"{codes[about]} {name}", unit, on, value) for about, key, name, unit, on, value in said],
    )
    for finding in assembled.findings:
        for action in finding.actions.all():
            action.finding = finding  # known already: its number is asked for
    return assembled


def _who_comes(today: dt.date) -> dict[str, Exists]:
    roles = Membership.objects.current(today).of_who_can_come()
    partners = roles.filter(role=Role.SAFEGUARDING_PARTNER, agency=OuterRef("agency"))
    theirs = roles.filter(user=OuterRef("officer__user"), partnership=OuterRef("partnership"))
    return {"has_partner": Exists(partners), "officer_comes": Exists(theirs)}


def _findings(statement: Statement) -> Any:
    contributing = Contributor.objects.current().select_related("agency", "officer").order_by("agency__name", "pk")
    actions = Action.objects.exclude(status__in=ENDED).order_by("sequence")
    actions = actions.select_related("lead_agency", "lead_officer")
    also = AlsoAnswers.objects.told_of_finding().exclude(action__status__in=ENDED).select_related("action__finding")
    related: list[Any] = [
        Prefetch("actions", actions.prefetch_related(Prefetch("contributors", contributing))),
        Prefetch("also_answered_by", also),
    ]
    findings = with_spared(statement.letter.findings.in_order()).select_related("lead_agency").defer("as_read")
    return findings.prefetch_related(*related)
