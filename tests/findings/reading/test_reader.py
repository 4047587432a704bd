"""The whole reading: what is refused, what is read with warnings, and what else a letter holds."""

import pytest

from findings.reading.letter import Letter, Unreadable
from findings.reading.reader import read_letter
from findings.reading.text import read_text

HEAD = """1 February 2017

Jane Smith, Director of Children’s Services, Dorset County Council
John Jones, Chief Constable, Dorset Police

Dear local partnership

Joint targeted area inspection of the multi-agency response to abuse and neglect in Dorset

Between 5 and 9 December 2016, Ofsted and the Care Quality Commission undertook a joint inspection.
"""
STRENGTHS = "Key strengths\n\n- Leaders work well together.\n- Plans are kept.\n"
FINDINGS = "Areas for improvement\n\n- Referrals are late.\n- The police do not attend\n"
STUDY = "Case study: highly effective practice\n\nOne child was helped.\n"


def letter(*parts: str) -> Letter:
    return read_letter(read_text("\n\n".join(parts)))


def messages(read: Letter) -> str:
    return " ".join(warning.message for warning in read.warnings)


def test_strengths_studies_and_the_source_are_kept_beside_the_findings():
    read = letter(HEAD, STRENGTHS, STUDY, FINDINGS)
    assert read.strengths == ("Leaders work well together.", "Plans are kept.")
    assert read.case_studies == ("Case study: highly effective practice",)
    assert len(read.findings) == 2
    assert [read.source[line].text for line in read.findings[0].lines] == ["- Referrals are late."]


def test_a_finding_without_its_full_stop_is_doubtful():
    read = letter(HEAD, "Areas for improvement\n\n- One is late.\n- Two is late.\n- The police do not attend\n")
    (doubt,) = [warning for warning in read.warnings if "full stop" in warning.message]
    assert [read.source[line].text for line in doubt.lines] == ["- The police do not attend"]


def test_lists_that_never_close_with_full_stops_are_not_doubtful():
    assert "full stop" not in messages(letter(HEAD, "What needs to improve?\n\n- Referrals\n- Plans\n- Records\n"))


def test_a_letter_without_findings_is_read_with_a_warning():
    read = letter(HEAD, STRENGTHS)
    assert read.findings == ()
    assert "no findings" in messages(read)


def test_a_letter_without_addressees_is_read():
    start = HEAD.index("Dear")
    assert len(letter(HEAD[start:], FINDINGS).findings) == 2


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Pancakes\n\nTake two eggs.\n\n- flour\n- milk\n", "Areas for improvement"),
        (
            "Jane Smith, Director of Children’s Services, Dorset County Council\n\nDear Jane\n\n"
            "Focused visit to Dorset children’s services\n\nWhat needs to improve?\n\n- Supervision.\n",
            "Joint targeted area inspection",
        ),
        ("Joint targeted area inspection\n\nA programme of inspections begins in 2016.\n", "the people"),
    ],
)
def test_other_documents_are_refused_with_what_is_missing(text: str, missing: str):
    with pytest.raises(Unreadable, match=missing):
        letter(text)
