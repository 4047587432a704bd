"""Plain text, markdown and what OCR programs write → lines, with headings and bold type taken from the markup."""

import html
import re
from collections.abc import Iterator

from findings.reading.letter import Unreadable
from findings.reading.notes import with_raised_marks
from findings.reading.source import Format, Line, Source

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

MOST_LINES = 50_000
MOST_CHARACTERS = 2_000_000  # fifty times what the longest letters have
BLANKS = 3  # blank lines that are kept of a run: as many stand for a page break in what OCR writes

PART = re.compile(r"[^\n\f]+|\f|\n{2,}")
LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x85\x0b]")
HEADING = re.compile(r"(#{1,6})[ \t]+")
RULE = re.compile(r"([-*_=])(?:[ \t]*\1){2,}[ \t]*\Z")
MARK = re.compile(r"<sup>[ \t]{0,3}(\d{1,3})[ \t]{0,3}</sup>|\^\{?(\d{1,3})\}?(?!\d)|\[\^(\d{1,3})\]", re.IGNORECASE)
IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()\s]*\)")
LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
TAG = re.compile(r"</?(?:b|strong|i|em|u|p|div|span|br|sup|sub|h[1-6])\b[^<>]{0,80}>", re.IGNORECASE)
BOLD = re.compile(r"(?:\*\*|__|<b>|<strong>).*(?:\*\*|__|</b>|</strong>):?\Z", re.IGNORECASE)


def read_text(text: str) -> Source:
    """Every line; of a long run of blank lines three stay. Pages are known only where the text has form feeds.

    `left` of a line is its indentation in columns.
    """
    pages = text.count("\f") + 1
    lines = tuple(with_raised_marks(list(_lines(LINE_ENDS.sub("\n", text), pages > 1))))
    if not any(line.text for line in lines):
        raise Unreadable("This file has no text in it.")
    return Source(Format.TEXT, lines, pages if pages > 1 else None)


def _lines(text: str, paged: bool) -> Iterator[Line]:
    page, blank = 1, BLANKS
    for part in _parts(text):
        if part == "\f":
            page += 1
            continue
        line = _line(part, page if paged else None)
        gap = 0 if line.text else max(0, min(_blanks(part, blank), BLANKS - blank))
        yield from [line] if line.text else [line] * gap
        blank = 0 if line.text else blank + gap


def _parts(text: str) -> Iterator[str]:
    """Lines, runs of line ends and form feeds. Raises Unreadable for more than a letter can have."""
    length = 0
    for number, part in enumerate(PART.finditer(text)):
        length += len(part[0].strip())
        if number > MOST_LINES or length > MOST_CHARACTERS:
            limits = f"{MOST_LINES:,} lines or {MOST_CHARACTERS:,} characters"
            raise Unreadable(f"This file has more than {limits}: no letter is that long.")
        yield part[0]


def _blanks(part: str, before: int) -> int:
    """How many blank lines a part without words stands for; a rule adds none to those before it."""
    if part[0] == "\n":
        return part.count("\n", 0, BLANKS + 2) - 1
    return 1 if not part.strip() else int(before == 0)


def _line(part: str, page: int | None) -> Line:
    """One line without its markup; a rule across the page counts as blank."""
    text = part.strip()
    if not text or RULE.match(text):
        return Line("", page)
    left = float(len(part) - len(part.lstrip()))
    heading = HEADING.match(text)
    if heading:
        text = text[heading.end() :].rstrip("# ")
    return Line(_plain(text), page, left=left, bold=bool(BOLD.match(text)), level=len(heading[1]) if heading else 0)


def _plain(text: str) -> str:
    text = MARK.sub(lambda mark: mark[mark.lastindex or 0].translate(RAISED), text)
    text = LINK.sub(r"\1", IMAGE.sub("", text))
    text = TAG.sub("", text).replace("**", "").replace("__", "")
    return html.unescape(text).strip()
