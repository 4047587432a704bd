"""A plan's files on their way into the store: under the names that its records have, and gone again if it fails."""

import logging
import re
import tempfile
from typing import Any

from django.conf import settings
from django.core.files import File

from actions.file_types import Refused as Infected
from actions.virus_scan import scan
from partnerships.sealing import TAKEN_OUT
from reporting.exchange.archive import MEGABYTE, Archive, Refused
from reporting.exchange.files import IN_MEMORY, Kept, copied, file_fields

log = logging.getLogger(__name__)
STORED = re.compile(r"[a-z][a-z_-]{0,40}/(\d{1,18})/[A-Za-z0-9_-][A-Za-z0-9._-]{0,120}")


class Store:
    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.entries = self._index(archive.text("files/index.json"))
        self._wanted: dict[str, Any] = {}  # by its name in the store, the field that has it
        self._written: list[tuple[Any, str]] = []

    def __len__(self) -> int:
        return len(self._wanted)

    def expect(self, record: Any) -> None:
        """Notes the files that a record has. Each is in the zip, or the zip says that it was not to be had."""
        for field in file_fields(type(record)):
            stored = getattr(record, field.attname).name
            if not stored or stored == TAKEN_OUT:
                continue
            self._refuse_elsewhere(stored)
            if stored in self.entries:
                self._wanted[stored] = field
            elif stored not in self.archive.manifest["missing"]:
                raise Refused(f"The file “{stored}” of a record is missing. Copy or make the file again.")

    def check(self) -> None:
        if more := sorted(self.entries.keys() - self._wanted.keys()):
            raise Refused(f"This file holds “{more[0]}”, which no record has.")
        limit = max(settings.EVIDENCE_MAX_MEGABYTES, settings.LETTER_MAX_MEGABYTES, 100)
        for stored in self._wanted:
            if self.archive.size(self.entries[stored]) > limit * MEGABYTE:
                raise Refused(f"“{stored}” has more than {limit} MB. Raise EVIDENCE_MAX_MEGABYTES to take it.")

    def put(self) -> int:
        for stored, field in self._wanted.items():
            with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as copy:
                copy.writelines(self.archive.chunks(self.entries[stored]))
                copy.seek(0)
                self._scan(stored, copy)
                self._put(stored, field, copy)
        return len(self)

    def undo(self) -> None:
        """Nothing is kept of a plan that did not come whole."""
        for storage, name in self._written:
            try:
                storage.delete(name)
            except OSError:
                log.exception("The file %s of a plan that was not imported could not be removed.", name)

    def _put(self, stored: str, field: Any, copy: Any) -> None:
        """A file that is there already is left, where it has the same bytes: an earlier import, perhaps."""
        if field.storage.exists(stored):
            with copied(Kept(field, stored, stored, "")) as there:
                if there is None or there.sha256 != self.archive.manifest["entries"][self.entries[stored]]:
                    raise Refused(f"The store has another file under the name “{stored}”. Move it away first.")
            return
        name = field.storage.save(stored, File(copy, stored))
        self._written.append((field.storage, name))
        if name != stored:
            raise Refused(f"The store kept “{stored}” under another name. Import again when nobody else does.")

    def _scan(self, stored: str, copy: Any) -> None:
        if settings.CLAMAV_SOCKET:
            try:
                scan(copy.read(), settings.CLAMAV_SOCKET)
            except Infected as found:
                raise Refused(f"“{stored}”: {found}") from None
            copy.seek(0)

    def _refuse_elsewhere(self, stored: str) -> None:
        """A name leads into this plan's own folders and nowhere else."""
        found = STORED.fullmatch(stored)
        if not found or int(found[1]) != self.archive.manifest["partnership"] or ".." in stored:
            raise Refused(f"“{stored[:200]}” is no name of a file of this plan.")

    def _index(self, rows: Any) -> dict[str, str]:
        """By its name in the store, the entry that holds it."""
        entries = self.archive.manifest["entries"]
        try:
            found = {row["stored"]: row["entry"] for row in rows}
            wrong = [row for row in rows if entries[row["entry"]] != row["sha256"]]
        except (TypeError, KeyError):
            raise Refused("files/index.json cannot be read. Make the file again.") from None
        if wrong:
            raise Refused("files/index.json names other files than those in this zip. Make the file again.")
        return found
