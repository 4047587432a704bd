"""What an agency has not cleared yet: until then its own people see it, who wrote it, and who runs the plan.

So with all that hangs on such an update, evidence above all, and with what the history tells of it.
"""

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from django.apps import apps
from django.db import models

from partnerships.hanging import paths_to

if TYPE_CHECKING:
    from partnerships.gates import Hats

UPDATE = "actions.Update"
Rows = TypeVar("Rows", bound=models.QuerySet[Any])


def without_drafts(rows: Rows, hats: "Hats | None" = None) -> Rows:
    """`rows` without those that are, hang on or tell of a draft that who wears these hats does not see.

    Of no draft at all where it is nobody in particular.
    """
    if hats and hats.run_all:
        return rows
    kind: type[models.Model] = rows.model
    for path in paths_to(kind, UPDATE):
        rows = rows.exclude(**{f"{path}__in": _hidden(hats)})
    if hasattr(kind, "subject_type"):
        for model, path in _hanging():
            theirs = model._base_manager.filter(**{f"{path}__in": _hidden(hats)}).values("pk")
            rows = rows.exclude(subject_type=model._meta.label_lower, subject_id__in=theirs)
    return rows


def _hidden(hats: "Hats | None") -> Any:
    updates: Any = apps.get_model(UPDATE)._default_manager
    return updates.hidden_from(hats).values("pk")


@cache
def _hanging() -> tuple[tuple[type[models.Model], str], ...]:
    return tuple((model, path) for model in apps.get_models() for path in paths_to(model, UPDATE))
