"""An event in words: what each field was called, what it was and what it became."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst

from partnerships.models import Event
from partnerships.sealing import REWRITTEN, TOOK_OUT

EMPTY: tuple[Any, ...] = (None, "", [], {})
UNTOLD = frozenset({"as_read", "inferred", "reading", REWRITTEN})  # whole records, shown where they belong or nowhere
SAME_TIME = dt.timedelta(seconds=5)


@dataclass(frozen=True)
class Told:
    """One field's change. `was` and `now` are words; empty where there was or is nothing."""

    label: str
    was: str
    now: str


def in_words(event: Event, stamps: bool = True) -> list[Told]:
    """What `event` changed, field by field; a new record's empty fields are left out.

    Without `stamps`, so are those that say again who did it and when.
    """
    model = apps.get_model(event.subject_type)
    untold = UNTOLD | _along(model) if event.verb == TOOK_OUT else UNTOLD
    told = [
        Told(_label(model, name), _words(model, name, was), _words(model, name, now))
        for name, (was, now) in event.changes.items()
        if name not in untold and (stamps or not _is_stamp(event, name, now))
    ]
    return [change for change in told if change.was or change.now]


def _along(model: Any) -> set[str]:
    """What goes without saying when something is taken out, such as the name of a file."""
    return {name for others in getattr(model, "goes_along", {}).values() for name in others}


def _is_stamp(event: Event, name: str, now: Any) -> bool:
    if name.endswith("_by"):
        return isinstance(now, dict) and now.get("id") == event.actor_id
    if not name.endswith("_at") or not isinstance(now, str):
        return False
    return abs(dt.datetime.fromisoformat(now) - event.at) < SAME_TIME


def value_in_words(record: models.Model, name: str, value: Any) -> str:
    """A field's value, as the history keeps it, in words; empty where there is nothing."""
    return _words(type(record), name, value)


def _field(model: type[models.Model], name: str) -> models.Field | None:
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:  # told before the field went
        return None
    return field if isinstance(field, models.Field) else None


def _label(model: type[models.Model], name: str) -> str:
    field = _field(model, name)
    return capfirst(str(field.verbose_name)) if field else capfirst(name.replace("_", " "))


def _words(model: type[models.Model], name: str, value: Any) -> str:
    if value in EMPTY:
        return ""
    field = _field(model, name)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return str(value.get("name") or value.get("text") or value.get("message") or value)
    if isinstance(value, list):
        return "; ".join(_words(model, "", item) for item in value)
    if isinstance(field, models.DateTimeField):
        return date_format(timezone.localtime(dt.datetime.fromisoformat(value)), "j F Y, H:i")
    if isinstance(field, models.DateField):
        return date_format(dt.date.fromisoformat(value), "j F Y")
    return str(dict(field.flatchoices).get(value, value) if field else value)
