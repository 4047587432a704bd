"""All that a statement says, as plain data: what its document is made of, what is kept of a version that was sent,
and what two versions are compared by."""

import hashlib
import json
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from actions.charts import amount
from actions.models import Action, Contributor, Status
from findings.models import Finding
from partnerships.models import Officer, Sector
from reporting.abbreviations import abbreviations, defined_in
from reporting.models import Signatory
from reporting.models.statements import Detail, Key, Named, Order
from reporting.statements.assembling import Assembled

Told = dict[str, Any]


def telling(assembled: Assembled) -> Told:
    """Drafts are no actions: nobody has written what will be done."""
    statement, letter = assembled.statement, assembled.statement.letter
    shown = [section for section in assembled.sections if section.shown]
    told: Told = {
        "partnership": statement.partnership.name,
        "letter": str(letter),
        "theme": letter.theme,
        "due": letter.statutory_due.isoformat() if letter.statutory_due else None,
        "due_is": letter.statement_due_is,
        "preparer": statement.preparer,
        "sender": statement.sender,
        "to": statement.to,
        "contact": statement.contact,
        "order": statement.order,
        "detail": statement.detail,
        "sections": [{"key": one.key, "heading": one.heading, "text": one.text} for one in shown],
        "findings": [_finding(statement, finding) for finding in _in_order(assembled)],
        "done": [_done(one) for one in assembled.actions if one.status in (Status.DELIVERED, Status.ASSURED)],
        "voice": _voice(assembled),
    }
    own = next((section.text for section in shown if section.key == Key.GLOSSARY), "")
    told["glossary"], told["unexplained"] = abbreviations(_texts(told), defined_in(own))
    return told


def seal(told: Told) -> str:
    """SHA-256 of what is said: two that are alike have the same."""
    return hashlib.sha256(json.dumps(told, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def endorsements(assembled: Assembled, now: str) -> list[Told]:
    """Who agrees, as it stands; `now` is the seal of what they are asked to agree to."""
    return [_endorsement(one, now, assembled.statement.named) for one in assembled.signatories]


def _endorsement(signatory: Signatory, now: str, named: str) -> Told:
    return {
        "agency": signatory.agency.name,
        "who": officer_in_words(signatory.officer, named),
        "answer": signatory.answer,
        "by": str(signatory.answered_by) if signatory.answered_by else "",
        "by_another": signatory.answered_by_another,
        "on": signatory.answered_at.isoformat() if signatory.answered_at else None,
        "changed_since": signatory.answered_earlier_text(now),
    }


def _in_order(assembled: Assembled) -> list[Finding]:
    if assembled.statement.order == Order.LETTER:
        return assembled.findings
    last = "\uffff"  # nobody leads yet
    return sorted(assembled.findings, key=lambda one: one.lead_agency.name.casefold() if one.lead_agency else last)


def _finding(statement: Any, finding: Finding) -> Told:
    actions = [action for action in finding.actions.all() if action.status != Status.DRAFT]
    also = [also.action for also in finding.also_answered_by.all()]
    return {
        "code": finding.code,
        "kind": finding.kind,
        "number": finding.number,
        "lead": finding.lead_agency.name if finding.lead_agency else "",
        "subheading": finding.subheading,
        "stem": finding.stem,
        "text": finding.text,
        "actions": [_action(statement, action) for action in actions],
        "also": [action.number for action in also if action.status != Status.DRAFT],
    }


def _action(statement: Any, action: Action) -> Told:
    """`together`: agencies do it together; else one does it alone. The letters ask to tell the two apart."""
    others = action.other_contributors
    full = statement.detail == Detail.FULL
    return {
        "number": action.number,
        "text": action.text,
        "lead": action.lead_agency.name,
        "officer": officer_in_words(action.lead_officer, statement.named),
        "together": bool(others) or action.lead_agency.sector == Sector.PARTNERSHIP,
        "with": [_contributor(statement.named, one) for one in others] if full else [],
        "due": action.target_date.isoformat() if action.target_date else None,
        "measure": action.measure_of_success if full else "",
    }


def _contributor(named: str, contributor: Contributor) -> str:
    who = officer_in_words(contributor.officer, named)
    return f"{contributor.agency.name} ({who})" if who else contributor.agency.name


def officer_in_words(officer: Officer | None, named: str) -> str:
    """By job title, or by name and job title where that was chosen; "" for nobody."""
    if officer is None:
        return ""
    return str(officer) if named == Named.NAMES else officer.job_title


def _done(action: Action) -> Told:
    """What is now different, of an action that is delivered or assured."""
    return {"number": action.number, "text": action.text, "difference": action.difference}


def _voice(assembled: Assembled) -> list[Told]:
    """What children and families say, where it is measured."""
    told = []
    for (_, name, unit), rows in groupby(assembled.voice, key=lambda row: row[:3]):
        said = [f"{amount(value, unit)} on {day:%-d %B %Y}" for *_, day, value in rows if day]
        told.append({"measure": name, "readings": said})
    return told


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
