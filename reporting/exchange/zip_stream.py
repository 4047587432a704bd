"""A zip that is handed on while it is written: it never stands in memory, nor whole on a disk."""

import datetime as dt
import hashlib
import zipfile
from collections.abc import Iterable, Iterator

HANDED_ON = 256 * 1024  # bytes


class _Sink:
    """A file that cannot be gone back in, as an answer to a browser is."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.size = 0

    def write(self, data: bytes) -> int:
        self.parts.append(bytes(data))
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        pass

    def close(self) -> None:
        pass

    def take(self) -> bytes:
        taken = b"".join(self.parts)
        self.parts, self.size = [], 0
        return taken


class ZipStream:
    """`sealed` has the SHA-256 of each entry that is written."""

    def __init__(self, at: dt.datetime) -> None:
        self.sealed: dict[str, str] = {}
        self._at = at.timetuple()[:6]
        self._sink = _Sink()
        self._zip = zipfile.ZipFile(self._sink, "w")

    def entry(self, name: str, chunks: Iterable[bytes], packed: bool = True) -> Iterator[bytes]:
        """Writes one entry, and gives what of the zip is ready. `packed`: smaller, where it is not so already."""
        info = zipfile.ZipInfo(name, self._at)
        info.external_attr = 0o600 << 16
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        digest = hashlib.sha256()
        with self._zip.open(info, "w", force_zip64=True) as entry:
            for chunk in chunks:
                digest.update(chunk)
                entry.write(chunk)
                if self._sink.size >= HANDED_ON:
                    yield self._sink.take()
        self.sealed[name] = digest.hexdigest()
        yield self._sink.take()

    def end(self) -> bytes:
        self._zip.close()
        return self._sink.take()
