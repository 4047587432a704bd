"""Finding the letter files that a person named, and reading them in the guarded child process."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from django.conf import settings

from findings.reading.guarded import GuardedReader
from findings.reading.letter import Unreadable
from findings.reading.limits import Limits

ENDINGS = {".pdf", ".docx", ".txt", ".md"}


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
