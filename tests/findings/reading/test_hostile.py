"""Files made to hurt their reader. Each ends in one line, within the limits, with the parent alive and still small."""

import resource
import time

import pytest

from findings.reading.guarded import GuardedReader
from findings.reading.letter import Unreadable
from findings.reading.limits import MEGABYTE, Limits
from tests.papers import hostile
from tests.papers.pdf import pdf_of
from tests.papers.seeds import blocks, seed

HUGE = 25 * MEGABYTE
HOSTILE = {
    "a PDF of 1 KB that unpacks to 2 GB": (hostile.unpacking_pdf, "too much memory"),
    "a PDF whose drawings draw each other": (hostile.echoing_pdf, "too (much memory|long)"),
    "a PDF that takes minutes": (hostile.crowded_pdf, "too long"),
    "a PDF whose page tree holds itself": (hostile.looping_pdf, "damaged"),
    "a PDF with a million lists in each other": (hostile.nested_pdf, "damaged"),
    "a PDF of 100,000 pages": (hostile.long_pdf, "100,000 pages"),
    "a Word file that unpacks to 200 MB": (hostile.unpacking_word, "unpacks to 200 MB"),
    "a Word file that hides that it unpacks to 1 GB": (hostile.lying_word, "damaged"),
    "a Word file with an XML bomb": (hostile.laughing_word, "damaged"),
    "25 MB of a in one line": (lambda: b"a" * HUGE, "26,214,400 characters"),
    "25 MB of dashes in one line": (lambda: b"- " * (HUGE // 2), "26,214,400 characters"),
    "25 MB of line breaks": (lambda: b"\n" * HUGE, "empty"),
    "25 MB of line breaks around a word": (lambda: b"a" + b"\n" * (HUGE - 2) + b"a", "26,214,400 characters"),
}
LIMITS = Limits(cpu_seconds=3, wall_seconds=6)  # a test need not wait for the real ones


@pytest.mark.parametrize(("make", "says"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_ends_in_one_line_and_the_next_letter_is_read(make, says):
    data = make()
    with GuardedReader(LIMITS) as reader:
        started = time.monotonic()
        with pytest.raises(Unreadable, match=says) as refusal:
            reader.read(data, "letter.pdf")
        assert time.monotonic() - started < LIMITS.wall_seconds + 2
        assert "\n" not in str(refusal.value)
        assert reader.read(pdf_of(blocks(seed("002"))), "dorset.pdf").area == "Dorset"


NASTY = ("a", "- ", "\n", " ", "1", ", ", "■\n", "# ", "<sup>", "**", "Areas for improvement\n", "Dear ", "(", "[")


def outcome(data: bytes) -> str:
    """What is said of the file; empty if it is read."""
    with GuardedReader() as reader:
        try:
            reader.read(data, "letter.txt")
        except Unreadable as refusal:
            return str(refusal)
    return ""


@pytest.mark.parametrize("piece", NASTY, ids=ascii)
@pytest.mark.parametrize("letter", ["Dear all", seed("002")], ids=["alone", "in a letter"])
def test_as_much_text_as_is_let_in_is_done_with_in_seconds(piece: str, letter: str):
    flood = piece * ((Limits().characters - len(letter)) // len(piece) - 1)
    started = time.monotonic()
    said = outcome(letter.replace("Dear ", "Dear " + flood, 1).encode())
    assert time.monotonic() - started < Limits().cpu_seconds
    assert "too long" not in said


def test_the_parent_stays_small_when_its_child_is_flooded():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with GuardedReader(LIMITS) as reader, pytest.raises(Unreadable):
        reader.read(hostile.unpacking_pdf(), "letter.pdf")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20 * 1024  # KB
