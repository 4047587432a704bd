"""What of the database leaves with a partnership's plan: found by what refers to a partnership, and not declared.

A model says `stays_here` (why) where its rows are of use in this installation alone, and names in `never_leaves` the
fields that are somebody's secret; those that are called a token, secret or password stay in any case.
"""

import re
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models

from partnerships.hanging import paths_to
from partnerships.letter_gate import hidden_letters, paths_to_letter
from partnerships.models import Event, Partnership, User

ROOMS = ("partnerships", "findings", "actions", "reporting")
SECRET = re.compile("token|secret|password")
Model = type[models.Model]


@cache
def ours() -> tuple[Model, ...]:
    """Every model of this program, those between two others included."""
    found = (model for room in ROOMS for model in apps.get_app_config(room).get_models(include_auto_created=True))
    return tuple(sorted(found, key=lambda model: model._meta.label_lower))


@cache
def leaving() -> tuple[Model, ...]:
    """Those whose rows belong to a partnership, the history among them. People go along with what names them."""
    return tuple(model for model in ours() if why_it_stays(model) == "")


@cache
def staying() -> frozenset[str]:
    """The labels of those that say `stays_here`: the history can tell of rows that do not come along."""
    return frozenset(model._meta.label_lower for model in ours() if getattr(model, "stays_here", ""))


def why_it_stays(model: Model) -> str:
    """In words; empty where it leaves."""
    if said := getattr(model, "stays_here", ""):
        return str(said)
    if model is User:
        return "people leave by their address and name alone"
    return "" if paths_to(model, Partnership._meta.label) else "it belongs to no partnership"


def entry_of(model: Model) -> str:
    """Where its rows stand in the zip: the history on its own, a line an event; the others as an array each."""
    return "history.jsonl" if model is Event else f"data/{model._meta.label_lower}.json"


def rows_of(model: Model, partnership: Partnership, user: Any = None) -> models.QuerySet[Any]:
    """The partnership's rows, in a settled order: those that `user` can see; None: all."""
    found: Any = model._default_manager.all()
    if user is not None and hasattr(found, "visible_to"):
        found = found.visible_to(user)
    elif user is not None and not user.is_administrator:
        for path in paths_to_letter(model):  # of those between two others
            found = found.exclude(**{f"{path}__in": hidden_letters(user)})
    order = "sequence" if model is Event else "pk"
    rows: models.QuerySet[Any] = found.filter(**{paths_to(model, Partnership._meta.label)[0]: partnership.pk})
    return rows.order_by(order)


@cache
def fields_of(model: Model) -> tuple[models.Field, ...]:
    """All of its fields but secrets."""
    return tuple(field for field in model._meta.concrete_fields if field not in secrets_of(model))


@cache
def secrets_of(model: Model) -> tuple[models.Field, ...]:
    named = getattr(model, "never_leaves", ())
    return tuple(one for one in model._meta.concrete_fields if one.name in named or SECRET.search(one.name))


def keeps_its_keys(model: Model) -> bool:
    """Not where the table has rows of the installation's own, too: nothing refers to those by their keys."""
    return not any(field.null for field in model._meta.concrete_fields if field.name == "partnership")
