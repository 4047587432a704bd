"""A letter's statement is begun: with its sections, its timetable and the agencies that are asked to agree."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db import transaction

from findings.models import Letter
from findings.working_days import working_days_before
from partnerships.history import NotPossible
from partnerships.models import Agency, Membership, Role, Sector
from reporting.models import Milestone, Section, Signatory, Statement
from reporting.models.statements import Key

TIMETABLE = (  # working days before the statement is due
    ("First draft", 40),
    ("Agencies have cleared their parts", 25),
    ("Cabinet and integrated care board papers", 15),
    ("Safeguarding partners have signed", 5),
    ("The statement is sent", 0),
)
WITH_IT = "came with its statement"


@transaction.atomic
def begin(letter: Letter, actor: Any, today: dt.date) -> Statement:
    """The letter's statement, begun now where there is none. Raises NotPossible where none is asked for."""
    if not letter.statement_required:
        raise NotPossible("This letter asks for no written statement.")
    Letter.objects.select_for_update().get(pk=letter.pk)
    if there := Statement.objects.filter(letter=letter).first():
        return there
    statement = Statement(
        partnership_id=letter.partnership_id,
        letter=letter,
        preparer=letter.principal_authority,
        sender=letter.sender or letter.principal_authority,
        recipients=letter.statement_to,
    ).enter(actor, "began the statement")
    Section.enter_all(actor, _sections(statement), WITH_IT)
    Milestone.enter_all(actor, _milestones(statement), WITH_IT)
    Signatory.enter_all(actor, _signatories(statement, today), WITH_IT)
    return statement


def _sections(statement: Statement) -> Iterator[Section]:
    for place, key in enumerate(Key, start=1):
        about = {"partnership_id": statement.partnership_id, "statement": statement}
        yield Section(**about, key=key, heading=key.label, place=place)


def _milestones(statement: Statement) -> Iterator[Milestone]:
    due = statement.letter.statutory_due
    for name, days in TIMETABLE:
        about = {"partnership_id": statement.partnership_id, "statement": statement}
        yield Milestone(**about, name=name, due=working_days_before(due, days) if due else None)


def _signatories(statement: Statement, today: dt.date) -> Iterator[Signatory]:
    """Agencies that lead a finding or have a safeguarding partner; each by the executive whom the letter names."""
    letter = statement.letter
    partners = Membership.objects.current(today).filter(role=Role.SAFEGUARDING_PARTNER)
    signing = Agency.objects.filter(partnership=letter.partnership_id).exclude(sector=Sector.PARTNERSHIP)
    leading = letter.findings.order_by().values("lead_agency")
    for agency in signing.filter(pk__in=leading.union(partners.order_by().values("agency"))).order_by("name"):
        officer = letter.executive_of(agency)
        here = officer if officer and not (officer.left_on and officer.left_on <= today) else None
        yield Signatory(partnership_id=letter.partnership_id, statement=statement, agency=agency, officer=here)
