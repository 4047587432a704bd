"""Dates as letters print them: "Friday 5 May 2017", "5th May 2017", "12 November 18", "Between 5 and 9 December"."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_DAY = rf"(?:(?P<weekday#>{'|'.join(WEEKDAYS)}),? ?(?:the )?)?(?P<day#>\d{{1,2}}) ?(?:(?:st|nd|rd|th)(?![a-z]))?"
_MONTH = (
    r" ?(?:of )?(?P<month#>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)(?![a-z])\.?"
)
_YEAR = r"(?:,? ?(?P<year#>20\d\d)(?!\d)| ['’]?(?P<short#>\d\d)(?!\d))?"
_FIRST = rf"(?<![\d/]){_DAY}(?:{_MONTH})?{_YEAR}".replace("#", "1")
_LAST = (_DAY + _MONTH + _YEAR).replace("#", "2")

DATE = re.compile(r"(?<![\d/])" + (_DAY + _MONTH + _YEAR).replace("#", "1"), re.I)
NUMERIC = re.compile(
    r"(?<![\d/.])(?P<day1>\d{1,2})[/.](?P<month1>\d{1,2})[/.](?:(?P<year1>20\d\d)|(?P<short1>\d\d))(?![\d/])"
)
DAYS_BETWEEN = r"(?:, ?\d{1,2}(?![\d/])){0,5}"  # "5, 6, 7 and 8 December"
RANGE = re.compile(_FIRST + DAYS_BETWEEN + r",? ?(?:and|to|until|&|[-–—]) ?(?:on )?(?:the )?" + _LAST, re.I)
WEEK = re.compile(r"\bweek (?:beginning|commencing|of) (?:on )?|\bw/c ", re.I)


@dataclass(frozen=True)
class PrintedDate:
    """A date and how it stands in a text: `start` and `end` are offsets; `weekday` is empty where none is printed."""

    date: dt.date
    start: int
    end: int
    printed: str
    weekday: str = ""
    year_inferred: bool = False


@dataclass(frozen=True)
class PrintedRange:
    first: dt.date
    last: dt.date
    start: int
    end: int
    inferred: str = ""  # what was not printed, in words


def _year(match: re.Match[str], n: int) -> int | None:
    """The year of a match's date 1 or 2, "18" being 2018; None where none is printed."""
    if match[f"year{n}"]:
        return int(match[f"year{n}"])
    return 2000 + int(match[f"short{n}"]) if match[f"short{n}"] else None


def _month(printed: str) -> int:
    return int(printed) if printed.isdigit() else MONTHS[printed[:3].lower()]


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _after(earliest: dt.date | None, month: int, day: int) -> dt.date | None:
    """The first such day on or after `earliest`: what a deadline printed without a year means."""
    if earliest is None:
        return None
    found = _date(earliest.year, month, day)
    return found if found is None or found >= earliest else _date(earliest.year + 1, month, day)


def find_dates(text: str, not_before: dt.date | None = None) -> Iterator[PrintedDate]:
    """Each date in `text`, in order; one without a year only where `not_before` says which year is meant."""
    matches = sorted([*DATE.finditer(text), *NUMERIC.finditer(text)], key=lambda match: match.start())
    for match in matches:
        year, month, day = _year(match, 1), _month(match["month1"]), int(match["day1"])
        date = _date(year, month, day) if year else _after(not_before, month, day)
        if date:
            weekday = (match.groupdict().get("weekday1") or "").capitalize()
            yield PrintedDate(date, match.start(), match.end(), match[0].strip(" ,."), weekday, year is None)


def _last_year(match: re.Match[str], letter_date: dt.date | None) -> tuple[int | None, str]:
    """The year of a range's last day and, where it had to be inferred, from what."""
    month = _month(match["month2"])
    if year := _year(match, 2):
        return year, ""
    if year := _year(match, 1):
        return year + (month < _month(match["month1"] or match["month2"])), ""
    if letter_date is None:
        return None, ""
    year = letter_date.year - ((month, int(match["day2"])) > (letter_date.month, letter_date.day))
    return year, "the letter prints no year; taken from the letter's date"


def _range(match: re.Match[str], letter_date: dt.date | None) -> PrintedRange | None:
    year, inferred = _last_year(match, letter_date)
    if year is None:
        return None
    last_month = _month(match["month2"])
    first_month = _month(match["month1"] or match["month2"])
    first_year = _year(match, 1) or year - (first_month > last_month)
    first = _date(first_year, first_month, int(match["day1"]))
    last = _date(year, last_month, int(match["day2"]))
    return PrintedRange(first, last, match.start(), match.end(), inferred) if first and last else None


def find_range(text: str, letter_date: dt.date | None) -> PrintedRange | None:
    """The first run of days in `text`, such as "Between 31 October and 4 November 2016"."""
    for match in RANGE.finditer(text):
        if found := _range(match, letter_date):
            return found
    return _find_week(text, letter_date)


def _find_week(text: str, letter_date: dt.date | None) -> PrintedRange | None:
    """ "In the week beginning 5 December 2016": Monday to Friday."""
    for match in WEEK.finditer(text):
        begun = next(find_dates(text[match.end() : match.end() + 40]), None)
        if begun:
            end = match.end() + begun.end
            last = begun.date + dt.timedelta(days=4)
            return PrintedRange(begun.date, last, match.start(), end, "the letter prints the week's first day only")
    return None


def day(date: dt.date) -> str:
    """A date in words: 18 April 2023."""
    return f"{date.day} {date:%B %Y}"
