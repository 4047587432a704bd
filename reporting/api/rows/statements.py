"""The dates of written statements, and the steps of their timetables."""

import datetime as dt
from typing import Any, ClassVar

from django.db.models import Count, OuterRef, Q, Subquery
from pydantic import Field

from findings.tables import statement_stands
from reporting.api.asking import Asked
from reporting.api.narrowing import Key, Narrowing, OfLetter
from reporting.api.resource import Resource, Row
from reporting.models import Milestone, Statement, Version
from reporting.models.agreement import Answer


class StatementRow(Row):
    letter_id: int
    letter_date: dt.date | None
    due: dt.date | None = Field(description="The statutory date.")
    due_is: str | None = Field(description="“printed” in the letter, or “calculated”: 70 working days.")
    stands: str = Field(description="Such as “in 4 months” or “Sent on 5 May 2017”.")
    agencies_asked: int
    agencies_agreed: int = Field(description="To the text as it is now, or to an earlier one.")
    versions_sent: int
    first_sent_on: dt.date | None
    last_sent_on: dt.date | None
    published_on: dt.date | None
    published_at: str | None = Field(description="The address at which the last version was published.")
    changed_at: dt.datetime
    page: str = Field(description="Where it is shown on the site.")


class StepRow(Row):
    letter_id: int
    statement_id: int
    name: str
    due: dt.date | None
    reached_on: dt.date | None
    changed_at: dt.datetime
    page: str = Field(description="Where it is shown on the site.")


class OfSteps(Narrowing):
    paths: ClassVar = {**Narrowing.paths, "letter": "statement__letter", "statement": "statement"}
    kinds: ClassVar = {"statement": Statement}
    letter: Key = Field(None, description="Of the letter with this id.")
    statement: Key = Field(None, description="Of the statement with this id.")


def tell_statement(statement: Any, asked: Asked, _: Any) -> dict[str, Any]:
    letter = statement.letter
    return {
        "letter_id": letter.pk,
        "letter_date": letter.letter_date,
        "due": letter.statutory_due,
        "due_is": letter.statement_due_is,
        "stands": statement_stands(letter, asked.today).words,
        "agencies_asked": statement.asked,
        "agencies_agreed": statement.agreed,
        "versions_sent": statement.sent,
        "first_sent_on": letter.statement_sent_on,
        "last_sent_on": statement.last_sent_on,
        "published_on": statement.published_on,
        "published_at": statement.published_at or None,
        "changed_at": statement.changed_at,
        "page": asked.page("statement", statement.pk),
    }


def tell_step(step: Any, asked: Asked, _: Any) -> dict[str, Any]:
    return {
        "letter_id": step.statement.letter_id,
        "statement_id": step.statement_id,
        "name": step.name,
        "due": step.due,
        "reached_on": step.done_on,
        "changed_at": step.changed_at,
        "page": asked.page("statement", step.statement_id),
    }


def statements(_: Asked) -> Any:
    latest = Version.objects.filter(statement=OuterRef("pk")).order_by("-number")
    current = Q(signatories__ended_at=None)
    agreed = current & Q(signatories__answer=Answer.AGREED)
    return Statement.objects.select_related("letter").annotate(
        asked=Count("signatories", current, distinct=True),
        agreed=Count("signatories", agreed, distinct=True),
        sent=Count("versions", distinct=True),
        **{
            name: Subquery(latest.values(of)[:1])
            for name, of in (
                *(("last_sent_on", "sent_on"), ("published_on", "published_on")),
                ("published_at", "published_at"),
            )
        },
    )


def steps(_: Asked) -> Any:
    return Milestone.objects.standing().select_related("statement")


STATEMENTS = Resource("statements", "a written statement", StatementRow, OfLetter, statements, tell_statement)
TIMETABLE = Resource("timetable", "a step of a statement’s timetable", StepRow, OfSteps, steps, tell_step)
