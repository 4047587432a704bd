"""`python manage.py check_history`: proves that nobody has changed the history past the program."""

import sys
from collections import defaultdict
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from partnerships.history import Historic
from partnerships.models import Event, Partnership

NAMED = 5  # rows that a line names at most


class Command(BaseCommand):
    help = "Checks each partnership's history: exit 1 where an event was changed, removed or put in."

    def handle(self, **_: Any) -> None:
        untold = rows_untold()
        broken = 0
        for partnership in (None, *Partnership.objects.all()):
            whose = partnership.pk if partnership else None
            wrong = what_is_wrong(Event.objects.broken_at(whose), untold[whose])
            broken += bool(wrong)
            events = Event.objects.filter(partnership=whose)
            count, lost = events.count(), events.exclude(expunged_at=None).count()
            whole = f"whole, {count} event{'' if count == 1 else 's'}"
            whole += f", words taken out of {lost}" if lost else ""
            self.stdout.write(f"{partnership or 'The installation'}: {wrong or whole}.")
        if broken:
            sys.exit(1)


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
