"""How a record changes: by a verb, in one transaction with its event, refused where someone changed it meanwhile."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction

from partnerships.directions import unturned
from partnerships.letter_gate import letter_of


class StaleEdit(Exception):
    """Somebody else saved this record after it was read."""


class NotPossible(Exception):
    """A verb that does not fit where the record stands; the message says what to do."""


def told(record: "Historic", name: str) -> Any:
    """A field's value as the history keeps it: JSON, dates in ISO form, references with their name."""
    field = record._meta.get_field(name)
    if isinstance(field, models.ForeignKey):
        target = getattr(record, name)
        if target is None:
            return None
        return {"id": target.pk, "name": (target.email if name in record.told_by_address else str(target))[:300]}
    value = getattr(record, name)
    if isinstance(value, models.fields.files.FieldFile):
        return value.name
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, dt.date | dt.datetime) else value


class Historic(models.Model):
    """A record whose every change is an event. `version` counts its changes; `recorded_fields` are what is told.

    `told_by_address`: references to people that a partnership knows by their e-mail address until they come.
    `told_first`: what a history tells of a new record beside its name.
    `beside_its_letter`: references to records that may hang on another letter, told only to who can see that one.
    `may_be_taken_out`: fields that people write in freely, out of which goes what identifies a child
    (partnerships.expunging); `called_by`: those of them that its name is made of; `goes_along`: by such a field, others
    that say something of it, and what they become. `quotes`: a field that holds, as data,
    what other records said; its seal is that field's name with `_sha256`.
    """

    version = models.PositiveIntegerField(default=1, editable=False)

    recorded_fields: ClassVar[Sequence[str]] = ()
    told_by_address: ClassVar[Sequence[str]] = ()
    told_first: ClassVar[Sequence[str]] = ()
    beside_its_letter: ClassVar[Sequence[str]] = ()
    may_be_taken_out: ClassVar[Sequence[str]] = ()
    called_by: ClassVar[Sequence[str]] = ()
    goes_along: ClassVar[Mapping[str, Mapping[str, Any]]] = {}
    quotes: ClassVar[str] = ""

    class Meta:
        abstract = True

    @property
    def history_partnership_id(self) -> int | None:
        """Whose chain tells of this record; None for the installation's own."""
        return getattr(self, "partnership_id", None)

    @property
    def history_key(self) -> str:
        """What it is in an address that asks about it, such as "actions.action:12"."""
        return f"{self._meta.label_lower}:{self.pk}"

    def told_now(self) -> dict[str, Any]:
        """The recorded fields as the history keeps them."""
        return {name: told(self, name) for name in self.recorded_fields}

    def settle(self) -> None:
        """Derives what follows from other fields, before the record is written."""

    def follow(self, before: Self, verb: str) -> None:
        """Derives what follows from how the record stood before `verb`."""

    def not_as_given_out(self, told: dict[str, Any]) -> list[str]:
        """Of what `quotes` others: what is not as it was given out, by what the history tells of its fields."""
        return []

    def must_share_partnership(self, *names: str) -> None:
        """Nothing refers to another partnership's records."""
        owner = getattr(self, "partnership", None)  # a form checks before all is chosen
        for name in names:
            target = getattr(self, name, None)
            if owner and target and target.partnership_id != owner.pk:
                whose = f"“{target}” belongs to {target.partnership}."
                raise ValidationError({name: f"{whose} Choose one of the same partnership: {owner}."})

    @transaction.atomic
    def enter(self, actor: Any, verb: str = "entered") -> Self:
        """Writes a new record with its first event."""
        return self.enter_all(actor, [self], verb)[0]

    @classmethod
    @transaction.atomic
    def enter_all(cls, actor: Any, records: Iterable[Self], verb: str = "entered") -> list[Self]:
        """Writes new records of one partnership with their first events."""
        records = list(records)
        for record in records:
            record._unturn()
            record.settle()
        cls._base_manager.bulk_create(records)
        if records:
            events = [record.event(verb, {n: [None, v] for n, v in record.told_now().items()}) for record in records]
            _append(records[0].history_partnership_id, actor, events)
        return records

    @transaction.atomic
    def change(self, actor: Any, verb: str = "changed", **values: Any) -> bool:
        """Sets `values`, writes what differs and its event; False where nothing differs. Raises StaleEdit."""
        for name, value in values.items():
            setattr(self, name, value)
        return self.write(actor, verb)

    @transaction.atomic
    def write(self, actor: Any, verb: str = "changed") -> bool:
        """Writes what was set on this record since it was read, with its event. Raises StaleEdit."""
        self._unturn()
        self.settle()
        before = type(self)._base_manager.select_for_update().get(pk=self.pk)
        if before.version != self.version:
            raise StaleEdit(f"Someone else changed “{self}” while you had it open.")
        self.follow(before, verb)
        self._lend_to(before)
        was = before.told_now()
        changes = {name: [was[name], now] for name, now in self.told_now().items() if was[name] != now}
        if not changes:
            return False
        self.version += 1
        self.save(update_fields=[*changes, *self.derived_fields(), "version"])
        _append(self.history_partnership_id, actor, [self.event(verb, changes)])
        return True

    def _unturn(self) -> None:
        for name in self.recorded_fields:
            said = self.__dict__.get(name)
            if (left := unturned(said)) != said:
                setattr(self, name, left)

    def _lend_to(self, before: Self) -> None:
        """What it refers to and is fetched already need not be fetched again, to be named."""
        for field in self._meta.concrete_fields:
            same = getattr(self, field.attname) == getattr(before, field.attname)
            if same and isinstance(field, models.ForeignKey) and field.is_cached(self):
                field.set_cached_value(before, field.get_cached_value(self))

    def derived_fields(self) -> Sequence[str]:
        """Fields that `settle` sets and that the history need not tell."""
        return ()

    def event(self, verb: str, changes: dict[str, list[Any]]) -> Any:
        from partnerships.models import Event

        return Event(
            verb=verb,
            subject_type=self._meta.label_lower,
            subject_id=self.pk,
            subject_name=str(self)[:300],
            changes=changes,
            about_letter=letter_of(self),
        )


def _append(partnership_id: int | None, actor: Any, events: list[Any]) -> None:
    from partnerships.models import Event

    Event.objects.append(partnership_id, actor, events)
