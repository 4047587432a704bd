"""All that a statement says, as plain data: what its document is made of, what is kept of a version that was sent,
and what two versions are compared by. Seven queries, however long the plan."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, Q

from actions.charts import amount
from actions.models import Action, AlsoAnswers, Contributor, Measure, Status
from actions.models.measures import SourceOfMeasure
from findings.models import Finding
from partnerships.models import Officer, Sector
from reporting.abbreviations import abbreviations, defined_in
from reporting.models import Section, Signatory, Statement
from reporting.models.statements import Detail, Key, Named, Order

ENDED = (Status.CANCELLED, Status.SUPERSEDED)
Told = dict[str, Any]


def telling(statement: Statement) -> Told:
    """Of a statement with its letter and partnership. Drafts are no actions: nobody has written what will be done."""
    letter = statement.letter
    sections = list(statement.sections.in_order().filter(shown=True))
    findings = [_finding(statement, finding) for finding in _findings(statement)]
    told: Told = {
        "partnership": statement.partnership.name,
        "letter": str(letter),
        "theme": letter.theme,
        "inspected": [day.isoformat() if day else None for day in (letter.inspected_from, letter.inspected_to)],
        "due": letter.statutory_due.isoformat() if letter.statutory_due else None,
        "due_is": letter.statement_due_is,
        "preparer": statement.preparer,
        "sender": statement.sender,
        "to": statement.to,
        "contact": statement.contact,
        "order": statement.order,
        "detail": statement.detail,
        "sections": [_section(section) for section in sections],
        "findings": findings,
        "done": _done(statement),
        "voice": _voice(statement),
    }
    own = next((section.text for section in sections if section.key == Key.GLOSSARY), "")
    told["glossary"], told["unexplained"] = abbreviations(_texts(told), defined_in(own))
    return told


def seal(told: Told) -> str:
    """SHA-256 of what is said: two that are alike have the same."""
    return hashlib.sha256(json.dumps(told, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def endorsements(statement: Statement, now: str) -> list[Told]:
    """Who agrees, as it stands; `now` is the seal of what they are asked to agree to."""
    asked = statement.signatories.current().select_related("agency", "officer", "answered_by")
    return [_endorsement(one, now, statement.named) for one in asked]


def _endorsement(signatory: Signatory, now: str, named: str) -> Told:
    return {
        "agency": signatory.agency.name,
        "who": officer_in_words(signatory.officer, named),
        "answer": signatory.answer,
        "by": str(signatory.answered_by) if signatory.answered_by else "",
        "on": signatory.answered_at.isoformat() if signatory.answered_at else None,
        "changed_since": bool(signatory.seal) and signatory.seal != now,
    }


def _section(section: Section) -> Told:
    return {"key": section.key, "heading": section.heading, "text": section.text}


def _findings(statement: Statement) -> list[Finding]:
    contributing = Contributor.objects.current().select_related("agency", "officer").order_by("agency__name", "pk")
    actions = (
        Action.objects.exclude(status__in=ENDED).select_related("lead_agency", "lead_officer").order_by("sequence")
    )
    also = AlsoAnswers.objects.told_of_finding().exclude(action__status__in=(*ENDED, Status.DRAFT))
    related: list[Any] = [
        Prefetch("actions", actions.prefetch_related(Prefetch("contributors", contributing))),
        Prefetch("also_answered_by", also.select_related("action__finding")),
    ]
    findings = statement.letter.findings.in_order().select_related("lead_agency").defer("as_read")
    found = list(findings.prefetch_related(*related))
    if statement.order == Order.AGENCY:
        found.sort(key=lambda finding: finding.lead_agency.name.casefold() if finding.lead_agency else "\uffff")
    return found


def _finding(statement: Statement, finding: Finding) -> Told:
    actions = [action for action in finding.actions.all() if action.status != Status.DRAFT]
    for action in actions:
        action.finding = finding  # known already: its number is asked for
    return {
        "code": finding.code,
        "kind": finding.kind,
        "number": finding.number,
        "lead": finding.lead_agency.name if finding.lead_agency else "",
        "subheading": finding.subheading,
        "stem": finding.stem,
        "text": finding.text,
        "actions": [_action(statement, action) for action in actions],
        "also": [also.action.number for also in finding.also_answered_by.all()],
    }


def _action(statement: Statement, action: Action) -> Told:
    """`together`: agencies do it together; else one does it alone. The letters ask to tell the two apart."""
    others = action.other_contributors
    full = statement.detail == Detail.FULL
    return {
        "number": action.number,
        "text": action.text,
        "lead": action.lead_agency.name,
        "officer": officer_in_words(action.lead_officer, statement.named),
        "together": bool(others) or action.lead_agency.sector == Sector.PARTNERSHIP,
        "with": [_contributor(statement, one) for one in others] if full else [],
        "due": action.target_date.isoformat() if action.target_date else None,
        "measure": action.measure_of_success if full else "",
    }


def _contributor(statement: Statement, contributor: Contributor) -> str:
    who = officer_in_words(contributor.officer, statement.named)
    return f"{contributor.agency.name} ({who})" if who else contributor.agency.name


def officer_in_words(officer: Officer | None, named: str) -> str:
    """By job title, or by name and job title where that was chosen; "" for nobody."""
    if officer is None:
        return ""
    return str(officer) if named == Named.NAMES else officer.job_title


def _done(statement: Statement) -> list[Told]:
    """What is delivered or assured since the inspection, with what is now different."""
    done = Q(status__in=(Status.DELIVERED, Status.ASSURED))
    actions = statement.letter.actions.filter(done).in_order().select_related("finding")
    return [{"number": one.number, "text": one.text, "difference": one.difference} for one in actions]


def _voice(statement: Statement) -> list[Told]:
    """What children and families say, where it is measured."""
    measures = Measure.objects.filter(finding__letter=statement.letter_id, source=SourceOfMeasure.VOICE)
    return [
        {
            "measure": one.name,
            "readings": [f"{amount(r.value, one.unit)} on {r.on:%-d %B %Y}" for r in one.readings.all()],
        }
        for one in measures.prefetch_related("readings")
    ]


def _texts(told: Told) -> Iterable[str]:
    for section in told["sections"]:
        if section["key"] != Key.GLOSSARY:
            yield from (section["heading"], section["text"])
    for finding in told["findings"]:
        yield from (finding["subheading"], finding["stem"], finding["text"])
        for action in finding["actions"]:
            yield from (action["text"], action["measure"], action["lead"], action["officer"], *action["with"])
    for done in told["done"]:
        yield from (done["text"], done["difference"])
