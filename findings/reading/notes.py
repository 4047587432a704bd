"""Footnotes: which lines they take, and their marks in plain text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from findings.reading.bullets import SURE
from findings.reading.headings import is_section_heading
from findings.reading.measure import SMALL, Measure
from findings.reading.source import Line

LONGEST = 5_000  # characters of a line that are searched for marks
DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
RAISE = str.maketrans("0123456789", DIGITS)

NOTE = re.compile(rf"[{DIGITS}*†‡]|\d{{1,2}}(?:[ \t]+\S|[A-Z])")
RAISED = re.compile(rf"[{DIGITS}]")
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
LOW_NOTE = re.compile(rf"(\d{{1,2}})[ \t]+(?!{MONTH}[a-z]{{0,6}} )(?=[A-Z‘“])")
LOW_MARK = re.compile(r"(?<=[a-z)’.,])(\d{1,2})(?=[ \t]*(?:[.,;:)]|[ \t][a-zA-Z(‘“]|\Z))")


def notes_on_page(page: Sequence[int], lines: Sequence[Line], measure: Measure) -> Sequence[int]:
    """The footnotes of a page: small type at its foot, or all from a line on that opens with a raised number."""
    start = len(page)
    while start and lines[page[start - 1]].size < SMALL * measure.size and not lines[page[start - 1]].boxed:
        start -= 1
    small = page[start:]
    while small and not NOTE.match(lines[small[0]].text):
        small = small[1:]
    raised = next((at for at, index in enumerate(page) if at and RAISED.match(lines[index].text)), len(page))
    return max(small, page[raised:], key=len) if start else []


def notes_in_text(lines: Sequence[Line]) -> Iterator[int]:
    """Paragraphs that open with a raised number: to a blank line, a new page or what plainly is no note any more."""
    noted = False
    for index, line in enumerate(lines):
        noted = bool(RAISED.match(line.text)) or (noted and _goes_on(lines[index - 1], line))
        if noted:
            yield index


def _goes_on(note: Line, line: Line) -> bool:
    if not line.text or line.page != note.page or line.level or line.bullet:
        return False
    resumes = note.text.endswith((".", "/")) and line.text[:1].islower() and not line.text.startswith("www")
    return not (resumes or SURE.match(line.text) or is_section_heading(line.text))


def with_raised_marks(lines: Sequence[Line]) -> Iterator[Line]:
    """Text whose note marks came out as ordinary digits: those that open a line and also end a word are raised."""
    opening = {found[1] for line in lines if (found := LOW_NOTE.match(line.text))}
    ending = {found[1] for line in lines for found in LOW_MARK.finditer(line.text[:LONGEST])}
    notes = opening & ending
    for line in lines:
        yield replace(line, text=_raised(line.text, notes)) if notes else line


def _raised(text: str, notes: set[str]) -> str:
    opens = LOW_NOTE.match(text)
    if opens and opens[1] in notes:
        text = opens[1].translate(RAISE) + text[len(opens[1]) :]
    head, tail = text[:LONGEST], text[LONGEST:]
    return LOW_MARK.sub(lambda mark: mark[1].translate(RAISE) if mark[1] in notes else mark[0], head) + tail
