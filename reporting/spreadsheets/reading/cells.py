"""The cells of a row of an Excel sheet as they stand in the file, and what they say to a person."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from reporting.spreadsheets.reading.book import MOST_COLUMNS, Cell, Kind

DATE_FORMATS = frozenset([*range(14, 18), 22, *range(27, 37), *range(50, 59)])  # those that every book has
NOT_A_PART = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')  # words, colours and gaps in a number's format
SPOT = re.compile(r"\A\$?([A-Z]{1,3})\$?([0-9]{1,7})\Z")
LAST_DAY = 2_958_465  # 31 December 9999, as Excel counts
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class Raw:
    """`shared` is the number of a text that the book keeps elsewhere."""

    kind: str
    style: int
    value: str | None
    formula: str | None
    shared: int | None = None


@dataclass(frozen=True)
class Styles:
    """Which of a book's looks show a number as a day, and the day from which it counts."""

    dated: frozenset[int]
    first_day: dt.date

    @classmethod
    def of(cls, styles: Any, workbook: Any) -> Self:
        """From the trees of the book's styles, where it has some, and of the book."""
        from_1904 = any(one.get("date1904") in ("1", "true") for one in workbook.iter("{*}workbookPr"))
        first_day = dt.date(1904, 1, 1) if from_1904 else dt.date(1899, 12, 30)
        if styles is None:
            return cls(frozenset(), first_day)
        formats = {int(one.get("numFmtId", -1)): one.get("formatCode", "") for one in styles.iter("{*}numFmt")}
        dates = DATE_FORMATS | {number for number, code in formats.items() if _shows_day(code)}
        looks = [int(look.get("numFmtId", 0)) for looks in styles.iter("{*}cellXfs") for look in looks]
        return cls(frozenset(at for at, number in enumerate(looks) if number in dates), first_day)


def _shows_day(code: str) -> bool:
    bare = NOT_A_PART.sub("", code.lower()).partition(";")[0]
    return "d" in bare or "y" in bare or "mmm" in bare


def columns_in(row: Any, number: int) -> Iterator[tuple[int, Raw]]:
    """The cells of a row in which something stands; one that does not say where it is follows the last."""
    column = -1
    for cell in row.iterchildren("{*}c"):
        reference = cell.get("r")
        column = spot(reference)[1] if reference else column + 1
        raw = _raw(cell)
        if raw and column < MOST_COLUMNS:
            yield column, raw


def _raw(cell: Any) -> Raw | None:
    value, formula = cell.find("{*}v"), cell.find("{*}f")
    said = value.text if value is not None else None
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        said = "".join(text.text or "" for text in cell.iterfind("{*}is//{*}t"))
    if formula is None and not said:
        return None
    told = "" if formula is None else formula.text or ""
    shared = int(said) if kind == "s" and said else None
    return Raw(kind, int(cell.get("s", 0)), said, None if formula is None else told, shared)


def cell_of(raw: Raw, texts: Mapping[int, str], styles: Styles) -> Cell:
    if raw.formula is not None and not raw.value:
        return Cell("") if raw.kind == "str" else Cell(f"={raw.formula}"[:200], Kind.FORMULA)
    text, kind = _shown(raw, texts, styles)
    return Cell(text, kind, raw.formula is not None)


def _shown(raw: Raw, texts: Mapping[int, str], styles: Styles) -> tuple[str, Kind]:
    said = raw.value or ""
    if raw.shared is not None:
        return _unescaped(texts.get(raw.shared, "")), Kind.TEXT
    if raw.kind == "e":
        return said, Kind.ERROR
    if raw.kind == "b":
        return ("Yes" if said == "1" else "No"), Kind.TEXT
    if raw.kind == "d":
        return said[:10], Kind.DATE
    return (
        _number(said, raw.style in styles.dated, styles.first_day) if raw.kind == "n" else (_unescaped(said), Kind.TEXT)
    )


def _number(said: str, dated: bool, first_day: dt.date) -> tuple[str, Kind]:
    number = float(said)
    if dated and 1 <= number <= LAST_DAY:
        return (first_day + dt.timedelta(days=int(number))).isoformat(), Kind.DATE
    return format(number, ".15g"), Kind.NUMBER


def _unescaped(text: str) -> str:
    """Excel writes characters that XML does not take by their number."""
    return ESCAPED.sub(lambda one: chr(int(one[1], 16)), text).replace("\r\n", "\n").replace("\r", "\n")


def spot(reference: str) -> tuple[int, int]:
    """ "D7" → (7, 3): the row from 1, the column from 0. Raises ValueError."""
    found = SPOT.match(reference)
    if not found:
        raise ValueError(reference)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column - 1
