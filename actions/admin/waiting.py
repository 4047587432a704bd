"""Uploaded letters between the preview and the confirmation: in a private folder, known to one session alone.

The session holds which files wait under which random key; what a form or an address says is only ever looked up there.
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

from findings.reading.limits import Limits

SESSION_KEY = "waiting_letters"
KEPT_SECONDS = 24 * 60 * 60


@dataclass(frozen=True)
class Waiting:
    """One uploaded file. `refusal` says why it was not even kept; then `path` is None."""

    name: str
    path: Path | None
    refusal: str = ""


def keep(session: SessionBase, files: Iterable[UploadedFile]) -> str:
    """Puts the files away and gives the key under which this session finds them."""
    sweep(time.time())
    key = secrets.token_urlsafe(24)
    folder = _folder() / key
    folder.mkdir(mode=0o700, parents=True)
    told = []
    for number, file in enumerate(files):
        refusal = Limits(megabytes=settings.LETTER_MAX_MEGABYTES).too_large(file.size or 0)
        if not refusal:
            _write(folder / str(number), file)
        told.append([file.name or "letter", refusal])
    session[SESSION_KEY] = {**session.get(SESSION_KEY, {}), key: told}
    return key


def found(session: SessionBase, key: str) -> list[Waiting]:
    """The files that wait under `key`; none where this session has no such key or they are gone."""
    folder = _folder() / key
    told = session.get(SESSION_KEY, {}).get(key, [])
    if not told or not folder.is_dir():
        return []
    return [Waiting(name, None if no else folder / str(number), no) for number, (name, no) in enumerate(told)]


def drop(session: SessionBase, key: str) -> None:
    waiting = session.get(SESSION_KEY, {})
    if waiting.pop(key, None) is not None:
        shutil.rmtree(_folder() / key, ignore_errors=True)
        session[SESSION_KEY] = waiting


def sweep(now: float) -> None:
    """Removes what nobody came back for within a day; `now` in seconds since 1970."""
    if _folder().is_dir():
        for folder in _folder().iterdir():
            if now - folder.stat().st_mtime > KEPT_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "waiting"


def _write(path: Path, file: UploadedFile) -> None:
    path.touch(mode=0o600)
    with path.open("wb") as kept:
        kept.writelines(file.chunks())
