"""What somebody names at the shell: an area, and its letter where it has several."""

import datetime as dt
from argparse import ArgumentTypeError

from django.core.management.base import CommandError

from findings.models import Letter
from partnerships.models import Partnership


def a_day(typed: str) -> dt.date:
    try:
        return dt.date.fromisoformat(typed)
    except ValueError:
        raise ArgumentTypeError(f"{typed}: write a day as 2018-10-16.") from None


def partnership_of(area: str) -> Partnership:
    found = Partnership.objects.of_area(area).first()
    if found is None:
        there = ", ".join(Partnership.objects.order_by("area").values_list("area", flat=True))
        raise CommandError(f"There is no area “{area}”. There is: {there or 'none yet'}.")
    return found


def letter_of(area: str, letter_date: dt.date | None) -> Letter:
    """The area's letter of that date; without a date its only one that asks for a statement."""
    partnership = partnership_of(area)
    letters = partnership.letters.filter(statement_required=True).select_related("partnership")
    if letter_date:
        letters = letters.filter(letter_date=letter_date)
    found = list(letters.order_by("letter_date", "pk"))
    if not found:
        raise CommandError(f"No letter of {partnership.area} {_of_date(letter_date)}asks for a written statement.")
    if len(found) > 1:
        dates = ", ".join(f"{letter.letter_date}" for letter in found)
        raise CommandError(f"{partnership.area} has {len(found)} letters: say which with --letter-date ({dates}).")
    return found[0]


def _of_date(day: dt.date | None) -> str:
    return f"of {day:%-d %B %Y} " if day else ""
