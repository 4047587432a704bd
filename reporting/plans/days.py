"""Days as plans have them: "31/10/2018", "end of October 2018", "Oct-18", 43404. Pure."""

import calendar
import datetime as dt
import re

from findings.reading.dates import DATE, MONTHS, NUMERIC, find_dates
from reporting.spreadsheets.reading.book import Kind, Said

FIRST_YEAR, YEARS_AHEAD = 2000, 10
ISO = re.compile(r"\A([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})\Z")
DASHED = re.compile(r"\b([0-9]{1,2})-([0-9]{1,2}|[A-Za-z]{3,9})-([0-9]{2}(?:[0-9]{2})?)\b")
MONTH = re.compile(
    r"\b(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?[ \t’'/-]{1,2}((?:20)?[0-9]{2})\b",
    re.IGNORECASE,
)
SERIAL = (36526, 54788)  # how Excel counts 1 January 2000 and 31 December 2049


class NoDay(ValueError):
    """Says in plain words why a cell holds no day."""


def day_in(said: Said, today: dt.date) -> tuple[dt.date, str]:
    """The day, and how it was understood where that is not plain. Raises NoDay."""
    text = " ".join(said.text.split())
    day, how = _number(text) if said.kind == Kind.NUMBER else _text(text)
    if not FIRST_YEAR <= day.year <= today.year + YEARS_AHEAD:
        raise NoDay(f"{text[:60]} is in a year that no plan has. Write a day from {FIRST_YEAR} on.")
    return day, how


def _number(text: str) -> tuple[dt.date, str]:
    if text.isdigit() and SERIAL[0] <= int(text) <= SERIAL[1]:
        day = dt.date(1899, 12, 30) + dt.timedelta(days=int(text))
        return day, f"{text} is taken as {day:%-d %B %Y}"
    raise NoDay(f"{text[:60]} is no day. Write one such as 16 October 2018.")


def _text(text: str) -> tuple[dt.date, str]:
    if found := ISO.match(text):
        return _real(int(found[1]), int(found[2]), int(found[3]), text), ""
    plain = DASHED.sub(lambda one: _slashed(*one.groups()), text)
    matches = [*DATE.finditer(plain), *NUMERIC.finditer(plain)]
    days = list(find_dates(plain))
    if len({one.date for one in days}) > 1:
        raise NoDay(f"“{text[:60]}” holds several days. Write the one that stands.")
    if days:
        alone = days[0].printed == plain.strip(" ,.") or len(plain) <= len(days[0].printed) + 4  # as in “by …”
        return days[0].date, "" if alone else f"“{text[:60]}” is taken as {days[0].date:%-d %B %Y}"
    if any(found["year1"] or found["short1"] for found in matches):
        raise NoDay(f"{text[:60]} is no day.")
    return _month(text)


def _slashed(day: str, month: str, year: str) -> str:
    """ "16-10-2018" and "16-Oct-18" as what the reader of letters knows."""
    return f"{day}/{month}/{year}" if month.isdigit() else f"{day} {month} {year}"


def _real(year: int, month: int, day: int, text: str) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise NoDay(f"{text[:60]} is no day.") from None


def _month(text: str) -> tuple[dt.date, str]:
    """A month alone is up on its last day."""
    found = MONTH.search(text)
    if not found:
        raise NoDay(f"“{text[:60]}” is no day. Write one such as 16 October 2018.")
    year, month = int(found[2]) % 100 + 2000, MONTHS[found[1][:3].lower()]
    day = dt.date(year, month, calendar.monthrange(year, month)[1])
    return day, f"“{text[:60]}” is taken as {day:%-d %B %Y}"
