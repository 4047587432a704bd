"""What a reader should look at again in the request for a written statement."""

import datetime as dt
from collections.abc import Iterator

from findings.reading.dates import WEEKDAYS, PrintedDate, day
from findings.reading.letter import Doubt, Statement
from findings.reading.prose import Prose

SHORTEST = dt.timedelta(days=14)
LONGEST = dt.timedelta(days=240)  # 70 working days are about 100 days; anything longer is a misprint


def doubts_about(
    statement: Statement, due: PrintedDate | None, prose: Prose, letter_date: dt.date | None
) -> Iterator[Doubt]:
    """The doubts, each with the source lines that it is about."""
    if due is None:
        yield Doubt(
            "The letter asks for a written statement and prints no date for it.", prose.lines_of(0, len(prose.text))
        )
    else:
        where = prose.lines_of(due.start, due.end)
        yield from (Doubt(message, where) for message in _about_date(due, letter_date))
    if not statement.to:
        yield Doubt("The letter prints no e-mail address for the written statement.")
    if not statement.principal_authority:
        yield Doubt("Who should prepare the written statement could not be found. Enter it by hand.")


def _about_date(due: PrintedDate, letter_date: dt.date | None) -> Iterator[str]:
    weekday = WEEKDAYS[due.date.weekday()]
    if due.weekday and due.weekday != weekday:
        yield f"The letter says {due.weekday}; {day(due.date)} was a {weekday}. Kept as printed."
    elif due.date.weekday() >= 5:
        yield f"The statement’s date, {day(due.date)}, is a {weekday}. Kept as printed."
    if due.year_inferred:
        yield f"The statement’s date is printed without a year; {due.date.year} follows from the letter’s date."
    if letter_date and due.date <= letter_date:
        yield f"The statement’s date, {day(due.date)}, is not after the letter’s, {day(letter_date)}. Kept as printed."
    elif letter_date and not SHORTEST <= due.date - letter_date <= LONGEST:
        days = (due.date - letter_date).days
        yield f"The statement’s date, {day(due.date)}, is {days} days after the letter’s. Kept as printed."
