"""The process that reads strangers' files under limits: started by guarded.py, which says how the two talk."""

import importlib
import json
import math
import os
import resource
import sys
from base64 import b64encode
from collections.abc import Callable
from typing import BinaryIO

from findings.reading.files import source_of
from findings.reading.letter import Unreadable
from findings.reading.limits import MEGABYTE, Limits
from findings.reading.picture import page_picture
from findings.reading.process import ANSWER, ASK
from findings.reading.reader import read_letter
from findings.reading.record import as_record

OPEN_FILES = 32
Work = Callable[[bytes, str, Limits], dict[str, object]]


def main(limits: Limits, work: str = "letters") -> None:
    """Reads one file after another, or draws their pages ("pictures"), until input ends.

    Any other work is the full name of a module that has a function `work`: a room above has files of its own.
    Memory refused or time run out ends it: its parent says so.
    """
    answers = _private_output()
    does: Work = {"letters": _read, "pictures": _draw}.get(work) or importlib.import_module(work).work
    _restrict(limits)
    _send(answers, {"ready": True})
    while len(head := sys.stdin.buffer.read(ASK.size)) == ASK.size:
        name_size, data_size = ASK.unpack(head)
        name = sys.stdin.buffer.read(name_size).decode()
        _allow_cpu(limits.cpu_seconds)
        _send(answers, _answer(does, sys.stdin.buffer.read(data_size), name, limits))


def _private_output() -> BinaryIO:
    """Standard output for answers alone. What libraries print goes nowhere, from here on: a fault in starting shows."""
    private = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return private


def _send(answers: BinaryIO, answer: dict[str, object]) -> None:
    body = json.dumps(answer).encode()
    answers.write(ANSWER.pack(len(body)) + body)
    answers.flush()


def _restrict(limits: Limits) -> None:
    """Set after the imports, which may write compiled modules. macOS refuses a limit on address space."""
    if sys.platform != "darwin":
        memory = limits.memory_megabytes * MEGABYTE
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _allow_cpu(seconds: int) -> None:
    """The kernel ends the process (SIGXCPU) when it has used this much more than now."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = math.ceil(usage.ru_utime + usage.ru_stime)
    resource.setrlimit(resource.RLIMIT_CPU, (used + seconds, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _read(data: bytes, name: str, limits: Limits) -> dict[str, object]:
    return {"letter": as_record(read_letter(source_of(data, name, limits)))}


def _draw(data: bytes, name: str, limits: Limits) -> dict[str, object]:
    return {"picture": b64encode(page_picture(data, int(name))).decode()}


def _answer(does: Work, data: bytes, name: str, limits: Limits) -> dict[str, object]:
    try:
        return does(data, name, limits)
    except Unreadable as refusal:
        return {"unreadable": str(refusal)}
    except MemoryError:
        raise
    except Exception as error:  # a fault of ours, or a file made to find one: the batch goes on
        told = f"The reader failed ({_where(error)})."
        return {"unreadable": f"{told} Please report it, and enter by hand what the file says."}


def _where(error: Exception) -> str:
    """Such as "ValueError in dates.py, line 41"; the message itself could quote the file."""
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    code = place.tb_frame.f_code.co_filename if place else "?"
    return f"{type(error).__name__} in {os.path.basename(code)}, line {place.tb_lineno if place else 0}"
