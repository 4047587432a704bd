"""A file of rows and columns between upload and import: known to one session alone, with what was made of it beside it.

It waits and is swept as letters are (actions.uploads), on a shelf of its own.
"""

import json
from dataclasses import dataclass
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.core.files.uploadedfile import UploadedFile

from actions import uploads
from actions.uploads import BOOKS, Waiting
from reporting.spreadsheets.reading.book import Book, as_record, from_record

GONE = "This file no longer waits: it is kept for a day, and until you sign out. Choose it again."


@dataclass(frozen=True)
class WaitingBook:
    key: str
    file: Waiting

    @property
    def name(self) -> str:
        return self.file.name

    @property
    def is_done(self) -> bool:
        return self.file.done is not None

    @property
    def book(self) -> Book:
        return from_record(self.told("book"))

    def told(self, what: str) -> Any:
        """What was put beside the file under this name; None where nothing was. Raises FileNotFoundError once it is
        gone."""
        path = self.file.beside(f"{what}.json")
        return json.loads(path.read_bytes()) if path.exists() else None

    def tell(self, what: str, value: Any) -> None:
        self.file.put_beside(f"{what}.json", json.dumps(value).encode())


def keep(session: SessionBase, file: UploadedFile, book: Book, purpose: str) -> WaitingBook:
    key = uploads.keep(session, [file], BOOKS)
    [kept] = uploads.found(session, key, BOOKS)
    waiting = WaitingBook(key, kept)
    waiting.tell("purpose", purpose)
    waiting.tell("book", as_record(book))
    return waiting


def found(session: SessionBase, key: str, purpose: str) -> WaitingBook | None:
    """None where this session has no such file for that purpose, such as "return 12"."""
    files = uploads.found(session, key, BOOKS)
    if not files:
        return None
    waiting = WaitingBook(key, files[0])
    if waiting.is_done:
        return waiting
    if waiting.file.path is None or waiting.told("purpose") != purpose:
        return None
    return waiting


def done(session: SessionBase, waiting: WaitingBook, became: int) -> None:
    uploads.done(session, waiting.key, 0, became, BOOKS)


def drop(session: SessionBase, key: str) -> None:
    uploads.drop(session, key, BOOKS)
