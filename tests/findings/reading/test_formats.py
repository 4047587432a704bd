"""One letter as text, PDF and Word file reads the same."""

from functools import cache

import pytest

from findings.reading.files import source_of
from findings.reading.letter import Letter
from findings.reading.limits import Limits
from findings.reading.reader import read_letter
from tests.papers.pdf import pdf_of
from tests.papers.seeds import blocks, seed
from tests.papers.word import word_of

SEEDS = ("000", "001", "002", "003", "004")
MAKERS = {
    "text": str.encode,
    "PDF": lambda text: pdf_of(blocks(text)),
    "Word": lambda text: word_of(blocks(text)),
}


@cache
def letter(start: str, kind: str) -> Letter:
    return read_letter(source_of(MAKERS[kind](seed(start)), "letter", Limits()))


@pytest.mark.parametrize("start", SEEDS)
@pytest.mark.parametrize("kind", ["PDF", "Word"])
@pytest.mark.parametrize(
    "fact",
    ["area", "letter_date", "inspected_from", "inspected_to", "theme", "inspectorates", "addressees", "statement"],
)
def test_the_facts_are_the_same(start: str, kind: str, fact: str):
    assert getattr(letter(start, kind), fact) == getattr(letter(start, "text"), fact)


@pytest.mark.parametrize("start", SEEDS)
@pytest.mark.parametrize("kind", ["PDF", "Word"])
def test_the_findings_are_the_same_to_the_character(start: str, kind: str):
    made, text = letter(start, kind).findings, letter(start, "text").findings
    assert [(f.kind, f.number, f.stem, f.text, f.lead) for f in made] == [
        (f.kind, f.number, f.stem, f.text, f.lead) for f in text
    ]


@pytest.mark.parametrize("start", SEEDS)
@pytest.mark.parametrize("kind", ["PDF", "Word", "text"])
def test_a_finding_is_where_the_source_says(start: str, kind: str):
    read = letter(start, kind)
    for finding in read.findings:
        first = read.source[finding.lines[0]]
        assert finding.text[:20] in first.text
        assert finding.page == first.page
        assert (finding.page is not None) == (kind == "PDF")
