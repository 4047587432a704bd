"""How records of one kind hang on another: by any chain of foreign keys, found here and not declared."""

from functools import cache

from django.apps import apps
from django.db import models


@cache
def paths_to(model: type[models.Model], label: str) -> tuple[str, ...]:
    """The lookups from `model` to the keys of the records of `label` that it hangs on; none where it hangs on none."""
    return _paths(model, apps.get_model(label), ())


def _paths(
    model: type[models.Model], target: type[models.Model], seen: tuple[type[models.Model], ...]
) -> tuple[str, ...]:
    if model is target:
        return ("pk",)
    links = [field for field in model._meta.concrete_fields if field.is_relation and field.related_model]
    direct = tuple(str(field.attname) for field in links if field.related_model is target)
    if direct:
        return direct
    seen = (*seen, model)
    nexts = [(field.name, field.related_model) for field in links if field.related_model not in seen]
    return tuple(f"{name}__{path}" for name, one in nexts for path in _paths(one, target, seen))  # type: ignore[arg-type]
