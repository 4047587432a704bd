"""What is missing before a statement can go, each with the page where it is put right."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import reverse

from actions.models import Action, Status
from actions.models.status import WRITTEN
from reporting.models import Signatory, Statement
from reporting.models.agreement import Answer
from reporting.models.statements import Key
from reporting.statements.assembling import Assembled
from reporting.statements.telling import Told, seal

NOBODY, EARLIER = "Nobody can sign for it yet", "Agreed to an earlier text"
NOT_YET = "Has not agreed yet"
CHANGE, CHANGE_OF_EARLIER = "A change is asked for", "A change of an earlier text is asked for"
SUGGESTED = "Lead agency is suggested, nobody has confirmed it"
FILLED = (Key.INTRODUCTION, Key.GOVERNANCE, Key.RISKS)  # sections that nothing but a person can fill
LACKS: dict[str, tuple[Callable[[Action], bool], str]] = {  # what it lacks, and the page where it is put right
    "No action written yet": (lambda action: action.status == Status.DRAFT, "action"),
    "No lead officer": (lambda action: action.status != Status.DRAFT and not action.lead_officer_id, "plan"),
    "No target date": (lambda action: action.status != Status.DRAFT and not action.target_date, "plan"),
    "No measure of success": (lambda action: action.status != Status.DRAFT and not action.measure_of_success, "plan"),
}


@dataclass(frozen=True)
class Gap:
    """`about` says what of, such as "A5.1"; `page` is where it is put right."""

    what: str
    about: str
    page: str

    def __str__(self) -> str:
        return f"{self.what}: {self.about}"


def gaps(assembled: Assembled, told: Told, today: dt.date) -> list[Gap]:
    """In the order in which a statement comes about."""
    return [
        *_of_findings(assembled),
        *_of_actions(assembled),
        *_of_dates(assembled, today),
        *_of_sections(assembled.statement, told),
        *_of_people(assembled, seal(told), today),
    ]


def _of_findings(assembled: Assembled) -> Iterator[Gap]:
    """Where nothing answers it, not even a draft, and no meeting decided that nothing need; where the agency that leads
    its actions is the one that its words suggest."""
    for finding in assembled.findings:
        answered = finding.actions.all() or finding.also_answered_by.all()
        spared: bool = finding.spared  # type: ignore[attr-defined]
        if not (answered or spared or finding.closed_at):
            yield Gap("No action answers it", finding.code, reverse("finding", args=[finding.pk]))
    for finding in assembled.findings:
        if finding.lead_agency_id and finding.lead_is_suggestion and not finding.closed_at:
            yield Gap(SUGGESTED, finding.code, reverse("lead", args=[finding.pk]))


def _of_actions(assembled: Assembled) -> Iterator[Gap]:
    for what, (lacks, page) in LACKS.items():
        for action in filter(lacks, assembled.actions):
            yield Gap(what, action.number, reverse(page, args=[action.pk]))


def _of_dates(assembled: Assembled, today: dt.date) -> Iterator[Gap]:
    """What is proposed lies ahead."""
    for action in assembled.actions:
        if action.status in WRITTEN and action.target_date and action.target_date < today:
            yield Gap("The target date has passed", action.number, reverse("action", args=[action.pk]))


def _of_sections(statement: Statement, told: Told) -> Iterator[Gap]:
    page = reverse("statement", args=[statement.pk])
    for section in told["sections"]:
        if section["key"] in FILLED and not section["text"].strip():
            yield Gap("Nothing is written under", f"“{section['heading']}”", f"{page}#sections")
    if not told["contact"].strip() and any(one["key"] == Key.CONTACT for one in told["sections"]):
        yield Gap("Whom to ask is not said", "Contact", reverse("statement_settings", args=[statement.pk]))
    if told["unexplained"]:
        yield Gap("Abbreviations that nobody explains", ", ".join(told["unexplained"]), f"{page}#sections")


def _of_people(assembled: Assembled, now: str, today: dt.date) -> Iterator[Gap]:
    statement = assembled.statement
    page = f"{reverse('statement', args=[statement.pk])}#agreement"
    if not statement.to:
        yield Gap("Whom it goes to is not said", "recipients", reverse("statement_settings", args=[statement.pk]))
    if not assembled.signatories:
        yield Gap("No agency is asked to agree", "agreement", page)
    for one in assembled.signatories:
        if why := why_not_agreed(one, now, today):
            yield Gap(why, one.agency.name, page)


def why_not_agreed(signatory: Signatory, now: str, today: dt.date) -> str:
    """In words, of a signatory as it is assembled; "" where the agency agreed to the text whose seal is `now`."""
    officer, earlier = signatory.officer, signatory.answered_earlier_text(now)
    if signatory.answer == Answer.AGREED:
        return EARLIER if earlier else ""
    if officer and officer.left_on and officer.left_on <= today:
        return f"{officer.name}, who was to sign, has left"
    if not (signatory.officer_comes or signatory.has_partner):  # type: ignore[attr-defined]
        return NOBODY
    if signatory.answer == Answer.CHANGE:
        return CHANGE_OF_EARLIER if earlier else CHANGE
    return NOT_YET
