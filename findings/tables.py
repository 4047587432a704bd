"""The table of letters."""

import datetime as dt
from typing import Any

import django_tables2 as tables

from findings.deadlines import Deadline, stand
from findings.models import Letter

NEWEST = ("-letter_date", "pk")


class LetterTable(tables.Table):
    area = tables.Column("Letter", accessor="partnership__area", order_by=("partnership__area", *NEWEST))
    letter_date = tables.Column("Date", order_by=("letter_date", "pk"))
    theme = tables.Column("About", order_by=("theme", *NEWEST))
    findings = tables.Column("Findings", accessor="findings_count", order_by=("findings_count", *NEWEST))
    due = tables.Column("Statement due", accessor="statutory_due", order_by=("statutory_due", "pk"), empty_values=())

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def render_due(self, record: Letter) -> Deadline:
        return statement_stands(record, self.today)


def statement_stands(letter: Letter, today: dt.date) -> Deadline:
    """How the statement's date stands; one that is sent, or not asked for, is never late."""
    due = stand(letter.statutory_due, today)
    if not letter.statement_required:
        return due.settled("No statement asked for")
    if letter.statement_sent_on:
        return due.settled(f"Sent on {letter.statement_sent_on:%-d %B %Y}")
    return due
