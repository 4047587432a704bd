"""Text and markdown → lines: what is kept, what is markup, and where pages are known."""

import pytest

from findings.reading.letter import Unreadable
from findings.reading.source import Line
from findings.reading.text import read_text


def lines(text: str) -> list[str]:
    return [line.text for line in read_text(text).lines]


def only(text: str) -> Line:
    (line,) = read_text(text).lines
    return line


@pytest.mark.parametrize(
    ("text", "read", "level", "bold"),
    [
        ("## Key strengths", "Key strengths", 2, False),
        ("### **Next steps** ##", "Next steps", 3, True),
        ("**Areas for improvement**", "Areas for improvement", 0, True),
        ("<b>Ofsted</b>", "Ofsted", 0, True),
        ("Dear **local partnership**", "Dear local partnership", 0, False),
        ("Children &amp; families&nbsp;first", "Children & families\u00a0first", 0, False),
        ("agencies.<sup>2</sup> The", "agencies.² The", 0, False),
        ("Send to [a@b.uk](mailto:a@b.uk) now", "Send to a@b.uk now", 0, False),
        ("![logo](image.png) Ofsted", "Ofsted", 0, False),
        ("- keeps * its - bullet", "- keeps * its - bullet", 0, False),
    ],
)
def test_a_line_is_read_without_its_markup(text: str, read: str, level: int, bold: bool):
    line = only(text)
    assert (line.text, line.level, line.bold) == (read, level, bold)


def test_runs_of_blank_lines_and_rules_are_shortened():
    assert lines("a\n\nb\n\n---\n\nc\n \n\n\n\n\n\nd") == ["a", "", "b", "", "", "c", "", "", "", "d"]


def test_any_line_end_will_do():
    assert lines("a\r\nb\rc\u2028d") == ["a", "b", "c", "d"]


def test_pages_are_known_from_form_feeds_alone():
    assert [line.page for line in read_text("a\n\fb\n").lines] == [1, 2]
    assert read_text("a\n\fb\n").pages == 2
    assert read_text("a\n\n\n\n\nb\n").pages is None


def test_indentation_is_kept_as_the_left_edge():
    assert [line.left for line in read_text("- a\n  - b").lines] == [0, 2]


def test_numbers_that_open_notes_and_end_words_are_raised():
    assert lines("Operation Encompass5 is late.\n\n5 A project of 2018.\n") == [
        "Operation Encompass⁵ is late.",
        "",
        "⁵ A project of 2018.",
    ]
    assert lines("1 May 2019\n\nHer partners1 act.\n\n1 By law.")[0] == "1 May 2019"
    assert lines("In 2018, level 3 training\n\n5 children") == ["In 2018, level 3 training", "", "5 children"]


@pytest.mark.parametrize("text", ["", "\n" * 1_000_000, "---\n\n***\n"])
def test_a_text_without_words_is_refused(text: str):
    with pytest.raises(Unreadable, match="no text"):
        read_text(text)


@pytest.mark.parametrize("text", ["- - - a\n" * 100_000, "a" * 3_000_000])
def test_more_than_a_letter_can_have_is_refused(text: str):
    with pytest.raises(Unreadable, match="no letter is that long"):
        read_text(text)
