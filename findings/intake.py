"""Finding the letter files that a person named, and reading them in the guarded child process."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from findings.reading.guarded import GuardedReader
from findings.reading.letter import Letter, Unreadable
from findings.reading.limits import Limits

ENDINGS = {".pdf", ".docx", ".txt", ".md"}


@dataclass(frozen=True)
class Read:
    """A file and what was read from it: a letter, or why it is none, or neither where nobody needed it read."""

    name: str
    data: bytes = b""
    letter: Letter | None = None
    error: str = ""


def reader() -> GuardedReader:
    return GuardedReader(Limits(megabytes=settings.LETTER_MAX_MEGABYTES))


def letter_paths(paths: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Each file to read with "", or what was named with the reason why there is nothing to read there.

    In a folder, and in the folders below it, only files that could be letters by their ending count.
    """
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if _could_be_letter(p))
            yield from ((p, "") for p in inside)
            if not inside:
                yield path, "There is no letter in this folder (.pdf, .docx, .txt or .md). Name another folder or file."
        elif path.exists():
            yield path, ""
        else:
            yield path, "There is no such file. Check the name and the folder."


def _could_be_letter(path: Path) -> bool:
    return path.is_file() and path.suffix.lower() in ENDINGS and not path.name.startswith((".", "~$"))


def bytes_of(path: Path) -> bytes:
    """The file's bytes. Raises Unreadable where it is too large or may not be opened."""
    try:
        refusal = Limits(megabytes=settings.LETTER_MAX_MEGABYTES).too_large(path.stat().st_size)
        if refusal:
            raise Unreadable(refusal)
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(f"The file cannot be opened ({error.strerror}). Check that you may read it.") from None


def read_path(
    path: Path, reader: GuardedReader, name: str = "", refusal: str = "", spare: Callable[[bytes], object] | None = None
) -> Read:
    """Reads a file under its own or another `name`; bytes that `spare` says yes to are not read."""
    name = name or path.name
    try:
        if refusal:
            raise Unreadable(refusal)
        data = bytes_of(path)
        return Read(name, data, None if spare and spare(data) else reader.read(data, name))
    except Unreadable as error:
        return Read(name, error=str(error))
