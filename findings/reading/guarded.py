"""Strangers' files read in a child process with limits, one child for a batch, so that no file can hang the program,
fill its memory or take it down."""

import signal
import threading
from base64 import b64decode
from collections.abc import Callable
from contextlib import suppress
from typing import Self, TypeVar

from findings.reading.lengths import cut_to_length
from findings.reading.letter import Letter, Unreadable
from findings.reading.limits import Limits
from findings.reading.picture import SIGNATURE
from findings.reading.process import Child
from findings.reading.record import from_record

T = TypeVar("T")
SIMPLER = "Save the letter again as a simpler PDF or as plain text, or enter it by hand."


class GuardedReader:
    """`with GuardedReader() as reader: letter = reader.read(data, name)`. Each thread needs its own."""

    work = "letters"
    simpler = SIMPLER

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self.child: Child | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def read(self, data: bytes, name: str) -> Letter:
        """The letter in a file's bytes. Raises Unreadable, whatever the file does to its reader."""
        return self.ask(data, name, _letter)

    def ask(self, data: bytes, name: str, take: Callable[[dict[str, object]], T]) -> T:
        """What `take` makes of the child's answer. Raises Unreadable."""
        if refusal := self.limits.too_large(len(data)):
            raise Unreadable(refusal)
        child = self._running()
        with Watch(child, self.limits.wall_seconds) as watch, suppress(OSError, EOFError, ValueError, KeyError):
            child.ask(data, name)
            return take(child.answer())
        raise Unreadable(self._why_ended(watch.rang))

    def _running(self) -> Child:
        """The child; a fresh one where the last has ended."""
        if self.child is None or not self.child.is_alive():
            self._end()
            self.child = Child(self.limits, self.work)
        return self.child

    def _why_ended(self, rang: bool) -> str:
        """Ends a child that gave no answer. The kernel ends one that computes too long; pdfium aborts for memory."""
        ended = self._end(patience=1)
        if rang or ended == -signal.SIGXCPU:
            return f"Reading it takes too long (more than {self.limits.cpu_seconds} seconds). {self.simpler}"
        megabytes = self.limits.memory_megabytes
        return f"Reading it takes too much memory (more than {megabytes} MB) or breaks the reader. {self.simpler}"

    def _end(self, patience: float = 0) -> int:
        child, self.child = self.child, None
        return child.end(patience) if child else 0


class GuardedArtist(GuardedReader):
    """`with GuardedArtist() as artist: png = artist.draw(data, 3)`: a page of a stranger's PDF as a picture."""

    work = "pictures"

    def draw(self, data: bytes, page: int) -> bytes:
        """A PNG of the page, counted from 1. Raises Unreadable."""
        return self.ask(data, str(page), _picture)


class Watch:
    """Kills the child when the time by the clock is up; `rang` says whether it was."""

    def __init__(self, child: Child, seconds: float) -> None:
        self.child = child
        self.rang = False
        self.timer = threading.Timer(seconds, self._ring)

    def __enter__(self) -> Self:
        self.timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.timer.cancel()
        self.timer.join()  # so that it cannot ring during the next file

    def _ring(self) -> None:
        self.rang = True
        self.child.kill()


def _picture(answer: dict[str, object]) -> bytes:
    picture = b64decode(str(answer["picture"]), validate=True)
    if not picture.startswith(SIGNATURE):
        raise ValueError("no picture")
    return picture


def _letter(answer: dict[str, object]) -> Letter:
    if "letter" in answer:
        return cut_to_length(from_record(answer["letter"]))
    raise Unreadable(str(answer["unreadable"])[:500])
