"""What the parent does when its child dies, hangs, lies or prints. Each test gives the child another way to read."""

import os
import time
from pathlib import Path

import pytest

from findings.reading import process
from findings.reading.guarded import GuardedReader
from findings.reading.letter import Letter, Unreadable
from findings.reading.limits import MEGABYTE, Limits

SOUND = "return Letter(area=data.decode())"


def reader_that(monkeypatch: pytest.MonkeyPatch, does: str, **limits: int) -> GuardedReader:
    """A reader whose child runs these Python lines for each file's `data`; b"sound" is always read well."""
    lines = does.replace("\n", "\n    ")
    start = f"""
import os, sys, time
sys.path.append(sys.argv[1])
from findings.reading import child
from findings.reading.letter import Letter, Unreadable
from findings.reading.limits import Limits
def source_of(data, name, limits):
    if data == b"sound": {SOUND}
    {lines}
child.source_of, child.read_letter = source_of, lambda source: source
child.main(Limits(**child.json.loads(sys.argv[2])))
"""
    monkeypatch.setattr(process, "START", start)
    return GuardedReader(Limits(**limits))


def test_one_child_serves_a_batch_and_is_gone_after_it(monkeypatch: pytest.MonkeyPatch):
    with reader_that(monkeypatch, "return Letter(area=str(os.getpid()))") as reader:
        first, second = reader.read(b"one", "1"), reader.read(b"two", "2")
    assert first == second != Letter(area=str(os.getpid()))
    with pytest.raises(ProcessLookupError):  # a zombie would still be there
        os.kill(int(first.area), 0)


def test_a_reader_that_is_never_asked_starts_nothing(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(process, "START", "raise SystemExit(1)")
    with GuardedReader() as reader, pytest.raises(Unreadable, match="limit is 25 MB"):
        reader.read(bytes(26 * MEGABYTE), "huge")


@pytest.mark.parametrize(
    ("does", "says"),
    [
        ("raise Unreadable('The file is empty.')", "The file is empty."),
        ("raise KeyError('x')", r"The reader failed \(KeyError in <string>, line \d+\)"),
        ("os.abort()", "too much memory .* or breaks the reader"),
        ("os._exit(0)", "breaks the reader"),
        ("os.kill(os.getpid(), 11)", "breaks the reader"),
        ("return 'x' * (600 * 2**20)", r"too much memory \(more than 512 MB\)"),
        ("while True: pass", "too long"),
        ("time.sleep(60)", "too long"),
        ("def deep(): deep()\ndeep()", "The reader failed"),
        ("return Letter(area='x' * (17 * 2**20))", "breaks the reader"),
        ("return Letter(area=7)", "breaks the reader"),
        ("os.write(os.memfd_create('file'), b'x')", "The reader failed .OSError"),
        ("os.write(3, bytes(100))\ntime.sleep(60)", "breaks the reader|too long"),
    ],
)
def test_whatever_the_child_does_is_one_line_and_the_next_file_is_read(
    monkeypatch: pytest.MonkeyPatch, does: str, says: str
):
    with reader_that(monkeypatch, does, cpu_seconds=1, wall_seconds=2) as reader:
        started = time.monotonic()
        with pytest.raises(Unreadable, match=says) as refusal:
            reader.read(b"bad", "bad.pdf")
        assert "\n" not in str(refusal.value)
        assert reader.read(b"sound", "next.pdf") == Letter(area="sound")
        assert time.monotonic() - started < 6


def test_the_time_is_for_each_file_not_for_the_batch(monkeypatch: pytest.MonkeyPatch):
    busy = "end = time.process_time() + 0.7\nwhile time.process_time() < end: pass\nreturn Letter()"
    with reader_that(monkeypatch, busy, cpu_seconds=1, wall_seconds=30) as reader:
        assert [reader.read(b"busy", "busy.pdf") for _ in range(4)] == [Letter()] * 4


def test_a_child_that_does_not_listen_is_ended(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(process, "START", "import os, time; os.write(1, b'\\0\\0\\0\\2{}'); time.sleep(60)")
    with GuardedReader(Limits(wall_seconds=1)) as reader, pytest.raises(Unreadable, match="too long"):
        reader.read(bytes(20 * MEGABYTE), "long.pdf")


def test_what_libraries_print_does_not_disturb_the_answer(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture
):
    noisy = "print('noise', flush=True)\nos.write(1, b'noise')\nos.write(2, b'noise')\nreturn Letter(area='quiet')"
    with reader_that(monkeypatch, noisy) as reader:
        assert reader.read(b"", "noisy.pdf") == Letter(area="quiet")
    assert capfd.readouterr() == ("", "")


def test_the_child_knows_no_secret(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SECRET_KEY", "hidden")
    with reader_that(monkeypatch, "return Letter(area=' '.join(sorted(os.environ)))") as reader:
        assert "SECRET_KEY" not in reader.read(b"", "x").area.split()


def test_where_the_program_was_started_does_not_matter(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / "json.py").write_text("raise RuntimeError")
    (tmp_path / "findings.py").write_text("raise RuntimeError")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with reader_that(monkeypatch, SOUND) as reader:
        assert reader.read(b"here", "x") == Letter(area="here")


def test_a_child_that_cannot_start_is_a_fault_of_ours_not_of_the_file(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(process, "START", "raise SystemExit(3)")
    with GuardedReader() as reader, pytest.raises(RuntimeError, match=r"did not start \(exit 3\)"):
        reader.read(b"x", "x")
