"""A stranger's zip on its way in: nothing of it is believed before it is checked, and no name in it becomes a path."""

import hashlib
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from reporting.exchange.manifest import FORMAT

MEGABYTE = 1024 * 1024
LARGEST_INDEX = 64 * MEGABYTE  # of the zip's own list of what is in it
LARGEST_TEXT = 64 * MEGABYTE  # of the manifest, the people, the index of files; and of one row
CHUNK = 256 * 1024
END, END_64, LONGEST_END = b"PK\x05\x06", b"PK\x06\x06", 66_000  # the records at a zip's end; bytes
NAMES = re.compile(
    r"README\.txt|manifest\.json|people\.json|history\.(jsonl|csv)|data/[a-z]+\.[a-z_]+\.(json|csv)"
    r"|files/index\.(json|csv)|files/[0-9a-f]{64}(\.[a-z0-9]{1,8})?|documents/[^/\\:]{1,200}"
)
SHAPE: dict[str, type] = {
    **{"format": int, "area": str, "partnership": int, "made_by": str, "made_at": str, "program": str},
    **{"whole": bool, "missing": list, "history": dict, "models": dict, "entries": dict},
}


class Refused(Exception):
    """The file is not imported; the message says why, and what to do."""


class Archive:
    """`manifest` says what is in it. Opened by `opened`, which has checked every byte against it."""

    def __init__(self, file: zipfile.ZipFile, megabytes: int) -> None:
        self._zip = file
        self._check_names(megabytes)
        self.manifest: dict[str, Any] = self._manifest()
        self._check_entries()

    def text(self, name: str) -> Any:
        """The JSON of an entry that fits into memory."""
        if self.size(name) > LARGEST_TEXT:
            raise Refused(f"{name} is far larger than that of any plan.")
        with self._opened(name) as entry:
            return _parsed(entry.read(), name)

    def rows(self, name: str) -> Iterator[Any]:
        """The rows of an entry that has one on each line, with or without the signs of an array around them."""
        with self._opened(name) as entry:
            while line := entry.readline(LARGEST_TEXT):
                if len(line) == LARGEST_TEXT:
                    raise Refused(f"{name} has a row that is far larger than that of any plan.")
                if (row := line.strip().removesuffix(b",")) not in (b"", b"[", b"]"):
                    yield _parsed(row, name)

    def chunks(self, name: str) -> Iterator[bytes]:
        with self._opened(name) as entry:
            yield from iter(lambda: entry.read(CHUNK), b"")

    def size(self, name: str) -> int:
        return self._zip.getinfo(name).file_size

    @contextmanager
    def _opened(self, name: str) -> Iterator[IO[bytes]]:
        try:
            with self._zip.open(name) as entry:
                yield entry
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError):
            raise Refused(f"{name} in this file is damaged. Copy or make the file again.") from None

    def _check_names(self, megabytes: int) -> None:
        infos = self._zip.infolist()
        names = [info.filename for info in infos]
        if "manifest.json" not in names:
            raise Refused("This zip is no plan: it has no manifest.json. Choose one that export_partnership made.")
        if odd := [name for name in names if not NAMES.fullmatch(name)]:
            raise Refused(f"This zip holds something that belongs to no plan: “{odd[0][:100]}”.")
        if len(set(names)) < len(names) or any(info.flag_bits & 1 for info in infos):
            raise Refused("This zip holds an entry twice, or one with a password. Make the file again.")
        if (size := sum(info.file_size for info in infos)) > megabytes * MEGABYTE:
            told = f"This zip unpacks to {size // MEGABYTE:,} MB; the limit is {megabytes:,} MB."
            raise Refused(f"{told} Raise EVIDENCE_QUOTA_MEGABYTES where the plan has so much evidence.")

    def _manifest(self) -> dict[str, Any]:
        manifest = self.text("manifest.json")
        if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
            made = manifest.get("program", "another program") if isinstance(manifest, dict) else "another program"
            raise Refused(f"This file was made by {made} in a format that is not known here. Update this installation.")
        if wrong := [name for name, kind in SHAPE.items() if type(manifest.get(name)) is not kind]:
            raise Refused(f"manifest.json says nothing that can be read of “{wrong[0]}”. Make the file again.")
        return manifest

    def _check_entries(self) -> None:
        """Every entry is told of, and every byte is what it was."""
        told, there = self.manifest["entries"], set(self._zip.namelist()) - {"manifest.json"}
        if missing := sorted(told.keys() - there):
            raise Refused(f"{missing[0]} is missing in this file. Copy or make the file again.")
        if more := sorted(there - told.keys()):
            raise Refused(f"{more[0]} was put into this file after it was made.")
        for name, sealed in told.items():
            digest = hashlib.sha256()
            for chunk in self.chunks(name):
                digest.update(chunk)
            if digest.hexdigest() != sealed:
                raise Refused(f"{name} is not what it was when this file was made. Copy or make the file again.")


@contextmanager
def opened(path: Path, megabytes: int) -> Iterator[Archive]:
    """`megabytes`: how much it may unpack to. Raises Refused."""
    try:
        with path.open("rb") as file:
            _check_index(file)
            with zipfile.ZipFile(file) as archive:
                yield Archive(archive, megabytes)
    except (zipfile.BadZipFile, struct.error):
        raise Refused("This is no zip, or a damaged one. Copy or make the file again.") from None
    except OSError as wrong:
        raise Refused(f"The file cannot be read: {wrong.strerror or wrong}.") from None


def _check_index(file: IO[bytes]) -> None:
    """The list of what is in a zip is read at once: a hostile one would fill the memory."""
    size = file.seek(0, 2)
    file.seek(max(size - LONGEST_END, 0))
    tail = file.read()
    found = [struct.unpack_from("<L", tail, tail.rfind(END) + 12)[0]] if END in tail else []
    found += [struct.unpack_from("<Q", tail, tail.rfind(END_64) + 40)[0]] if END_64 in tail else []
    if max(found, default=0) > LARGEST_INDEX:
        raise Refused("This zip holds far more entries than a plan has.")
    file.seek(0)


def _parsed(data: bytes, name: str) -> Any:
    try:
        return json.loads(data, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise Refused(f"{name} cannot be read. Make the file again.") from None


def _no_number(said: str) -> None:
    raise ValueError(said)
