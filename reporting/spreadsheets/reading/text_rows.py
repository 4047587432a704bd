"""A CSV file → one sheet: comma, semicolon or tab, in whatever letters a Windows desk writes."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from findings.reading.decoding import decode
from findings.reading.letter import Unreadable
from findings.reading.limits import Limits
from reporting.spreadsheets.reading.book import MOST_COLUMNS, MOST_ROWS, Book, Cell, Row, Sheet

DELIMITERS = (",", ";", "\t", "|")
LOOKED_AT = 20  # rows
QUOTED = ("'=", "'+", "'-", "'@")  # how our own files keep text from being taken for a formula
BROKEN = "A cell of this file holds more than {:,} characters, or a quotation mark is missing. Save it as .xlsx."


def read_csv(data: bytes, limits: Limits) -> Book:
    """Raises Unreadable."""
    text = decode(data)
    if len(text) > limits.characters:
        raise Unreadable(
            f"The file holds {len(text):,} characters; the limit is {limits.characters:,}. Save less of it."
        )
    if text[:4].lower() == "sep=":  # Excel's own line, which says what parts the columns
        text = text.partition("\n")[2]
    try:
        return Book("csv", (_sheet(text),))
    except csv.Error:
        raise Unreadable(BROKEN.format(csv.field_size_limit())) from None


def _sheet(text: str) -> Sheet:
    rows: list[Row] = []
    for number, cells in enumerate(_rows(text, _delimiter(text)), start=1):
        told = {column: Cell(_plain(said)) for column, said in enumerate(cells[:MOST_COLUMNS]) if said.strip()}
        rows += [Row(number, told)] if told else []
        if len(rows) > MOST_ROWS:
            return Sheet("The file", too_long=True)
    return Sheet("The file", tuple(rows))


def _delimiter(text: str) -> str:
    """What parts the most of the first rows alike, into the most columns."""
    return max(DELIMITERS, key=lambda one: _alike(islice(_rows(text, one), LOOKED_AT)))


def _alike(rows: Iterable[list[str]]) -> int:
    """Cells in rows that are as wide as most are, of those that are parted at all."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max((width * number for width, number in widths.items()), default=0)


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _plain(said: str) -> str:
    return (said[1:] if said.startswith(QUOTED) else said).replace("\r\n", "\n").strip()
