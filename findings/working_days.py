"""Working days in England: Monday to Friday without bank holidays.

The written statement is due within 70 working days of receiving the report: the Children Act 2004 (Joint Area
Reviews) Regulations 2015 (SI 2015/1792), regulation 4.
"""

import datetime as dt
from functools import lru_cache

import holidays

STATEMENT_WORKING_DAYS = 70


@lru_cache(maxsize=1)
def _bank_holidays() -> holidays.HolidayBase:
    return holidays.country_holidays("GB", subdiv="ENG")  # adds each year when it is first asked about


def is_working_day(day: dt.date) -> bool:
    return day.weekday() < 5 and day not in _bank_holidays()


def add_working_days(start: dt.date, days: int) -> dt.date:
    """The day that is `days` working days after `start`; `start` itself is day 0, whatever day it is."""
    day = start
    while days > 0:
        day += dt.timedelta(days=1)
        days -= is_working_day(day)
    return day


def working_days_before(end: dt.date, days: int) -> dt.date:
    """The day from which `end` is `days` working days away; `end` itself where `days` is 0, whatever day it is."""
    day = end
    while days > 0:
        day -= dt.timedelta(days=1)
        days -= is_working_day(day)
    return day


def working_days_between(start: dt.date, end: dt.date) -> int:
    """Working days after `start` up to and including `end`; negative where `end` comes first."""
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working_day(start + dt.timedelta(days=n)) for n in range(1, (end - start).days + 1))


def statutory_due(received: dt.date) -> dt.date:
    """The last day for the written statement when the report was received on `received`."""
    return add_working_days(received, STATEMENT_WORKING_DAYS)
