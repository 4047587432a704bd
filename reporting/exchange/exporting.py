"""A partnership's plan as one zip: docs/decisions/exchange.md.

Its rows are read at once, in one state of the database; its files are added while the zip is on its way.
"""

import datetime as dt
import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import IO, Any

from partnerships.csv_rows import csv_lines
from partnerships.history_file import HEADINGS, history_rows
from partnerships.marking import marking_lines
from partnerships.models import Chain, Event, Partnership, User
from reporting.documents.pdf import NotMade
from reporting.exchange import people
from reporting.exchange.blanking import Blanking
from reporting.exchange.documents import documents
from reporting.exchange.files import CHUNK, FileIndex, Kept, copied, kept_by
from reporting.exchange.gathering import Model, Row, Sheet, as_array, as_lines
from reporting.exchange.manifest import Made, manifest
from reporting.exchange.naming import safe_name
from reporting.exchange.registry import entry_of, fields_of, leaving, rows_of
from reporting.exchange.snapshot import snapshot
from reporting.exchange.zip_stream import ZipStream
from reporting.statements.files import WRITE, as_file


class PlanExport:
    """`user` None: all of it, from the shell. Made by `gather`, then handed on by `chunks`, once."""

    def __init__(self, partnership: Partnership, user: Any, now: dt.datetime) -> None:
        self.partnership, self.user, self.now = partnership, user, now
        self.marking = marking_lines([partnership])
        self.rows: Counter[Model] = Counter()
        self.whole = True
        self.missing: list[str] = []
        self._zip = ZipStream(now)
        self._files: list[Kept] = []
        self._people: set[int] = set()
        self._gathered: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 (closed by `chunks`)

    @property
    def file_name(self) -> str:
        """With the marking first, such as "OFFICIAL-SENSITIVE Dorset plan 2018-10-16.zip"."""
        area = safe_name(self.partnership.area)
        return f"{self.marking[0]} {area} plan {self.now:%Y-%m-%d}{'' if self.whole else ' not whole'}.zip"

    @property
    def in_words(self) -> str:
        return f"{self.rows.total() - self.rows[Event]:,} records and {self.rows[Event]:,} events"

    def gather(self) -> "PlanExport":
        """Reads all rows and makes the documents; what can go wrong goes wrong here."""
        with snapshot():
            blanking = Blanking(self.user)
            for model in leaving():
                self._gathered.writelines(self._history(blanking) if model is Event else self._rows(model, blanking))
                if self.user is not None:
                    self.whole &= self.rows[model] == rows_of(model, self.partnership).count()
            told = list(people.told(self._people, self.partnership, self.now.date()))
            self._gathered.writelines(self._zip.entry("people.json", [_json(told)]))
            self._gathered.writelines(self._documents())
            self.chain = Chain.objects.filter(partnership=self.partnership).first()
        return self

    def chunks(self) -> Iterator[bytes]:
        with self._gathered as gathered:
            gathered.seek(0)
            yield from iter(lambda: gathered.read(CHUNK), b"")
        yield from self._add_files()
        yield from self._zip.entry("README.txt", [self._made().readme().encode()])
        told = manifest(self._made(), self.partnership, self.rows, self.chain, self._zip.sealed)
        yield from self._zip.entry("manifest.json", [_json(told)])
        yield self._zip.end()

    def _rows(self, model: Model, blanking: Blanking) -> Iterator[bytes]:
        """Each kind twice: as JSON, and as CSV under the marking."""
        name, rows = entry_of(model), rows_of(model, self.partnership, self.user)
        with tempfile.TemporaryFile() as file:
            file.writelines(line.encode() for line in csv_lines([*([line] for line in self.marking), []]))
            lines = as_array(rows, self._seen(model, blanking), Sheet(model, file))
            yield from self._zip.entry(name, lines)
            file.seek(0)
            yield from self._zip.entry(f"{name.removesuffix('.json')}.csv", iter(lambda: file.read(CHUNK), b""))

    def _history(self, blanking: Blanking) -> Iterator[bytes]:
        """Its events with their hashes, and in words."""
        events: Any = rows_of(Event, self.partnership, self.user)
        yield from self._zip.entry(entry_of(Event), as_lines(events, self._seen(Event, blanking)))
        head = [*([line] for line in self.marking), [], [*HEADINGS]]
        lines = csv_lines(chain(head, history_rows(events, blanking.hidden)))
        yield from self._zip.entry("history.csv", (line.encode() for line in lines))

    def _seen(self, model: Model, blanking: Blanking) -> Any:
        """Notes of each row what goes along with it."""
        references = [one.name for one in fields_of(model) if one.is_relation and one.related_model is User]
        self.rows[model] = 0

        def seen(row: Row) -> None:
            self.rows[model] += 1
            self._people.update(row[name] for name in references if row[name] is not None)
            self._files += kept_by(model, row)
            blanking.blank(model, row)

        return seen

    def _documents(self) -> Iterator[bytes]:
        for name, document in documents(self.partnership, self.user, self.now):
            for ending in WRITE:
                try:
                    content = as_file(document, ending)
                except NotMade as wrong:
                    self.missing.append(f"documents/{name(ending)}: {wrong}")
                else:
                    yield from self._zip.entry(f"documents/{name(ending)}", [content], packed=False)

    def _add_files(self) -> Iterator[bytes]:
        """Each content once, under its hash; then the index, which says what each was called."""
        index = FileIndex()
        for kept in self._files:
            with copied(kept) as copy:
                if copy is None:
                    self.missing.append(kept.stored)
                elif index.add(kept, copy):
                    yield from self._zip.entry(index.where[copy.sha256], copy.chunks(), packed=False)
        yield from self._zip.entry("files/index.json", [_json(index.rows)])
        yield from self._zip.entry("files/index.csv", (line.encode() for line in index.sheet(self.marking)))

    def _made(self) -> Made:
        who = str(self.user) if self.user is not None else "whoever runs the server"
        return Made(self.partnership.name, self.marking, who, self.now, self.whole, self.missing)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()
