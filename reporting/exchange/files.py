"""The files that the plan's records keep: letters, evidence, statements as they were sent."""

import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Any

from django.db import models

from partnerships.csv_rows import csv_lines
from partnerships.sealing import TAKEN_OUT
from reporting.exchange.naming import safe_ending

CHUNK = 256 * 1024  # bytes
IN_MEMORY = 1024 * 1024  # bytes of one file; a larger one waits on the disk


@dataclass(frozen=True)
class Kept:
    """A file of a record: `stored` is its name in the store, `name` its own."""

    field: Any
    stored: str
    name: str
    of: str  # the record, such as "actions.evidence 12"


@dataclass(frozen=True)
class Copy:
    """Its bytes, to be read from the start, and their SHA-256."""

    content: IO[bytes]
    sha256: str
    size: int

    def chunks(self) -> Iterator[bytes]:
        self.content.seek(0)
        while chunk := self.content.read(CHUNK):
            yield chunk


def file_fields(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if isinstance(field, models.FileField)]


def kept_by(model: type[models.Model], row: dict[str, Any]) -> Iterator[Kept]:
    """Of a row's values by the names of its fields; not what was taken out."""
    for field in file_fields(model):
        stored = row[field.name]
        if stored and stored != TAKEN_OUT:
            name = row.get("name") or PurePosixPath(stored).name
            yield Kept(field, stored, name, f"{model._meta.label_lower} {row[model._meta.pk.name]}")


@contextmanager
def copied(kept: Kept) -> Iterator[Copy | None]:
    """The file as it is in the store; None where it is not there or the store does not give it."""
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as copy:
        digest, size = hashlib.sha256(), 0
        try:
            with kept.field.storage.open(kept.stored, "rb") as file:
                while chunk := file.read(CHUNK):
                    digest.update(chunk)
                    size += copy.write(chunk)
        except OSError:
            yield None
            return
        yield Copy(copy, digest.hexdigest(), size)


class FileIndex:
    """Which file is where: `where` by its hash, `rows` for each record's own."""

    def __init__(self) -> None:
        self.where: dict[str, str] = {}
        self.rows: list[dict[str, Any]] = []

    def add(self, kept: Kept, copy: Copy) -> bool:
        """Whether its bytes are new, and have to be written at where[sha256]."""
        new = copy.sha256 not in self.where
        name = self.where.setdefault(copy.sha256, f"files/{copy.sha256}{safe_ending(kept.name)}")
        told = {"sha256": copy.sha256, "entry": name, "name": kept.name, "size": copy.size}
        self.rows.append({**told, "record": kept.of, "stored": kept.stored})
        return new

    def sheet(self, marking: Sequence[str]) -> Iterator[str]:
        head = ("SHA-256", "In this file", "Its own name", "Bytes", "Record", "Name in the store")
        return csv_lines([*([line] for line in marking), [], head, *(tuple(row.values()) for row in self.rows)])
