"""What is quoted as the reason speaks for the lead, in each of the five seeds."""

from dataclasses import replace

import pytest

from findings.reading.files import source_of
from findings.reading.letter import Finding, Letter
from findings.reading.limits import Limits
from findings.reading.owners import suggest
from findings.reading.reader import read_letter
from findings.reading.reason import LONGEST_QUOTE
from findings.reading.same_body import same_body
from tests.papers.seeds import seed

SEEDS = ("000", "001", "002", "003", "004")


def letter(start: str) -> Letter:
    return read_letter(source_of(seed(start).encode(), "letter.txt", Limits()))


def from_the_reason(finding: Finding, read: Letter) -> Finding:
    """What would be suggested if the finding said no more than its reason."""
    return suggest(replace(finding, text=finding.because, stem="", subheading=""), read.addressees, read.area)


@pytest.mark.parametrize("start", SEEDS)
def test_sector_and_agency_follow_from_the_words_that_are_quoted(start: str):
    read = letter(start)
    for finding in read.findings:
        again = from_the_reason(finding, read)
        assert again.lead is finding.lead, finding.because
        assert same_body(again.lead_agency, finding.lead_agency), finding.because


@pytest.mark.parametrize("start", SEEDS)
def test_the_words_are_the_findings_own_and_few(start: str):
    for finding in letter(start).findings:
        assert any(finding.because in words for words in (finding.text, finding.stem, finding.subheading))
        assert 0 < len(finding.because) <= LONGEST_QUOTE


@pytest.mark.parametrize("start", SEEDS)
def test_no_body_is_two_agencies_in_one_letter(start: str):
    read = letter(start)
    names = {agency.name for finding in read.findings for agency in finding.contributing}
    names |= {finding.lead_agency for finding in read.findings}
    assert not [(one, other) for one in names for other in names if one < other and same_body(one, other)]
