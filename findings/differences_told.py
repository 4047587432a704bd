"""A difference between two copies of a letter, told to the person who decides on it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format

from findings.comparing import DATES
from findings.models import Difference, Letter

ABOUT = {
    "missing": "This copy does not have it",
    "finding": "A finding that only this copy has",
    "addressee": "A person written to",
}


@dataclass(frozen=True)
class Told:
    """`then`, `now` and `held` in words; `held` is empty where it is what the source said then."""

    difference: Difference
    about: str
    then: str
    now: str
    held: str


def told(difference: Difference) -> Told:
    then, now, held = (
        worded(value, difference.subject) for value in (difference.then, difference.now, difference.held)
    )
    return Told(difference, _about(difference), then, now, "" if held in ("nothing", then) else held)


def worded(value: Any, subject: str = "") -> str:
    """A value of a letter or a finding as people say it."""
    if value in (None, "", [], {}):
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return str(value.get("text", ""))
    if isinstance(value, list):
        return "; ".join(worded(item) for item in value)
    if subject in DATES:
        day = value if isinstance(value, dt.date) else dt.date.fromisoformat(value)
        return date_format(day, "j F Y")
    return str(value)


def _about(difference: Difference) -> str:
    if difference.finding is None:
        return ABOUT.get(difference.subject) or _field_name(difference.subject)
    finding = difference.finding
    which = f"{finding.get_kind_display()} {finding.number}"
    return f"{which}: {ABOUT.get(difference.subject, difference.subject)}"


def _field_name(subject: str) -> str:
    name = str(Letter._meta.get_field(subject).verbose_name)  # type: ignore[union-attr]
    return name[:1].upper() + name[1:]
