"""What a letter says and what its import did, told to people in words and to programs as JSON."""

import datetime as dt
from typing import Any

from findings.importing import Outcome
from findings.models import Letter
from findings.reading.letter import Finding, Kind
from findings.reading.letter import Letter as Reading
from findings.working_days import statutory_due


def day(date: dt.date | None) -> str:
    return f"{date:%-d %B %Y}" if date else "no date"


def as_json(file: str, read: Reading) -> dict[str, Any]:
    """One letter for a program: dates in ISO form, absent values null."""
    statement = read.statement
    calculated = statutory_due(read.letter_date) if statement.required and read.letter_date else None
    return {
        "file": file,
        "area": read.area or None,
        "letter_date": _iso(read.letter_date),
        "inspected_from": _iso(read.inspected_from),
        "inspected_to": _iso(read.inspected_to),
        "theme": read.theme or None,
        "inspectorates": list(read.inspectorates),
        "addressees": [
            {
                "name": person.name,
                "role": person.role or None,
                "organisation": person.organisation or None,
                "sector": person.sector,
            }
            for person in read.addressees
        ],
        "statement_required": statement.required,
        "statement_due": _iso(statement.due),
        "statement_due_is": "printed" if statement.due else "calculated" if calculated else None,
        "statutory_70_working_days": _iso(calculated),
        "statement_to": statement.to or None,
        "principal_authority": statement.principal_authority or None,
        "sender": statement.sender or None,
        "findings": [_finding(found) for found in read.findings],
        "strengths": list(read.strengths),
        "case_studies": list(read.case_studies),
        "warnings": [doubt.message for doubt in read.warnings] + inferences(read),
    }


def inferences(read: Reading) -> list[str]:
    """What the letter does not print, in words: which value, and what it was inferred from."""
    return [f"Inferred, not printed: {name.replace('_', ' ')} ({why})." for name, why in read.inferred.items()]


def _finding(found: Finding) -> dict[str, Any]:
    return {
        "kind": found.kind,
        "number": found.number,
        "stem": found.stem,
        "subheading": found.subheading or None,
        "text": found.text,
        "page": found.page,
        "lead": found.lead,
        "lead_agency": found.lead_agency or None,
        "contributing": [agency.name for agency in found.contributing],
        "because": found.because or None,
    }


def _iso(date: dt.date | None) -> str | None:
    return date.isoformat() if date else None


def in_a_line(outcome: Outcome) -> str:
    """What happened to one file, for a person."""
    if outcome.status == "failed":
        return f"{outcome.file}: {outcome.error}"
    told = f"{outcome.file}: {outcome.letter}: "
    if outcome.status == "unchanged":
        return told + "unchanged, this file was imported before."
    if outcome.status == "updated":
        return told + _copy(outcome.differences)
    created = _created(outcome.letter, outcome.reading) if outcome.letter and outcome.reading else []
    return told + ". ".join([*created, *(_may_be(letter) for letter in outcome.may_be)]) + "."


def _copy(differences: int) -> str:
    if not differences:
        return "kept as a further copy; it says the same."
    count = "1 difference" if differences == 1 else f"{differences} differences"
    return f"kept as a further copy; {count} to look at. Nothing is applied until someone accepts it."


def _created(letter: Letter, read: Reading) -> list[str]:
    priority = sum(found.kind == Kind.PRIORITY_ACTION for found in read.findings)
    told = [
        f"created, {counted(len(read.findings), 'finding')} ({priority} for priority action), "
        f"{counted(len(read.findings), 'draft action')}, {due_in_words(letter)}"
    ]
    doubts = len(read.warnings) + len(read.inferred)
    return [*told, f"{counted(doubts, 'warning')}, shown with the letter"] if doubts else told


def due_in_words(letter: Letter) -> str:
    """The statutory due date with how it came about."""
    if not letter.statement_required:
        return "no written statement asked for"
    if letter.statement_printed:
        check = f" (70 working days: {day(letter.working_days_due)})" if letter.working_days_due else ""
        return f"statement due {day(letter.statement_printed)}{check}"
    if letter.working_days_due:
        return f"statement due {day(letter.working_days_due)} (none printed: 70 working days)"
    return "statement asked for, but there is no date to count from"


def _may_be(letter: Letter) -> str:
    return f"This may be the same letter as {letter}: compare them"


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
