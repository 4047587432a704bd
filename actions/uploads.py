"""Uploaded files between upload and import: in a private folder, known to one session alone.

The session holds, on a shelf for each kind of file, which of them wait under which random key; what a form or an
address says is only ever looked up there.
Beside a file lies what was made of it: what importing it would do, and pictures of its pages. What is not imported goes
when its person signs out, and with the next upload or the nightly `manage.py forget_uploads` after a day.
"""

import secrets
import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from findings.reading.limits import Limits

LETTERS, BOOKS = "waiting_letters", "waiting_books"  # shelves: what letters are read from; rows and columns
SHELVES = (LETTERS, BOOKS)
KEPT_SECONDS = 24 * 60 * 60
NO_LONGER = "It no longer waits. If it is not among the letters, choose it again."


@dataclass(frozen=True)
class Waiting:
    """One uploaded file. `refusal` says why it was not even kept; then, and once it is `done`, `path` is None.

    `done` is the key of the letter that it became, or of what it was for.
    """

    name: str
    path: Path | None
    refusal: str = ""
    done: int | None = None

    def beside(self, what: str) -> Path:
        """Where something made of the file lies, such as "page-3.png"."""
        if self.path is None:
            raise FileNotFoundError(self.name)
        return self.path.with_name(f"{self.path.name}-{what}")

    def put_beside(self, what: str, data: bytes) -> None:
        _write(self.beside(what), [data])


def keep(session: SessionBase, files: Iterable[UploadedFile], shelf: str = LETTERS) -> str:
    """Puts the files away and gives the key under which this session finds them."""
    sweep(time.time())
    key = secrets.token_urlsafe(24)
    folder = _folder() / key
    folder.mkdir(mode=0o700, parents=True)
    told = []
    for number, file in enumerate(files):
        refusal = Limits(megabytes=settings.LETTER_MAX_MEGABYTES).too_large(file.size or 0)
        if not refusal:
            _write(folder / str(number), file.chunks())
        told.append([file.name or "letter", refusal, None])
    session[shelf] = {**session.get(shelf, {}), key: told}
    return key


def found(session: SessionBase, key: str, shelf: str = LETTERS) -> list[Waiting]:
    """The files that wait under `key`; none where this session has no such key or they are gone."""
    folder = _folder() / key
    told = session.get(shelf, {}).get(key, [])
    if not told or not folder.is_dir():
        return []
    return [_waiting(folder / str(number), *one) for number, one in enumerate(told)]


def _waiting(path: Path, name: str, refusal: str, became: int | None) -> Waiting:
    """Two answers at once can forget what the other noted in the session: a file that is gone no longer waits."""
    if not (refusal or became or path.exists()):
        refusal = NO_LONGER
    return Waiting(name, None if refusal or became else path, refusal, became)


def refuse(session: SessionBase, key: str, number: int, why: str) -> None:
    """Says why the file cannot be imported, where it cannot."""
    waiting = session.get(LETTERS, {})
    if why:
        waiting[key][number][1] = why
        session[LETTERS] = waiting


def done(session: SessionBase, key: str, number: int, became: int, shelf: str = LETTERS) -> None:
    """The file has become what has the key `became`: its bytes go, and its name stays in the list until the others
    are done too."""
    waiting = session.get(shelf, {})
    name, refusal, *_ = waiting[key][number]
    waiting[key][number] = [name, refusal, became]
    session[shelf] = waiting
    for path in (_folder() / key).glob(f"{number}*"):
        if path.name.split("-")[0] == str(number):
            path.unlink(missing_ok=True)


def drop(session: SessionBase, key: str, shelf: str = LETTERS) -> None:
    waiting = session.get(shelf, {})
    if waiting.pop(key, None) is not None:
        shutil.rmtree(_folder() / key, ignore_errors=True)
        session[shelf] = waiting


def forget_session(request: HttpRequest, **_: object) -> None:
    """Receives Django's user_logged_out: what a person leaves behind would be found by no session any more."""
    for shelf in SHELVES:
        for key in list(request.session.get(shelf, {})):
            drop(request.session, key, shelf)


def sweep(now: float) -> None:
    """Removes what nobody came back for within a day; `now` in seconds since 1970."""
    for folder in left_behind(now):
        shutil.rmtree(folder, ignore_errors=True)


def left_behind(now: float) -> list[Path]:
    """The folders that were put away more than a day ago; another sweep may be faster."""
    folders = _folder().iterdir() if _folder().is_dir() else ()
    return [folder for folder in folders if now - _put_away(folder, now) > KEPT_SECONDS]


def _put_away(folder: Path, now: float) -> float:
    try:
        return folder.stat().st_mtime
    except FileNotFoundError:
        return now


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "waiting"


def _write(path: Path, chunks: Iterable[bytes]) -> None:
    path.touch(mode=0o600)
    with path.open("wb") as kept:
        kept.writelines(chunks)
