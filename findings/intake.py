"""Finding the letter files that a person named, and reading them in the guarded child process."""

import os
import stat
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from findings.reading.guarded import GuardedReader
from findings.reading.letter import Letter, Unreadable
from findings.reading.limits import MEGABYTE, Limits

ENDINGS = {".pdf", ".docx", ".txt", ".md"}
NO_LETTER = "There is no letter in this folder (.pdf, .docx, .txt or .md). Name another folder or file."
NO_FILE = "There is no such file. Check the name and the folder."


@dataclass(frozen=True)
class Read:
    """A file and what was read from it: a letter, or why it is none, or neither where nobody needed it read."""

    name: str
    place: str  # as the person named it
    data: bytes = b""
    letter: Letter | None = None
    error: str = ""


def reader() -> GuardedReader:
    return GuardedReader(limits())


def limits() -> Limits:
    return Limits(megabytes=settings.LETTER_MAX_MEGABYTES)


def shown(name: object) -> str:
    """A file's name as it can be printed and kept: on one line, and in Unicode whatever bytes it has on the disk."""
    return "".join("�" if unicodedata.category(character)[0] == "C" else character for character in str(name))


def letter_paths(paths: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Each file to read with "", or what was named with the reason why there is nothing to read there.

    In a folder, and in the folders below it, only files that could be letters by their ending count.
    """
    for path in paths:
        try:
            is_folder = stat.S_ISDIR(path.stat().st_mode)
        except OSError as error:
            yield path, _why(error)
            continue
        yield from _in_folder(path) if is_folder else [(path, "")]


def _in_folder(folder: Path) -> list[tuple[Path, str]]:
    """Links to folders are not followed, for they can lead round in a circle."""
    closed: list[OSError] = []
    walk = os.walk(folder, onerror=closed.append)
    inside = [(path, "") for root, _, names in walk for path in map(Path(root).joinpath, names) if _could_be(path)]
    inside += [(Path(os.fsdecode(error.filename)), _why(error)) for error in closed]
    return sorted(inside) or [(folder, NO_LETTER)]


def _could_be(path: Path) -> bool:
    named = path.suffix.lower() in ENDINGS and not path.name.startswith((".", "~$"))
    return named and os.path.isfile(path)


def bytes_of(path: Path) -> bytes:
    """The file's bytes. Raises Unreadable where it is too large, no file (a device, a pipe), or may not be opened."""
    most = limits()
    try:
        # Not blocking: to open a pipe would wait for someone to write to it.
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise Unreadable("This is no file with a letter in it. Save the letter as a file and name that.")
            size = os.fstat(file.fileno()).st_size
            data = b"" if most.too_large(size) else file.read(most.megabytes * MEGABYTE + 1)
    except OSError as error:
        raise Unreadable(_why(error)) from None
    if refusal := most.too_large(max(size, len(data))):  # some files tell no size
        raise Unreadable(refusal)
    return data


def _why(error: OSError) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return NO_FILE
    return f"It cannot be opened ({error.strerror}). Check the name, and that you may read it."


def read_path(
    path: Path, reader: GuardedReader, name: str = "", refusal: str = "", spare: Callable[[bytes], object] | None = None
) -> Read:
    """Reads a file under its own or another `name`; bytes that `spare` says yes to are not read."""
    place, name = shown(name or path), shown(name or path.name)
    try:
        if refusal:
            raise Unreadable(refusal)
        data = bytes_of(path)
        return Read(name, place, data, None if spare and spare(data) else reader.read(data, name))
    except Unreadable as error:
        return Read(name, place, error=str(error))
