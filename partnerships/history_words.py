"""An event in words: what each field was called, what it was and what it became."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst

from partnerships.history_verbs import PLAIN
from partnerships.models import Event
from partnerships.sealing import ACTORS, REWRITTEN, TOOK_OUT

EMPTY: tuple[Any, ...] = (None, "", [], {})
# Whole records, and a statement's seal: shown where they belong, or nowhere.
UNTOLD = frozenset({"as_read", "inferred", "reading", "seal", REWRITTEN, ACTORS})
Hidden = frozenset[tuple[str, int]]
SAME_TIME = dt.timedelta(seconds=5)


SHORT = 100  # characters of both values that still read as one sentence


@dataclass(frozen=True)
class Told:
    """One field's change. `was` and `now` are words; empty where there was or is nothing. `typed`: somebody's own."""

    label: str
    was: str
    now: str
    typed: bool = True

    @property
    def line(self) -> str:
        """Such as "Target date: from 1 October 2018 to 3 December 2018"."""
        return f"{self.label}: {self._what_became('no longer ')}"

    @property
    def sentence(self) -> str:
        """The same after a person's name."""
        label = self.label if self.label[1:2].isupper() else f"{self.label[:1].lower()}{self.label[1:]}"
        verb = "set" if not self.was else "changed" if self.now else "took out"
        return f"{verb} the {label}{' to' if verb == 'set' else ''} {self._what_became('')}"

    def _what_became(self, taken: str) -> str:
        was, now = (f"“{value}”" if self.typed else value for value in (self.was, self.now))
        if self.was and self.now:
            return f"from {was} to {now}"
        return now if self.now else f"{taken}{was}"


def told_of(event: Event, changes: list[Told]) -> tuple[str, list[Told]]:
    """What was done in words, and the changes that are left to tell: a single short one is the sentence itself."""
    if event.verb in PLAIN and len(changes) == 1 and len(changes[0].was + changes[0].now) <= SHORT:
        return changes[0].sentence, []
    return event.did, changes


def in_words(event: Event, stamps: bool = True, hidden: Hidden | None = None) -> list[Told]:
    """What `event` changed, field by field; a new record's empty fields are left out.

    Without `stamps`, so are those that say again who did it and when. What may hang on another letter is told where
    the reader's `hidden` records (letter_gate.hidden_beside) are given, and it is none of them.
    """
    model = apps.get_model(event.subject_type)
    untold = UNTOLD | _along(model) if event.verb == TOOK_OUT else UNTOLD
    told = [
        Told(_label(model, name), _words(model, name, was), _words(model, name, now), _is_typed(model, name))
        for name, (was, now) in event.changes.items()
        if name not in untold
        and (stamps or not _is_stamp(event, name, now))
        and _may_be_told(model, name, (was, now), hidden)
    ]
    return [change for change in told if change.was or change.now]


def _may_be_told(model: Any, name: str, values: Iterable[Any], hidden: Hidden | None) -> bool:
    if name not in getattr(model, "beside_its_letter", ()):
        return True
    kind = model._meta.get_field(name).related_model._meta.label_lower
    return hidden is not None and not any(value and (kind, value["id"]) in hidden for value in values)


def _is_typed(model: type[models.Model], name: str) -> bool:
    field = _field(model, name)
    return isinstance(field, models.CharField | models.TextField) and not field.choices


def _along(model: Any) -> set[str]:
    """What goes without saying when something is taken out, such as the name of a file."""
    return {name for others in getattr(model, "goes_along", {}).values() for name in others}


def _is_stamp(event: Event, name: str, now: Any) -> bool:
    if name.endswith("_by"):
        return isinstance(now, dict) and now.get("id") == event.actor_as_sealed
    if not name.endswith("_at") or not isinstance(now, str):
        return False
    try:
        return abs(dt.datetime.fromisoformat(now) - event.at) < SAME_TIME
    except ValueError:  # an address, at which something is published
        return False


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
