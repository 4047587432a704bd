"""Findings on a PDF's pages, where type and place tell what words do not. Lines are set for each test."""

from dataclasses import replace

from findings.reading.findings import read_findings
from findings.reading.letter import Doubt, Finding
from findings.reading.measure import measure
from findings.reading.reader import read_blocks
from findings.reading.sections import parts
from findings.reading.source import Format, Line, Source

BODY, HANG = 72.0, 89.0  # points: the left edge of paragraphs and bullets, and of the text of list items
PITCH, RIGHT = 14.5, 522.0
FULL = "the assessments of children who wait for help are late and plans are not kept up to"  # words of a full line


class Page:
    """Lines from the top of a page on; a line runs to the right edge unless it is `short`."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.bottom = 120.0
        self.lines: list[Line] = []

    def line(self, text: str, left: float = BODY, gap: float = PITCH, short: bool = False, **other: object) -> "Page":
        self.bottom += gap
        right = left + 6 * len(text) if short else RIGHT
        made = Line(text, self.number, left, self.bottom - 12, right, self.bottom, 12.0)
        self.lines.append(replace(made, **other))
        return self

    def heading(self, text: str, **other: object) -> "Page":
        return self.line(text, gap=30, short=True, bold=True, **other)

    def item(self, text: str, **other: object) -> "Page":
        return self.line(f"◼ {text}", gap=20, **other)

    def more(self, text: str, **other: object) -> "Page":
        return self.line(text, HANG, **other)


def read(*pages: Page) -> tuple[tuple[Finding, ...], list[Doubt]]:
    source = Source(Format.PDF, tuple(line for page in pages for line in page.lines), len(pages))
    size = measure(source.lines)
    return read_findings(parts(read_blocks(source, size), size), size)


def texts(*pages: Page) -> list[str]:
    return [finding.text for finding in read(*pages)[0]]


def opened(number: int = 1) -> Page:
    return Page(number).heading("Areas for improvement")


def test_an_item_runs_on_over_a_page_past_number_and_footnotes():
    first = opened().item(f"Firstly {FULL}").more("date. The police do not see", short=False)
    first.line("¹ A note in small type.", gap=40, size=10.0, short=True).line("1", 520, 30, short=True, size=9.0)
    second = Page(2).more("this as their part.", short=True).item("Secondly.", short=True)
    assert texts(first, second) == [f"Firstly {FULL} date. The police do not see this as their part.", "Secondly."]


def test_a_framed_study_interrupts_a_finding_and_is_no_part_of_it():
    page = opened().item(f"Firstly {FULL}")
    page.line("Case study: area for improvement", 97, 40, short=True, bold=True, boxed=True)
    page.line("One child was not seen.", 97, short=True, boxed=True).line("◼ A point.", 97, short=True, boxed=True)
    page.more("date, and nobody asks why.", gap=40, short=True).item("Secondly.", short=True)
    found, _ = read(page)
    assert [one.text for one in found] == [f"Firstly {FULL} date, and nobody asks why.", "Secondly."]
    assert found[0].lines == (1, 5)


def test_an_item_further_in_is_nested_below_a_colon_and_an_equal_below_a_full_stop():
    page = opened().item("Leaders must act. This includes:", short=True)
    page.line("− meeting need", HANG, 20, short=True).line("− keeping records.", HANG, 20, short=True)
    page.item("Secondly.", short=True).line("◼ Thirdly, set carelessly.", HANG, 20, short=True)
    assert texts(page) == [
        "Leaders must act. This includes: - meeting need - keeping records.",
        "Secondly.",
        "Thirdly, set carelessly.",
    ]


def test_paragraphs_are_parted_by_space_or_by_a_line_that_ends_early():
    page = opened().line(f"Firstly {FULL}", gap=30).line("date.", short=True)
    page.line(f"Secondly {FULL}", gap=23).line("date.", short=True)
    page.line(f"Thirdly {FULL}").line("date.", short=True)
    assert texts(page) == [f"{number} {FULL} date." for number in ("Firstly", "Secondly", "Thirdly")]


def test_a_paragraph_among_items_is_one_where_their_text_stands_and_none_at_the_margin():
    page = opened().item(f"Firstly {FULL}").more("date.", short=True)
    page.more("This one lost its bullet.", gap=20, short=True).item("Thirdly.", short=True)
    page.line("These are discussed with leaders.", gap=20, short=True)
    found, doubts = read(page)
    assert [one.text for one in found] == [f"Firstly {FULL} date.", "This one lost its bullet.", "Thirdly."]
    assert [doubt.lines for doubt in doubts] == [(3,), (5,)]


def test_bold_words_that_fill_a_line_of_an_item_are_no_heading():
    page = opened().item(FULL, bold=True).more("date in most cases.", short=True).item("Secondly.", short=True)
    assert texts(page) == [f"{FULL} date in most cases.", "Secondly."]


def test_a_line_of_an_item_in_other_type_stays_in_it():
    page = (
        opened().item(f"Firstly {FULL}").more(FULL, size=11.0).more("date.", short=True).item("Secondly.", short=True)
    )
    assert texts(page) == [f"Firstly {FULL} {FULL} date.", "Secondly."]


def test_a_list_goes_on_below_a_study_whose_words_are_set_in():
    page = opened().item("Firstly.", short=True).heading("Practice study: highly effective practice")
    page.line("One child was helped.", 100, 20, short=True).item("Secondly.", short=True)
    assert texts(page) == ["Firstly.", "Secondly."]


def test_clauses_below_a_stem_are_findings_without_bullets_too():
    page = opened().line("Leaders must ensure that:", gap=30, short=True)
    page.line("plans are kept", HANG, 30, short=True).line("records are full", HANG, 30, short=True)
    assert texts(page) == ["plans are kept", "records are full"]


def test_a_heading_over_two_lines_heads_the_items_below_it():
    page = opened().line("Multi-agency practice with children at risk of", gap=30, bold=True)
    page.line("criminal exploitation", short=True, bold=True).item("Firstly.", short=True)
    (finding,), _ = read(page)
    assert finding.subheading == "Multi-agency practice with children at risk of criminal exploitation"


def test_running_heads_are_furniture_on_every_page():
    pages = [Page(number).line("Dorset JTAI letter", gap=0, short=True) for number in (1, 2, 3)]
    pages[0].heading("Areas for improvement").item(f"Firstly {FULL}")
    pages[1].more(f"date, {FULL}").more("date again.", short=True).item(f"Secondly {FULL}")
    pages[2].more("date.", short=True)
    assert texts(*pages) == [f"Firstly {FULL} date, {FULL} date again.", f"Secondly {FULL} date."]


def test_sizes_that_vary_from_line_to_line_as_ocr_gives_them_part_nothing():
    page = opened().item(f"Firstly {FULL}").more(FULL).more("date.", short=True).item(f"Secondly {FULL}")
    page.more("date.", short=True)
    page.lines = [
        replace(line, size=size) for line, size in zip(page.lines, (12, 10.5, 13, 11.2, 12.6, 14), strict=True)
    ]
    assert texts(page) == [f"Firstly {FULL} {FULL} date.", f"Secondly {FULL} date."]
