"""A plan's rows on their way in: each checked, entered under the key that it had, and by nobody's verb."""

import secrets
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from partnerships.models import Chain, Event, Look, Partnership, User
from reporting.exchange.archive import Archive, Refused
from reporting.exchange.registry import Model, entry_of, fields_of, keeps_its_keys, secrets_of, staying
from reporting.exchange.values import from_json

AT_A_TIME = 500  # rows
TAKEN = (
    "This installation has other plans, and {kind} {key} is one of theirs. A plan keeps the keys of its records, "
    "because its history is sealed over them. Import it into an installation of its own."
)


class Arriving:
    """`people`: by the keys that they had, the keys that they have here. `rows` counts what came."""

    def __init__(self, archive: Archive, people: Mapping[int, int]) -> None:
        self.archive, self.people = archive, people
        self.partnership: int = archive.manifest["partnership"]
        self.rows: Counter[str] = Counter()
        self._keys: dict[str, set[int]] = defaultdict(set)
        self._wanted: dict[str, set[int]] = defaultdict(set)  # keys that something refers to

    def enter(self, model: Model) -> Iterator[models.Model]:
        """Writes the rows of one kind, and gives each as it is written."""
        label, found = model._meta.label_lower, self.archive.rows(entry_of(model))
        while some := list(islice(found, AT_A_TIME)):
            records = [self._record(model, row) for row in some]
            self._refuse_taken(model, records)
            _insert(model, records)
            self.rows[label] += len(records)
            yield from records
        if self.rows[label] != self.archive.manifest["models"][label].get("rows"):
            raise Refused(f"{entry_of(model)} has more or fewer rows than the file says. Make the file again.")

    def check(self) -> None:
        """Nothing refers to what did not come along: it could be another plan's."""
        for label, keys in self._wanted.items():
            if lost := sorted(keys - self._keys[label]):
                raise Refused(f"Something in this file refers to {label} {lost[0]}, which is not in it.")

    def _record(self, model: Model, row: Any) -> models.Model:
        fields = fields_of(model)
        if not isinstance(row, dict) or row.keys() != {field.name for field in fields}:
            raise Refused(f"{entry_of(model)} has a row that is none of its kind. Make the file again.")
        values = {field.attname: self._value(model, field, row[field.name]) for field in fields if not _made_up(field)}
        if model is Event:
            self._seal(values, row)
        if model is Look and row["subject_type"] == User._meta.label_lower:
            values["subject_id"] = self.people.get(row["subject_id"])
        if keeps_its_keys(model):
            self._keys[model._meta.label_lower].add(values["id"])
        else:
            values["id"] = None
        return model(**values, **{one.attname: _another(one) for one in secrets_of(model)})

    def _value(self, model: Model, field: Any, said: Any) -> Any:
        try:
            value = from_json(field, said)
        except (ValidationError, ValueError, TypeError, OverflowError) as wrong:
            told = "; ".join(wrong.messages) if isinstance(wrong, ValidationError) else str(wrong)
            raise Refused(f"{entry_of(model)}, {field.name}: {told}") from None
        if field.primary_key and type(value) is not int:
            raise Refused(f"{entry_of(model)} has a row without a key. Make the file again.")
        return self._key(field, value) if field.is_relation and value is not None else value

    def _key(self, field: Any, key: Any) -> int:
        """What a reference leads to here."""
        target: Model = field.related_model
        if target is User:
            if key not in self.people:
                raise Refused(f"people.json lacks person {key}, whom a record names.")
            return self.people[key]
        if target is Partnership and key != self.partnership:
            raise Refused(f"A record in this file belongs to partnership {key}, and the file to {self.partnership}.")
        self._wanted[target._meta.label_lower].add(key)
        return int(key)

    def _seal(self, values: dict[str, Any], row: dict[str, Any]) -> None:
        """An event keeps the key of who did it as it was sealed; what it tells of came along, too."""
        both = [values["changes"]] if not isinstance(values["changes"], dict) else values["changes"].values()
        if any(not isinstance(one, list) or len(one) != 2 for one in both):
            raise Refused(
                f"{entry_of(Event)} has an event that does not say what was and what is. Make the file again."
            )
        sealed = row["actor"] if row["sealed_actor"] is None else row["sealed_actor"]
        values["sealed_actor"] = None if sealed == values["actor_id"] else sealed
        if row["subject_type"] not in (Chain._meta.label_lower, *staying()):
            self._wanted[str(row["subject_type"])].add(values["subject_id"])
        if values["about_letter"]:
            self._wanted["findings.letter"].add(values["about_letter"])

    def _refuse_taken(self, model: Model, records: list[Any]) -> None:
        keys = [record.pk for record in records if record.pk is not None]
        if taken := model._base_manager.filter(pk__in=keys).order_by("pk").first():
            raise Refused(TAKEN.format(kind=model._meta.verbose_name, key=taken.pk))


def _insert(model: Model, records: list[Any]) -> None:
    """As they are: a time that is set by itself when a record is new stays what it was, too."""
    if any(getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False) for field in fields_of(model)):
        for record in records:
            record.save_base(raw=True, force_insert=True)
    else:
        model._base_manager.bulk_create(records)


def _made_up(field: Any) -> bool:
    """Whether the database makes it of other fields."""
    return bool(getattr(field, "generated", False))


def _another(field: Any) -> Any:
    """In the place of a secret that did not come along: nothing, or one that nobody knows."""
    if field.null:
        return None
    if isinstance(field, models.UUIDField):
        return uuid.uuid4()
    return secrets.token_hex(32)[: field.max_length]
