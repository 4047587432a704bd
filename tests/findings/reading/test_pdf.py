"""A PDF's lines: order, type, raised marks, frames; on pages drawn for the test."""

import pytest
from fpdf import FPDF

from findings.reading.letter import Unreadable
from findings.reading.pdf import read_pdf
from findings.reading.source import Line


class Sheet(FPDF):
    """A4 in points; `write_at` takes the baseline's distance from the top."""

    def __init__(self) -> None:
        super().__init__(unit="pt")
        self.core_fonts_encoding = "cp1252"
        self.add_page()

    def write_at(self, x: float, y: float, text: str, style: str = "", size: float = 12) -> None:
        self.set_font("Helvetica", style, size)
        self.text(x, y, text)

    def lines(self) -> tuple[Line, ...]:
        return read_pdf(bytes(self.output())).lines


def test_a_line_has_its_place_size_weight_and_page():
    sheet = Sheet()
    sheet.write_at(72, 100, "Areas for improvement", "B", 14)
    sheet.add_page()
    sheet.write_at(90, 120, "Referrals are late.")
    heading, line = sheet.lines()
    assert (heading.text, heading.page, heading.bold, round(heading.size)) == ("Areas for improvement", 1, True, 14)
    assert (line.text, line.page, line.bold, round(line.size)) == ("Referrals are late.", 2, False, 12)
    assert line.left == pytest.approx(90, abs=2)
    assert line.bottom == pytest.approx(120, abs=0.5)


def test_lines_are_read_from_top_to_bottom_whatever_was_drawn_first():
    sheet = Sheet()
    for y, text in ((200, "second"), (300, "third"), (100, "first")):
        sheet.write_at(72, y, text)
    assert [line.text for line in sheet.lines()] == ["first", "second", "third"]


def test_a_bullet_drawn_by_itself_joins_its_line():
    sheet = Sheet()
    sheet.write_at(90, 100, "Referrals are late.")
    sheet.write_at(72, 100, "•")
    assert [line.text for line in sheet.lines()] == ["• Referrals are late."]


def test_the_columns_of_a_table_of_addressees_stay_apart():
    sheet = Sheet()
    sheet.write_at(72, 100, "Jane Smith")
    sheet.write_at(230, 100, "Chief Nurse, NHS Kent ICB")
    assert [line.text for line in sheet.lines()] == ["Jane Smith", "Chief Nurse, NHS Kent ICB"]


def test_words_of_a_line_that_is_stretched_are_no_columns():
    sheet = Sheet()
    for x, word in ((72, "Jane"), (150, "Smith,"), (230, "Chief"), (310, "Nurse")):
        sheet.write_at(x, 100, word)
    assert [line.text for line in sheet.lines()] == ["Jane Smith, Chief Nurse"]


def test_small_raised_digits_are_marks_and_ordinary_ones_are_not():
    sheet = Sheet()
    sheet.write_at(72, 100, "individual agencies.")
    sheet.write_at(72 + sheet.get_string_width("individual agencies."), 96, "2", size=8)
    sheet.write_at(72, 120, "from 2016 to 2018")
    assert [line.text for line in sheet.lines()] == ["individual agencies.²", "from 2016 to 2018"]


def test_a_line_that_ends_with_a_hyphen_stays_a_line():
    sheet = Sheet()
    sheet.write_at(72, 100, "a multi-")
    sheet.write_at(72, 114, "agency response")
    assert [line.text for line in sheet.lines()] == ["a multi-", "agency response"]


def framed(x: float, y: float, width: float, height: float, style: str) -> list[bool]:
    """Whether three lines, at 100, 200 and 300 points from the top, are boxed by such a rectangle."""
    sheet = Sheet()
    sheet.set_fill_color(220)
    sheet.rect(x, y, width, height, style)
    for top in (100, 200, 300):
        sheet.write_at(90, top, f"A line at {top}.")
    return [line.boxed for line in sheet.lines()]


def test_what_stands_in_a_frame_is_boxed():
    assert framed(80, 160, 400, 90, "D") == [False, True, False]
    assert framed(80, 160, 400, 90, "F") == [False, True, False]


def test_a_band_behind_a_line_is_no_frame():
    assert framed(80, 185, 400, 24, "F") == [False, False, False]


def test_a_frame_around_every_page_is_none():
    sheet = Sheet()
    for number in (1, 2, 3, 4):
        sheet.rect(40, 40, 500, 700)
        sheet.write_at(90, 100, f"A line on page {number}.")
        sheet.add_page()
    assert not any(line.boxed for line in sheet.lines())


def test_a_frame_of_four_rules_is_one_too():
    sheet = Sheet()
    for start, end in (
        ((80, 160), (480, 160)),
        ((80, 250), (480, 250)),
        ((80, 160), (80, 250)),
        ((480, 160), (480, 250)),
    ):
        sheet.line(*start, *end)
    for top in (100, 200, 300):
        sheet.write_at(90, top, f"A line at {top}.")
    assert [line.boxed for line in sheet.lines()] == [False, True, False]


def test_a_scan_is_told_how_to_get_its_text():
    with pytest.raises(Unreadable, match="OCR"):
        Sheet().lines()


def test_what_is_no_pdf_is_refused():
    with pytest.raises(Unreadable, match="damaged"):
        read_pdf(b"%PDF-1.7 and no more")
