"""The parent's side of the process that reads strangers' files: starting it, talking with it, ending it.

They talk through pipes. Ask: the lengths of name and data as 4-byte big-endian numbers, the name in UTF-8, the data.
Answer: a 4-byte length and JSON, {"letter": record} or {"unreadable": message}; {"ready": true} comes first of all.
A child that draws pages takes the page's number as the name, and answers {"picture": PNG in base 64}.
JSON and not pickle: the child may be in a stranger's hands, so record.py checks what it says.
"""

import json
import struct
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO

from findings.reading.limits import MEGABYTE, Limits

ROOT = Path(__file__).resolve().parents[2]
ASK = struct.Struct(">II")
ANSWER = struct.Struct(">I")
# -I keeps the working directory and PYTHON* variables out; hence the way to our own code by argument.
START = (
    "import json, sys; sys.path.append(sys.argv[1]); from findings.reading import child, limits; "
    "child.main(limits.Limits(**json.loads(sys.argv[2])), *sys.argv[3:])"
)


class Child:
    """One child process, ready to be asked."""

    def __init__(self, limits: Limits, work: str = "letters") -> None:
        self.most = limits.answer_megabytes * MEGABYTE
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-c", START, str(ROOT), json.dumps(asdict(limits)), work],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={"LC_ALL": "C.UTF-8"},  # no secret of ours within a stranger's reach
            start_new_session=True,  # Ctrl-C is the parent's to answer
        )
        try:
            self.answer()
        except (EOFError, ValueError):
            raise RuntimeError(f"the process that reads letters did not start (exit {self.end(1)})") from None

    def is_alive(self) -> bool:
        return self.process.poll() is None

    def ask(self, data: bytes, name: str) -> None:
        """Sends a file. Raises OSError where the child has ended."""
        label = name.encode(errors="replace")
        pipe = _open(self.process.stdin)
        pipe.write(ASK.pack(len(label), len(data)) + label)
        pipe.write(data)
        pipe.flush()

    def answer(self) -> dict[str, object]:
        """What the child says next. Raises EOFError or ValueError where there is nothing, or nothing to trust."""
        (size,) = ANSWER.unpack(self._bytes(ANSWER.size))
        if size > self.most:
            raise ValueError(f"an answer of {size:,} bytes")
        answer = json.loads(self._bytes(size))
        if not isinstance(answer, dict):
            raise ValueError("an answer of another shape")
        return answer

    def kill(self) -> None:
        self.process.kill()

    def end(self, patience: float = 0) -> int:
        """Kills and collects the process, so that no zombie stays. Returns its exit code, minus a signal's number;
        one that is ending by itself is given so many seconds to do so."""
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(patience)
        self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):  # what was still to be written has no reader now
                _open(pipe).close()
        return self.process.wait()

    def _bytes(self, size: int) -> bytes:
        data = _open(self.process.stdout).read(size)
        if len(data) < size:
            raise EOFError
        return data


def _open(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise ValueError("the process was started without its pipes")
    return pipe
