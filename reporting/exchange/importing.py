"""A partnership's plan out of a zip, into an installation that has nothing of it: docs/decisions/exchange.md.

Every row keeps its key, because the history is sealed over them; people are found or entered by their address.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction

from partnerships.checking import rows_untold, what_is_wrong
from partnerships.models import Chain, Event, Partnership, User
from partnerships.sealing import ACTORS, IMPORTED
from reporting.exchange import people
from reporting.exchange.archive import Archive, Refused
from reporting.exchange.registry import fields_of, leaving
from reporting.exchange.rows_in import TAKEN, Arriving
from reporting.exchange.storing import Store

SAME_VERSION = (
    "This file was made by {}, whose records have other fields than those here. Bring the installation that made it "
    "and this one to the same version, and make the file again."
)
NOT_WHOLE = "This file is not the whole plan, so its history cannot be proved. Ask an administrator for a whole one."


@dataclass
class Imported:
    """What came: rows by kind, files, how many people cannot sign in yet, and those who can already."""

    partnership: Partnership
    rows: Counter[str] = field(default_factory=Counter)
    files: int = 0
    new: int = 0
    known: list[User] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def in_words(self) -> str:
        events = self.rows[Event._meta.label_lower]
        return f"{self.rows.total() - events:,} records, {events:,} events, {self.files:,} files"


def import_plan(archive: Archive, actor: Any, sha256: str, dry_run: bool = False) -> Imported:
    """All of it or nothing. `sha256` is the zip's own. Raises Refused."""
    _check(archive.manifest)
    store = Store(archive)
    try:
        with transaction.atomic():
            imported = _bring(archive, store, actor, sha256)
            if dry_run:
                transaction.set_rollback(True)
            else:
                store.put()
    except BaseException as wrong:
        store.undo()
        if isinstance(wrong, DatabaseError | ValueError | OverflowError | OSError):
            raise Refused(f"What is in this file could not be kept: {wrong}.") from wrong
        raise
    return imported


def _check(manifest: dict[str, Any]) -> None:
    here = {model._meta.label_lower: [one.name for one in fields_of(model)] for model in leaving()}
    told = {label: one.get("fields") for label, one in manifest["models"].items() if isinstance(one, dict)}
    if told != here:
        raise Refused(SAME_VERSION.format(manifest["program"]))
    if not manifest["whole"]:
        raise Refused(NOT_WHOLE)
    if there := Partnership.objects.of_area(manifest["area"]).first():
        raise Refused(f"This installation has a plan for {there.area} already: {there}. Nothing is imported.")
    if taken := Partnership.objects.filter(pk=manifest["partnership"]).first():
        raise Refused(TAKEN.format(kind=taken._meta.verbose_name, key=taken.pk))


def _bring(archive: Archive, store: Store, actor: Any, sha256: str) -> Imported:
    coming = archive.text("people.json")
    if why := people.why_wrong(coming):
        raise Refused(f"people.json holds {why}.")
    keys, known = people.enter(coming, actor)
    arriving = Arriving(archive, keys)
    for model in leaving():
        for record in arriving.enter(model):
            store.expect(record)
    arriving.check()
    store.check()
    partnership = Partnership.objects.get(pk=archive.manifest["partnership"])
    _say(partnership, actor, archive.manifest, sha256, keys)
    _prove(partnership)
    _go_on_counting()
    missing = [str(one) for one in archive.manifest["missing"]]
    return Imported(partnership, arriving.rows, len(store), len(coming) - len(known), known, missing)


def _say(partnership: Partnership, actor: Any, manifest: dict[str, Any], sha256: str, keys: dict[int, int]) -> None:
    """The last event of a history that came is that it came, and who has another key since."""
    moved = {str(was): now for was, now in keys.items() if was != now}
    told = {"file": sha256, "made_by": manifest["made_by"], "made_at": manifest["made_at"], ACTORS: moved}
    about = {"subject_type": Chain._meta.label_lower, "subject_id": partnership.pk, "subject_name": str(partnership)}
    changes = {name: [None, value] for name, value in told.items()}
    Event.objects.append(partnership.pk, actor, [Event(verb=IMPORTED, changes=changes, **about)])


def _prove(partnership: Partnership) -> None:
    wrong = what_is_wrong(Event.objects.broken_at(partnership.pk), rows_untold()[partnership.pk])
    if wrong:
        raise Refused(f"The history in this file is not whole: {wrong}. Make the file again where the plan is kept.")


def _go_on_counting() -> None:
    """PostgreSQL counts keys apart from the rows: the next record gets the next one."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(leaving())):
            cursor.execute(statement)
