"""Which records hang on a letter: until it is published they stay with the people who are named as its readers.

They are found by their foreign keys and not declared: a new model that refers to an action is gated from its first day.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef

from partnerships.hanging import paths_to

LETTER = "findings.Letter"


def paths_to_letter(model: type[models.Model]) -> tuple[str, ...]:
    """The lookups from `model` to the keys of its letters; none for what belongs to no letter, such as an agency."""
    return tuple(getattr(model, "letter_paths", ())) or paths_to(model, LETTER)


def letter_of(record: models.Model) -> int | None:
    """The key of the letter that `record` hangs on; of several, one that is not published yet."""
    keys = {key for path in paths_to_letter(type(record)) for key in _follow(record, path)} - {None}
    if len(keys) > 1:
        found: int = _letters().filter(pk__in=keys).order_by("-embargoed").values_list("pk", flat=True)[0]
        return found
    return keys.pop() if keys else None


def _follow(record: Any, path: str) -> Iterable[int | None]:
    for name in path.split("__"):
        record = getattr(record, name, None)
    return record.order_by().values_list("pk", flat=True) if isinstance(record, models.Manager) else (record,)


def letters_hidden_from(user: Any) -> Any:
    """Those, not published yet, that do not name `user` as a reader."""
    return _letters().hidden_from(user)


def hidden_letters(user: Any) -> Any:
    """Their keys."""
    return letters_hidden_from(user).values("pk")


def came_with(model: type[models.Model], letters: Any) -> Any:
    """The keys of what one of `letters` brought while it was held back, and that was not published since, by the
    history: an agency, or a person, that nobody knew here."""
    events = apps.get_model("partnerships.Event")._base_manager
    of_letter = events.filter(subject_type=LETTER.lower(), subject_id=OuterRef("about_letter"))
    held = of_letter.filter(changes__embargoed=[False, True], sequence__lt=OuterRef("sequence"))
    published = of_letter.filter(changes__embargoed=[True, False], sequence__gt=OuterRef("sequence"))
    theirs = events.filter(subject_type=model._meta.label_lower)
    before = theirs.filter(subject_id=OuterRef("subject_id"), sequence__lt=OuterRef("sequence"))
    first = theirs.filter(~Exists(before), about_letter__in=letters.values("pk"))
    return first.filter(Exists(held), ~Exists(published)).values("subject_id")


def named_beside(model: type[models.Model], letters: Any) -> models.Q:
    """Those of `model` that something names which hangs on another letter than `letters`."""
    named = models.Q()
    for relation in model._meta.related_objects:
        other: Any = relation.related_model
        if relation.one_to_many and (paths := paths_to_letter(other)):
            hidden = models.Q(*((f"{path}__in", letters.values("pk")) for path in paths), _connector=models.Q.OR)
            rows = other._base_manager.exclude(hidden).filter(**{f"{relation.field.name}__isnull": False})
            named |= models.Q(pk__in=rows.values(relation.field.attname))
    return named


def hidden_beside(user: Any) -> frozenset[tuple[str, int]]:
    """Kind and key of what `user` cannot see, of the kinds that a record of another letter may name."""
    if user.is_administrator:
        return frozenset()
    found: set[tuple[str, int]] = set()
    for model in _named():
        rows = model._base_manager.filter(**{f"{paths_to_letter(model)[0]}__in": hidden_letters(user)})
        found |= {(model._meta.label_lower, key) for key in rows.values_list("pk", flat=True)}
    return frozenset(found)


@cache
def _named() -> frozenset[type[models.Model]]:
    """The kinds that some record names in `beside_its_letter`."""
    fields = ((model, name) for model in apps.get_models() for name in getattr(model, "beside_its_letter", ()))
    return frozenset(model._meta.get_field(name).related_model for model, name in fields)  # type: ignore[misc]


def _letters() -> Any:
    return apps.get_model(LETTER)._default_manager
