"""How much memory a command takes: a fresh `manage.py …` in an installation of its own, and the child it starts."""

import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EVERY = 0.02  # seconds between looks; each process's own peak is kept by the kernel, so few looks are enough


Environment = dict[str, str]


def import_peaks(letters: list[Path]) -> tuple[float, float, float]:
    """Seconds, the command's peak and its child's peak, in megabytes of resident memory (Linux)."""
    with installation() as environment:
        return peaks(environment, "import_letters", "--dry-run", *map(str, letters))


@contextmanager
def installation() -> Iterator[Environment]:
    """An empty one, gone afterwards; the environment in which its commands run."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "SECRET_KEY": secrets.token_hex(32),
            "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
            "FILES_DIR": f"{folder}/files",
        }
        _manage(environment, "migrate", "--verbosity", "0").wait()
        yield environment


def peaks(environment: Environment, *words: str) -> tuple[float, float, float]:
    """Of one command: seconds, its peak and its child's peak."""
    start = time.perf_counter()
    command = _manage(environment, *words)
    own, child = _watched(command)
    seconds = time.perf_counter() - start
    if command.returncode:
        sys.exit(f"{words[0]} failed (exit {command.returncode})")
    return seconds, own, child


def _manage(environment: Environment, *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "manage.py", *words], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)


def _watched(command: subprocess.Popen[bytes]) -> tuple[float, float]:
    own = children = 0.0
    while command.poll() is None:
        own = max(own, _peak(command.pid))
        children = max([children, *(_peak(pid) for pid in _children(command.pid))])
        time.sleep(EVERY)
    return own, children


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:  # it has just ended
        return []


def _peak(pid: int) -> float:
    """The kernel's high-water mark of resident memory."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024
