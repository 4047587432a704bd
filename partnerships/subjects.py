"""What an event or a look is about: its kind in words, and the page of the thing where there is one."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import Case, CharField, F, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst

from partnerships.history import Historic

Thing = tuple[str, int]  # kind of record as its model's label, key

OWN_PAGES = {
    "actions.action": "action",
    "actions.challenge": "challenge",
    "findings.finding": "finding",
    "findings.letter": "letter",
    "reporting.statement": "statement",
    "reporting.updaterequest": "update_request",
    "reporting.version": "statement_version",
    "reporting.meeting": "meeting",
    "reporting.papers": "papers",
}
PARENTS = (  # a record's field, the parent's page
    *(("action", "action"), ("finding", "finding"), ("statement", "statement"), ("letter", "letter")),
)


def kinds() -> list[tuple[str, str]]:
    """Every kind of record that has a history: its label and its name, in the alphabet's order."""
    models = (model for model in apps.get_models() if issubclass(model, Historic))
    return sorted(((m._meta.label_lower, kind_in_words(m._meta.label_lower)) for m in models), key=lambda kind: kind[1])


def kind_in_words(label: str) -> str:
    try:
        return capfirst(str(apps.get_model(label)._meta.verbose_name))
    except (LookupError, ValueError):  # told before the kind went, or a page without a record
        return capfirst(label.rpartition(".")[2])


def addresses(things: Iterable[Thing]) -> dict[Thing, str]:
    """Where each thing is shown: on its own page or on that of what it belongs to. One query at most."""
    wanted: dict[str, set[int]] = {}
    for label, key in things:
        wanted.setdefault(label, set()).add(key)
    found = {(label, key): (page, key) for label, page in OWN_PAGES.items() for key in wanted.pop(label, ())}
    parts = [part for label, keys in wanted.items() if (part := _parents(label, keys)) is not None]
    if parts:
        for label, key, page, parent in parts[0].union(*parts[1:], all=True):
            found[label, key] = (page, parent)
    return {thing: _address(*page) for thing, page in found.items() if page[1]}


def _parents(label: str, keys: set[int]) -> QuerySet[Any, Any] | None:
    """Rows of label, key, name of the page, key of what the page shows."""
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return None
    names = {field.name for field in model._meta.get_fields()}
    parents = [(name, page) for name, page in PARENTS if name in names]
    if not parents:
        return None
    page = Case(*(When(**{f"{name}__isnull": False}, then=Value(page)) for name, page in parents), default=Value(""))
    keys_of = [F(f"{name}_id") for name, _ in parents]
    parent = Coalesce(*keys_of) if len(keys_of) > 1 else keys_of[0]  # an opinion on no action is on its finding
    told = {"of_kind": Value(label, CharField()), "page": page, "parent": parent}
    rows = model._base_manager.filter(pk__in=keys).order_by().annotate(**told)
    return rows.values_list("of_kind", "pk", "page", "parent")


def _address(page: str, key: int) -> str:
    try:
        return reverse(page, args=[key])
    except NoReverseMatch:
        return ""
