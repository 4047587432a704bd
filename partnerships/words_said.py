"""Which words a record says or once said, and where the same are said elsewhere: read from the history."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from django.apps import apps
from django.db import models

from partnerships.history import Historic, told
from partnerships.models import Event
from partnerships.rewriting import without
from partnerships.sealing import TAKEN_OUT


@dataclass(frozen=True)
class Words:
    """What a record says in one of its fields, or (not `now`) said there before.

    `shown`: the words, or a file's name instead of where it is kept. `of`: what the history calls another record that
    says the same; `part`: what of it goes, where that is not all.
    """

    model: type[Historic]
    pk: int
    field: str
    said: str
    now: bool
    shown: str
    of: str = ""
    part: str = ""

    @property
    def key(self) -> str:
        """Of these very words: what changed meanwhile has another."""
        told = f"{self.model._meta.label_lower} {self.pk} {self.field} {self.said}"
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    @property
    def label(self) -> str:
        return str(self.model._meta.get_field(self.field).verbose_name)  # type: ignore[union-attr]


def words_of(record: Historic) -> list[Words]:
    """All that the record says and ever said in the fields that may be taken out, each once, what stands now first."""
    model, names = type(record), record.may_be_taken_out
    stands = {name: told(record, name) for name in {*names, *chain(*record.goes_along.values())}}
    said = [(name, stands[name], stands) for name in names]
    for event in Event.objects.about(record).order_by("-sequence"):
        now = {name: both[-1] for name, both in event.changes.items()}
        said += [(name, value, now) for name in names for value in reversed(event.changes.get(name, []))]
    found = {}
    for name, value, at in said:
        if says_something(value) and (name, value) not in found:
            found[name, value] = Words(model, record.pk, name, value, at is stands, _shown(model, name, value, at))
    return sorted(found.values(), key=lambda one: (not one.now, names.index(one.field)))


def says_something(value: Any) -> bool:
    """Whether there are words that could be taken out."""
    return isinstance(value, str) and value not in ("", TAKEN_OUT)


def elsewhere(words: Sequence[Words], user: Any) -> list[Words]:
    """Where other records of the partnership say the same, now or before, as far as `user` can see them."""
    texts = {one.said for one in words}
    mine = words[0]
    events = Event.objects.visible_to(user).filter(partnership=_owner(mine)).order_by("sequence")
    models_of = {m._meta.label_lower: m for m in apps.get_models() if issubclass(m, Historic) and m.may_be_taken_out}
    found: dict[tuple[str, int, str, str], Words] = {}
    stands: dict[tuple[str, int, str], str] = {}
    for label, pk, called, changes in events.values_list("subject_type", "subject_id", "subject_name", "changes"):
        model = models_of.get(label)
        if model is None or (model, pk) == (mine.model, mine.pk):
            continue
        now = {name: both[-1] for name, both in changes.items()}
        for name in model.may_be_taken_out:
            for value in changes.get(name, []):
                stands[label, pk, name] = value
                if part := _part(value, texts):
                    shown = _shown(model, name, value, now)
                    found[label, pk, name, value] = Words(model, pk, name, value, True, shown, called, part)
    return [replace(one, now=stands[key[:3]] == one.said) for key, one in found.items()]


def quoting(words: Sequence[Words], user: Any) -> list[Historic]:
    """What was given out with the words in it, of what `user` can see: it goes as a whole, on its own page."""
    texts = {one.said for one in words}
    found: list[Historic] = []
    for model in apps.get_models():
        if issubclass(model, Historic) and model.quotes:
            rows: Any = model._default_manager
            there = rows.visible_to(user).filter(partnership=_owner(words[0])).order_by("pk")
            found += (one for one in there if any(_part(said, texts) for said in _leaves(getattr(one, model.quotes))))
    return found


def _leaves(data: Any) -> Iterator[Any]:
    if isinstance(data, dict | list):
        for one in data.values() if isinstance(data, dict) else data:
            yield from _leaves(one)
    else:
        yield data


def _owner(words: Words) -> Any:
    rows: Any = words.model._base_manager
    return rows.filter(pk=words.pk).values("partnership")[:1]


def _part(value: Any, texts: set[str]) -> str:
    """Those of `texts` that `value` is or holds; empty for none."""
    if not says_something(value) or without(value, texts) == value:
        return ""
    return value if value in texts else next(text for text in texts if without(value, [text]) != value)


def _shown(model: type[Historic], name: str, value: str, beside: dict[str, Any]) -> str:
    is_file = isinstance(model._meta.get_field(name), models.FileField)
    return str(beside.get("name") or value) if is_file else value
