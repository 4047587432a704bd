"""Whether a history is whole: its chain, and an event for each change of each row that it tells of."""

from collections import defaultdict

from django.apps import apps
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from partnerships.history import Historic
from partnerships.models import Event

NAMED = 5  # rows that a line names at most


def what_is_wrong(broken_at: int | None, untold: list[str]) -> str:
    """In words; empty where the history is whole."""
    if broken_at:
        return f"broken at event {broken_at}"
    names = ", ".join(untold[:NAMED]) + (" …" if len(untold) > NAMED else "")
    return f"broken, not every change has its event: {names}" if untold else ""


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
