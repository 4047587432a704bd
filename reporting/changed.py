"""When a record last changed in any way: its newest event's time."""

from typing import Any

from django.db.models import OuterRef, Subquery

from partnerships.models import Event


def with_changed_at(rows: Any) -> Any:
    """Adds `changed_at`."""
    told = Event.objects.filter(subject_type=rows.model._meta.label_lower, subject_id=OuterRef("pk"))
    return rows.annotate(changed_at=Subquery(told.order_by("-sequence").values("at")[:1]))
