"""PDF → lines with their place, size and weight on the page, by pypdfium2's text layer."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median_low

import pypdfium2
import pypdfium2.raw as pdfium

from findings.reading.characters import (
    RAISED,
    RAISED_DIGITS,
    SMALL,
    are_bold,
    characters_of,
    place_of,
    size_of,
    with_marks,
)
from findings.reading.frames import Frame, frames_on, without_page_frames
from findings.reading.letter import Unreadable
from findings.reading.source import Format, Line, Source

SAME_LINE = 0.5  # of the type size: how far a raised mark's baseline may stand off its line's
COLUMN_GAP = 3.0  # of the type size: a wider gap parts two columns; twice as much may lie behind a bullet
GLYPHS = 3  # characters of a bullet or a paragraph's number
MOST_BOXED = 0.6  # of the lines: where more are, the frames hold the letter and not its studies
SAMPLES = 4  # parts of a run at whose ends its type is looked at

GAP = re.compile(r"\S[ \t\xa0]{1,20}(?=\S)")
RUN = re.compile("[^\n\x02\ufffe]*[\x02\ufffe]?")  # a hyphen at a line's end hides the line break after it


@dataclass
class Piece:
    """A run of characters on one baseline, as pdfium gives it."""

    text: str
    left: float
    right: float
    top: float
    baseline: float
    size: float
    bold: bool


def read_pdf(data: bytes) -> Source:
    """Every line of a PDF's text layer, in reading order. Raises Unreadable where there is none."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(_why_not_open(str(error))) from error
    with document:
        pages = [_read_page(document, number) for number in range(len(document))]
    lines = list(_boxed([lines for lines, _ in pages], without_page_frames([frames for _, frames in pages])))
    if not lines:
        raise Unreadable(
            "This PDF has no text in it: it is a scan, a picture of each page. Run it through OCR"
            " (for instance ocrmypdf scan.pdf letter.pdf) and give the result."
        )
    if sum(line.boxed for line in lines) > MOST_BOXED * len(lines):
        lines = [replace(line, boxed=False) for line in lines]
    return Source(Format.PDF, tuple(lines), len(pages))


def _why_not_open(reason: str) -> str:
    if "password" in reason.lower():
        return "This PDF is encrypted. Save a copy without the password and give that."
    return "This PDF is damaged or is no PDF. Download it again, or give the Word file or the text."


def _read_page(document: pypdfium2.PdfDocument, number: int) -> tuple[list[Line], list[Frame]]:
    """One page's lines from top to bottom, whatever order they were drawn in, and the frames drawn on it."""
    page = document[number]
    textpage = page.get_textpage()
    try:
        height = page.get_height()
        pieces = sorted(_merged(_pieces(textpage, in_columns=number == 0)), key=lambda piece: -piece.baseline)
        lines = [_line(piece, number + 1, height) for piece in _merged(_by_column(pieces))]
        return lines, frames_on(page)
    finally:
        textpage.close()
        page.close()


def _line(piece: Piece, page: int, height: float) -> Line:
    top, bottom = height - piece.top, height - piece.baseline
    return Line(piece.text.rstrip(), page, piece.left, top, piece.right, bottom, piece.size, piece.bold)


def _boxed(pages: list[list[Line]], frames: list[list[Frame]]) -> Iterator[Line]:
    """All the lines; those that stand in a frame are marked so."""
    for lines, drawn in zip(pages, frames, strict=True):
        for line in lines:
            held = any(frame.holds(line.left, (line.top + line.bottom) / 2) for frame in drawn)
            yield replace(line, boxed=True) if held else line


def _by_column(pieces: list[Piece]) -> Iterator[Piece]:
    """Pieces on one baseline from left to right; `pieces` are sorted from top to bottom."""
    row: list[Piece] = []
    for piece in pieces:
        if row and row[0].baseline - piece.baseline > SAME_LINE * max(row[0].size, piece.size):
            yield from sorted(row, key=lambda one: one.left)
            row = []
        row.append(piece)
    yield from sorted(row, key=lambda one: one.left)


def _pieces(textpage: pypdfium2.PdfTextPage, in_columns: bool) -> Iterator[Piece]:
    """The runs between pdfium's line breaks, and after a line-end hyphen, that have anything to see in them.

    `in_columns`: whether to look for columns, as the table of addressees on a first page has them.
    """
    raw = textpage.raw
    text = characters_of(textpage)
    for run in RUN.finditer(text):
        seen = run[0].strip()
        if seen:
            start = run.start() + run[0].index(seen)
            cuts = [0, *_cuts(raw, seen, start), len(seen)] if in_columns else [0, len(seen)]
            yield from (_piece(raw, seen[a:b].strip(), start + a) for a, b in pairwise(cuts))


def _cuts(raw: pdfium.FPDF_TEXTPAGE, text: str, start: int) -> Iterator[int]:
    """Where a new column begins in a run: pdfium gives one space for a gap of any width.

    A justified line that a line break ends is stretched between all of its words and has no columns.
    """
    gaps = list(GAP.finditer(text))
    widths = [place_of(raw, start + gap.end())[0] - place_of(raw, start + gap.start())[1] for gap in gaps]
    size = size_of(raw, start)
    if len(gaps) == 1 or min(widths, default=0.0) < size:
        yield from (gap.end() for gap, width in zip(gaps, widths, strict=True) if width > COLUMN_GAP * size)


def _piece(raw: pdfium.FPDF_TEXTPAGE, text: str, start: int) -> Piece:
    """The piece of those characters, the first of which has the index `start` on the page."""
    samples = [start + place for place in _sampled(text)]
    size = median_low(size_of(raw, index) for index in samples)
    left, _, _ = place_of(raw, samples[0])
    _, right, _ = place_of(raw, samples[-1])
    _, _, baseline = place_of(raw, samples[len(samples) // 2])
    written = with_marks(raw, text, start, size, baseline)
    return Piece(written, left, right, baseline + size, baseline, size, are_bold(raw, samples))


def _sampled(text: str) -> list[int]:
    """The first, the last and some places between them where characters can be seen; `text` begins and ends so."""
    places = [(len(text) - 1) * part // SAMPLES for part in range(SAMPLES + 1)]
    return [place if not text[place].isspace() else place - 1 for place in places]


def _merged(pieces: Iterable[Piece]) -> list[Piece]:
    """Pieces on one baseline joined into lines; columns stay apart."""
    lines: list[Piece] = []
    for piece in pieces:
        if lines and _continues(lines[-1], piece):
            lines[-1] = _join(lines[-1], piece)
        else:
            lines.append(piece)
    return lines


def _continues(line: Piece, piece: Piece) -> bool:
    size = max(line.size, piece.size)
    level = abs(line.baseline - piece.baseline) < SAME_LINE * size
    widest = COLUMN_GAP * size * (2 if len(line.text.strip()) <= GLYPHS else 1)
    return level and -size < piece.left - line.right < widest


def _join(line: Piece, piece: Piece) -> Piece:
    """One line from two neighbours; the longer one gives size, baseline and weight."""
    main = line if len(line.text) >= len(piece.text) else piece
    first = line.text.translate(RAISED_DIGITS) if _is_mark(line, piece) else line.text
    second = piece.text.translate(RAISED_DIGITS) if _is_mark(piece, line) else piece.text
    space = "" if first[-1:].isspace() or piece.left - line.right < 0.15 * main.size else " "
    return Piece(first + space + second, line.left, piece.right, main.top, main.baseline, main.size, main.bold)


def _is_mark(piece: Piece, beside: Piece) -> bool:
    return piece.size < SMALL * beside.size and piece.baseline > beside.baseline + RAISED * beside.size
