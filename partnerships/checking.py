"""Whether a history is whole: its chain, and an event for each change of each row that it tells of."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from partnerships.history import Historic
from partnerships.models import Event

NAMED = 5  # rows that a line names at most


def what_is_wrong(broken_at: int | None, untold: list[str], otherwise: Sequence[str] = ()) -> str:
    """In words; empty where the history is whole."""
    if broken_at:
        return f"broken at event {broken_at}"
    if untold:
        return f"broken, not every change has its event: {_names(untold)}"
    return f"broken, not as it was given out: {_names(otherwise)}" if otherwise else ""


def _names(rows: Sequence[str]) -> str:
    return ", ".join(rows[:NAMED]) + (" …" if len(rows) > NAMED else "")


def rows_untold() -> dict[int | None, list[str]]:
    """By partnership, the rows that have not one event for each of their changes, such as "agency 7".

    A whole history may go without a trace, its chain too; the rows that it told of are still there.
    """
    found = defaultdict(list)
    for model in apps.get_models():
        if issubclass(model, Historic):
            events = Event.objects.filter(subject_type=model._meta.label_lower, subject_id=OuterRef("pk")).order_by()
            told = events.values("subject_id").annotate(count=Count("pk")).values("count")
            rows = model._base_manager.annotate(told=Coalesce(Subquery(told), 0)).exclude(told=F("version"))
            for row in rows.order_by("pk"):
                found[row.history_partnership_id].append(f"{model._meta.verbose_name} {row.pk}")
    return found


def given_out_otherwise() -> dict[int | None, list[str]]:
    """By partnership, what was given out and is now something else, such as "papers of a meeting 3 (PDF)"."""
    found = defaultdict(list)
    for row in (row for model in _quoting() for row in model._base_manager.order_by("pk").iterator(chunk_size=20)):
        events = Event.objects.about(row).order_by("sequence")
        told = {name: both[1] for event in events for name, both in event.changes.items()}
        if wrong := row.not_as_given_out(told):
            found[row.history_partnership_id].append(f"{row._meta.verbose_name} {row.pk} ({', '.join(wrong)})")
    return found


def given_out_unsealed() -> dict[int | None, int]:
    """By partnership, how much was given out before its contents were sealed: only its files can be proved."""
    found: dict[int | None, int] = defaultdict(int)
    for model in _quoting():
        rows = model._base_manager.filter(**{f"{model.quotes}_sha256": ""}).exclude(**{model.quotes: {}})
        for owner in rows.values_list("partnership", flat=True):
            found[owner] += 1
    return found


def _quoting() -> list[Any]:
    return [model for model in apps.get_models() if issubclass(model, Historic) and model.quotes]
