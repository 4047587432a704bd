"""The wordings of headings from 2016 on, and what only looks like one."""

import pytest

from findings.reading.headings import Section, is_section_heading, section_of


@pytest.mark.parametrize(
    "text",
    [
        "Areas for priority action",
        "Area for priority action",
        "Areas for priority actions",
        "Area(s) for priority action(s)",
        "AREAS FOR PRIORITY ACTION",
        "The areas for priority action:",
        "Priority actions",
        "Areas for immediate action",
        "2. Areas for priority action (continued)",
    ],
)
def test_headings_of_priority_actions(text: str):
    assert section_of(text) is Section.PRIORITY_ACTION


@pytest.mark.parametrize(
    "text",
    [
        "Areas for improvement",
        "Area for improvement",
        "Areas for Improvement:",
        "Key areas for improvement",
        "Areas for further development",
        "Areas requiring improvement",
        "Areas that need to improve",
        "What needs to improve?",
        "What needs to improve",
        "What needs to improve in Torbay?",
        "What the partnership needs to improve",
        "Areas for improvement – front door",
    ],
)
def test_headings_of_improvements(text: str):
    assert section_of(text) is Section.IMPROVEMENT


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("Key Strengths", Section.STRENGTHS),
        ("Early help strengths", Section.STRENGTHS),
        ("Case study: area for improvement", Section.STUDY),
        ("Practice study: areas for priority action and improvement", Section.STUDY),
        ("Case Study: areas for improvement.", Section.STUDY),
        ("Headline findings", Section.OTHER),
        ("Next steps", Section.NEXT_STEPS),
        ("Yours sincerely", Section.CLOSING),
    ],
)
def test_other_headings(text: str, section: Section):
    assert section_of(text) is section


@pytest.mark.parametrize(
    "text",
    [
        "Priority action is being taken in a neighbouring area, and the police have improved.",
        "areas for improvement",
        "There are no areas for priority action.",
        "Areas of improvement since the last inspection are many, and leaders know them.",
        "Leadership and management",
        "",
    ],
)
def test_no_heading(text: str):
    assert section_of(text) is None


def test_in_plain_type_a_heading_is_short_and_no_sentence():
    assert is_section_heading("Areas for improvement")
    assert not is_section_heading("Areas for improvement.")
    assert not is_section_heading("Areas for improvement across the agencies that answer referrals in Dorset")
    assert is_section_heading("What needs to improve in Bath and North East Somerset?")
    assert is_section_heading("Case Study: areas for improvement.")
    assert not is_section_heading("Practice examples seen by inspectors were good.")
