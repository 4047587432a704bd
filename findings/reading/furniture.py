"""What stands on a letter's pages beside its text: page numbers, running heads and feet, footnotes."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from findings.reading.bullets import SURE
from findings.reading.measure import Measure
from findings.reading.notes import notes_in_text, notes_on_page
from findings.reading.source import Line

EDGE = 4  # lines at the head and at the foot of a page where furniture is looked for
PAGES = 3  # as often must a line come back on pages to be furniture
TIMES = 4  # as often where pages are not known
LONGEST = 90  # characters of a running head or foot

PAGE_NUMBER = re.compile(
    r"(?:page[ \t]{0,3})?[-–—|\[(]?[ \t]{0,3}\d{1,3}(?:[ \t]{0,3}(?:of|/|\|)[ \t]{0,3}\d{1,3})?"
    r"[ \t]{0,3}[-–—|\])]?(?:[ \t]{0,3}p[ \t]?a[ \t]?g[ \t]?e)?",
    re.IGNORECASE,
)
NOT_WORD = re.compile(r"[\W\d_]+")


def furniture(lines: Sequence[Line], measure: Measure) -> set[int]:
    """Indexes of the lines that are no part of the letter's text."""
    pages = list(_pages(lines))
    if len(pages) > 1:
        away = set(_page_numbers(lines, pages)) | set(_running(lines, pages))
    else:
        away = set(_loose_numbers(lines)) | set(_repeated(lines))
    if not measure.placed:
        return away | set(notes_in_text(lines))
    for page in pages:
        away.update(notes_on_page([index for index in page if index not in away], lines, measure))
    return away


def _pages(lines: Sequence[Line]) -> Iterable[list[int]]:
    pages: dict[int | None, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if line.text:
            pages[line.page].append(index)
    return pages.values()


def _edges(page: list[int]) -> set[int]:
    return set(page[:EDGE] + page[-EDGE:])


def _page_numbers(lines: Sequence[Line], pages: list[list[int]]) -> Iterator[int]:
    """One at the head and one at the foot of a page at most."""
    for page in pages:
        for edge in page[:EDGE], page[: -EDGE - 1 : -1]:
            yield from [index for index in edge if PAGE_NUMBER.fullmatch(lines[index].text)][:1]


def _loose_numbers(lines: Sequence[Line]) -> Iterator[int]:
    """Page numbers where pages are not known: numbers that stand alone."""
    for index, line in enumerate(lines):
        if not line.bullet and any(map(str.isdigit, line.text)) and PAGE_NUMBER.fullmatch(line.text):
            yield index


def _running(lines: Sequence[Line], pages: list[list[int]]) -> Iterator[int]:
    """Lines that come back at the head or foot of several pages, page numbers in them apart."""
    places: dict[str, list[int]] = defaultdict(list)
    for page in pages:
        for index in _edges(page):
            if len(lines[index].text) <= LONGEST:
                places[_key(lines[index])].append(index)
    for key, indexes in places.items():
        if key and len({lines[index].page for index in indexes}) >= min(PAGES, len(pages)):
            yield from indexes


def _key(line: Line) -> str:
    """The words, and whether at the head or at the foot: a heading that comes back stands at changing heights."""
    return f"{round(line.top / 12)} {words}" if (words := NOT_WORD.sub(" ", line.text.lower()).strip()) else ""


def _repeated(lines: Sequence[Line]) -> Iterator[int]:
    """Short plain lines that come back again and again, as a letterhead's words do in what OCR writes."""
    plain = [
        i
        for i, line in enumerate(lines)
        if 0 < len(line.text) <= LONGEST and not (line.bullet or line.level or SURE.fullmatch(line.text))
    ]
    times = Counter(lines[index].text for index in plain)
    return (index for index in plain if times[lines[index].text] >= TIMES)
