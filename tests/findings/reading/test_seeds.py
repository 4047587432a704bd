"""The five letters in seeds/, to the character.

The files in expected/ were made by the reader and then held against the seeds and a careful reader's labels by eye.
"""

import json
from pathlib import Path

import pytest

from findings.reading.files import source_of
from findings.reading.letter import Kind, Letter
from findings.reading.limits import Limits
from findings.reading.reader import read_letter
from tests.papers.seeds import seed

EXPECTED = Path(__file__).parent / "expected"
COUNTS = {"000": (0, 11), "001": (0, 11), "002": (3, 28), "003": (0, 26), "004": (0, 9)}


def letter(start: str) -> Letter:
    return read_letter(source_of(seed(start).encode(), "letter.txt", Limits()))


def texts(read: Letter, kind: Kind) -> list[str]:
    return [finding.text for finding in read.findings if finding.kind is kind]


@pytest.mark.parametrize("start", COUNTS)
def test_a_seed_is_read_to_the_character(start: str):
    read, expected = letter(start), json.loads((EXPECTED / f"{start}.json").read_text(encoding="utf-8"))
    assert (len(texts(read, Kind.PRIORITY_ACTION)), len(texts(read, Kind.IMPROVEMENT))) == COUNTS[start]
    for kind in Kind:
        assert texts(read, kind) == expected[kind]
    assert len(read.strengths) == expected["strengths"]
    assert list(read.case_studies) == expected["case_studies"]


@pytest.mark.parametrize("start", COUNTS)
def test_findings_are_numbered_within_their_kind_and_have_lines_of_their_own(start: str):
    read = letter(start)
    for kind in Kind:
        numbers = [finding.number for finding in read.findings if finding.kind is kind]
        assert numbers == list(range(1, len(numbers) + 1))
    lines = [line for finding in read.findings for line in finding.lines]
    assert len(lines) == len(set(lines))


def test_what_is_doubtful_in_a_seed_is_told():
    messages = [doubt.message for doubt in letter("002").warnings]
    assert any("ends without a full stop" in message for message in messages)
    assert any("after a page break" in message for message in messages)
