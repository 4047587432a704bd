"""Events and looks that told of words which are taken out: they are told without them, and which events those are."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils import timezone

from partnerships.history import Historic
from partnerships.models import Event, Look
from partnerships.sealing import TAKEN_OUT, contents_digest

Texts = dict[str, list[str]]  # by a field's name, what is taken out of it
LONG = 20  # characters from which words are looked for within others, too: "No action is needed: …"


def without(value: Any, texts: Iterable[str], within: int = LONG) -> Any:
    """`value` without any of `texts`; shorter ones than `within` only where they are all of it."""
    for text in sorted(texts, key=len, reverse=True):
        if value == text:
            return TAKEN_OUT
        if isinstance(value, str) and len(text) >= within:
            value = value.replace(text, TAKEN_OUT)
    return value


def rewrite_events(record: Historic, texts: Texts, actor: Any) -> dict[str, str]:
    """By sequence, the digest of what each event says now that told of the words, or called the record by them."""
    now, rewritten, called = timezone.now(), {}, _called_by(record, texts)
    for event in Event.objects.filter(_telling(record, called)).order_by("sequence"):
        own = (event.subject_type, event.subject_id) == (record._meta.label_lower, record.pk)
        changes = _own_changes(record, event.changes, texts) if own else _referring(record, event, called)
        name = without(event.subject_name, called, within=1)
        if (changes, name) != (event.changes, event.subject_name):
            told = {"changes": changes, "subject_name": name, "content_salt": ""}
            Event.objects.filter(pk=event.pk).update(**told, expunged_at=now, expunged_by=actor)
            rewritten[str(event.sequence)] = contents_digest("", name, changes)
    return rewritten


def rewrite_looks(record: Historic, texts: Texts, was: dict[str, Any]) -> None:
    """Who looked at it stays; what it was called then, a file's name too, goes."""
    along = [was.get(field) for name in texts for field in record.goes_along.get(name, ())]
    called = [*_called_by(record, texts), *(value for value in along if value and isinstance(value, str))]
    looks = Look.objects.filter(_telling(record, called))
    for name in set(looks.values_list("subject_name", flat=True)):
        if (left := without(name, called, within=1)) != name:
            looks.filter(subject_name=name).update(subject_name=left)


def _called_by(record: Historic, texts: Texts) -> list[str]:
    return [text for name in record.called_by for text in texts.get(name, ())]


def _telling(record: Historic, called: list[str]) -> Q:
    """What is about the record and, where its name goes, about those that refer to it, such as opinions on evidence."""
    found = Q(subject_type=record._meta.label_lower, subject_id=record.pk)
    for link in record._meta.related_objects if called else ():
        model: Any = link.related_model
        if issubclass(model, Historic):
            keys = model._base_manager.filter(**{link.field.name: record}).order_by().values("pk")
            found |= Q(subject_type=model._meta.label_lower, subject_id__in=keys)
    return found


def _own_changes(record: Historic, changes: dict[str, Any], texts: Texts) -> dict[str, Any]:
    rewritten = dict(changes)
    for name, said in texts.items():
        values = [without(value, said) for value in changes.get(name, ())]
        if values != changes.get(name, []):
            rewritten[name] = values
            along = {field: changes[field] for field in record.goes_along.get(name, ()) if field in changes}
            rewritten |= {field: [_blank(value) for value in both] for field, both in along.items()}
    return rewritten


def _blank(value: Any) -> Any:
    return TAKEN_OUT if isinstance(value, str) and value else value


def _referring(record: Historic, event: Event, called: list[str]) -> dict[str, Any]:
    """What another record's event tells, with this one called by what is left of its name."""
    links = {field.name for field in apps.get_model(event.subject_type)._meta.concrete_fields if _to(field, record)}
    return {
        name: [_renamed(value, record, called) for value in both] if name in links else both
        for name, both in event.changes.items()
    }


def _to(field: models.Field, record: Historic) -> bool:
    return isinstance(field, models.ForeignKey) and isinstance(record, field.related_model)


def _renamed(value: Any, record: Historic, called: list[str]) -> Any:
    if not isinstance(value, dict) or value.get("id") != record.pk:
        return value
    return {**value, "name": without(value["name"], called, within=1)}
