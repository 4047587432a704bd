"""The shapes that sections of findings come in, each as a small text written for the test."""

import pytest

from findings.reading.findings import read_findings
from findings.reading.letter import Doubt, Finding, Kind
from findings.reading.measure import measure
from findings.reading.reader import read_blocks
from findings.reading.sections import parts
from findings.reading.source import Format, Line, Source
from findings.reading.text import read_text

LONG = "Assessments are late in most of the cases that inspectors looked at, and children wait too long for help"


def read(source: Source) -> tuple[tuple[Finding, ...], list[Doubt]]:
    size = measure(source.lines)
    return read_findings(parts(read_blocks(source, size), size), size)


def findings(text: str) -> list[Finding]:
    return list(read(read_text(text))[0])


def texts(text: str) -> list[str]:
    return [finding.text for finding in findings(text)]


def doubts(text: str) -> str:
    return " ".join(doubt.message for doubt in read(read_text(text))[1])


def test_both_kinds_are_told_apart_and_numbered_each_from_one():
    found = findings(
        "Areas for priority action\n\n- Act now.\n\nAreas for improvement\n\n- Improve this.\n- Improve that.\n"
    )
    assert [(one.kind, one.number, one.text) for one in found] == [
        (Kind.PRIORITY_ACTION, 1, "Act now."),
        (Kind.IMPROVEMENT, 1, "Improve this."),
        (Kind.IMPROVEMENT, 2, "Improve that."),
    ]


@pytest.mark.parametrize(
    "glyph", ["-", "■", "◼", "•", "\uf06e", "\uf0b7", "o", "n", "–", "*", "1.", "(a)", "a.", "ii.", "\ufffd"]
)
def test_bullets_of_every_kind(glyph: str):
    second = {"1.": "2.", "(a)": "(b)"}.get(glyph, glyph)
    assert texts(f"What needs to improve?\n\n{glyph} The first.\n{second} The second.\n") == [
        "The first.",
        "The second.",
    ]


def test_a_glyph_alone_on_its_line_belongs_to_the_next():
    assert texts("Areas for improvement\n\n•\n\nThe first.\n\n•\nThe second.\n") == ["The first.", "The second."]


def test_a_glyph_that_comes_back_alone_is_no_running_head():
    text = "Areas for improvement\n\nPlans:\n\n" + "".join(f"■\npart {n} is late\n\n" for n in range(5))
    assert texts(text) == [f"part {n} is late" for n in range(5)]


def test_an_item_goes_on_over_wrapped_lines_and_a_page_with_its_furniture():
    pages = (
        "Care Quality Commission\n\nAreas for improvement\n\n- The timeliness of multi-\nagency meetings is\n\n1",
        "Care Quality Commission\n\nnot good enough.\n- Plans are not\n\n2",
        "Care Quality Commission\n\nkept.\n\n3",
    )
    assert texts("\f".join(pages)) == [
        "The timeliness of multi-agency meetings is not good enough.",
        "Plans are not kept.",
    ]


def test_a_footnote_between_does_not_get_into_the_finding():
    marked = (
        "Areas for improvement\n\n- Operation Encompass<sup>5</sup> is not\n\n<sup>5</sup> A project.\n\nyet effective."
    )
    assert texts(marked) == ["Operation Encompass is not yet effective."]
    plain = "Areas for improvement\n\n- Operation Encompass5 is not\n\n5 A project of schools.\n\nyet effective.\n"
    assert texts(plain) == ["Operation Encompass is not yet effective."]


def test_lines_of_a_finding_are_those_that_it_was_healed_from():
    source = read_text("Areas for improvement\n\n- Plans are\n\n<sup>5</sup> A note.\n\nnot kept.\n")
    (finding,), _ = read(source)
    assert [source.lines[index].text for index in finding.lines] == ["- Plans are", "not kept."]


def test_a_study_in_the_middle_of_a_finding_is_no_part_of_it():
    text = (
        "Areas for improvement\n\n- Plans are often\n\nCase study: highly effective practice\n\nOne child was helped."
        "\n\n- A point of the study.\n\nnot kept.\n\n- Records are thin.\n"
    )
    assert texts(text) == ["Plans are often not kept.", "Records are thin."]


def test_studies_strengths_and_prose_give_no_findings():
    text = (
        "Headline findings\n\n- Leaders know it is an area for priority action.\n\nKey strengths\n\n- Good work.\n\n"
        "Case study: area for priority action\n\n- A bullet.\n\nMain findings\n\n- There is no priority action.\n"
    )
    assert texts(text) == []


@pytest.mark.parametrize(
    "words",
    [
        "There are no areas for priority action.",
        "- There are no areas for priority action",
        "No areas for priority action were identified.",
        "Inspectors did not identify any areas for priority action.",
        "There are no priority actions.",
        "None.",
    ],
)
def test_a_section_that_says_there_is_nothing_gives_nothing(words: str):
    text = f"Areas for priority action\n\n{words}\n\nAreas for improvement\n\n- One.\n- Two.\n"
    assert texts(text) == ["One.", "Two."]
    assert doubts(text) == ""


def test_a_finding_may_begin_with_what_is_lacking():
    assert texts("Areas for improvement\n\n- There are no effective systems to share records.\n- Two.\n") == [
        "There are no effective systems to share records.",
        "Two.",
    ]


def test_a_lead_in_is_the_stem_of_each_of_its_bullets():
    found = findings(
        "Areas for priority action\n\nLeaders need to take action to ensure that:\n\n- needs are met\n"
        "- risks are known.\n\nAreas for improvement\n\n- Another.\n- And another.\n"
    )
    assert [(one.stem, one.text) for one in found] == [
        ("Leaders need to take action to ensure that:", "needs are met"),
        ("Leaders need to take action to ensure that:", "risks are known."),
        ("", "Another."),
        ("", "And another."),
    ]


def test_one_section_can_have_several_stems():
    found = findings("What needs to improve?\n\nLeaders should:\n\n- plan\n- act.\n\nThe police should:\n\n- record.\n")
    assert [(one.stem, one.text) for one in found] == [
        ("Leaders should:", "plan"),
        ("Leaders should:", "act."),
        ("The police should:", "record."),
    ]


def test_a_bullet_can_be_the_stem_of_those_beside_it():
    found = findings("Areas for improvement\n\n■ Leaders should:\n■ plan\n■ act.\n")
    assert [(one.stem, one.text) for one in found] == [("Leaders should:", "plan"), ("Leaders should:", "act.")]


def test_dashes_inside_a_bullet_stay_in_its_text():
    items = "■ Leaders must act. This includes:\n  - meeting need\n  - keeping records.\n■ Two.\n"
    text = f"Areas for priority action\n\n{items}"
    assert texts(text) == ["Leaders must act. This includes: - meeting need - keeping records.", "Two."]


def test_items_indented_below_a_colon_stay_in_its_text():
    text = (
        "Areas for improvement\n\n- Leaders must act. This includes:\n  - planning\n  - records.\n- Plans are late.\n"
    )
    assert texts(text) == ["Leaders must act. This includes: - planning - records.", "Plans are late."]


def test_a_list_without_bullets_is_a_finding_a_paragraph_and_says_so():
    text = f"Areas for improvement\n\n{LONG}.\n\nLeadership\n\n{LONG} too.\n\n{LONG} still.\n"
    found = findings(text)
    assert [(one.subheading, one.text) for one in found] == [
        ("", f"{LONG}."),
        ("Leadership", f"{LONG} too."),
        ("Leadership", f"{LONG} still."),
    ]
    assert "has no bullets" in doubts(text)


def test_an_introduction_to_a_list_without_bullets_is_no_finding():
    introduction = "Inspectors identified the following areas where practice must improve."
    text = f"Areas for improvement\n\n{introduction}\n\nPlans are late.\n\nRecords are thin.\n"
    assert texts(text) == ["Plans are late.", "Records are thin."]
    assert "not taken as a finding" in doubts(text)


def test_subheadings_bold_and_plain():
    found = findings(
        "# Areas for improvement\n\n**The front door**\n\n- One.\n- Two.\n\nLeadership and management\n\n- Three.\n"
    )
    assert [(one.subheading, one.text) for one in found] == [
        ("The front door", "One."),
        ("The front door", "Two."),
        ("Leadership and management", "Three."),
    ]


def test_an_unknown_heading_over_prose_ends_the_list():
    text = f"## What needs to improve?\n\n- One.\n- Two.\n\n## The partnership (KSCP)\n\n{LONG}.\n\n{LONG}.\n"
    assert texts(text) == ["One.", "Two."]


def test_the_request_for_a_statement_ends_the_list_without_a_heading():
    asked = "The council should prepare a written statement of proposed action."
    assert texts(f"Areas for improvement\n\n{LONG}.\n\n{LONG} too.\n\n{asked}\n") == [f"{LONG}.", f"{LONG} too."]


def test_a_heading_said_again_on_the_next_page_changes_nothing():
    text = "Areas for improvement\n\n- One is\n\n\n\nAreas for improvement (continued)\n\nlate.\n\n- Two.\n"
    assert texts(text) == ["One is late.", "Two."]


def test_an_introduction_is_no_finding_and_says_so():
    text = f"Areas for improvement\n\n{LONG}. They are detailed below.\n\n- One.\n- Two.\n"
    assert texts(text) == ["One.", "Two."]
    assert "not taken as a finding" in doubts(text)


def test_a_paragraph_that_lost_its_bullet_is_a_finding_with_a_doubt():
    text = f"Areas for improvement\n\n- One.\n\n{LONG}.\n\n- Three.\n"
    assert texts(text) == ["One.", f"{LONG}.", "Three."]
    assert "has no bullet" in doubts(text)


def test_a_heading_with_nothing_under_it_is_told():
    assert "Nothing was found under the heading" in doubts("Areas for priority action\n\nNext steps\n\nSend it.\n")


def test_word_lists_keep_their_bullets_apart_from_the_text():
    lines = (
        Line("What needs to improve?", level=1),
        Line("Leaders must act. This includes:", bullet="•"),
        Line("meeting need", bullet="-"),
        Line("keeping records.", bullet="-"),
        Line("Referrals.", bullet="•"),
        Line("Strengths", level=1),
        Line("Good work.", bullet="•"),
    )
    found, _ = read(Source(Format.WORD, lines))
    assert [one.text for one in found] == [
        "Leaders must act. This includes: - meeting need - keeping records.",
        "Referrals.",
    ]
