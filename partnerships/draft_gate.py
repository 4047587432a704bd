"""What an agency has not cleared yet: until then its own people see it, who wrote it, and who runs the plan.

So with all that hangs on such an update, evidence above all, and with what the history tells of it.
"""

import datetime as dt
from functools import cache
from typing import Any, TypeVar

from django.apps import apps
from django.db import models

from partnerships.hanging import paths_to

UPDATE = "actions.Update"
Rows = TypeVar("Rows", bound=models.QuerySet[Any])


def without_drafts(rows: Rows, user: Any, today: dt.date) -> Rows:
    """`rows` without those that are, hang on or tell of a draft that `user` does not see."""
    kind: type[models.Model] = rows.model
    for path in paths_to(kind, UPDATE):
        rows = rows.exclude(**{f"{path}__in": _hidden(user, today)})
    if hasattr(kind, "subject_type"):
        for model, path in _hanging():
            theirs = model._base_manager.filter(**{f"{path}__in": _hidden(user, today)}).values("pk")
            rows = rows.exclude(subject_type=model._meta.label_lower, subject_id__in=theirs)
    return rows


def _hidden(user: Any, today: dt.date) -> Any:
    updates: Any = apps.get_model(UPDATE)._default_manager
    return updates.hidden_from(user, today).values("pk")


@cache
def _hanging() -> tuple[tuple[type[models.Model], str], ...]:
    return tuple((model, path) for model in apps.get_models() for path in paths_to(model, UPDATE))
