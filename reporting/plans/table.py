"""Where in a file the plan stands: which sheet, which row has the headings, which column is what. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reporting.plans.fields import field_of
from reporting.spreadsheets.reading.book import Book, Cell, Kind, Row, Said, Sheet, column_letters, place

LOOKED_AT = 40  # rows among which the headings are looked for
NAMES_IT = frozenset({"number", "finding"})
HEADED = 3  # known columns, from which on a row is taken for the headings


@dataclass(frozen=True)
class Place:
    """`sheet` counts from 0 among the book's; `head` is the row of the headings, as the file numbers it."""

    sheet: int
    head: int


@dataclass(frozen=True)
class PlanRow:
    """`cells` by the names of fields, with something in each. `above`: the row whose finding it goes on with."""

    number: int
    cells: Mapping[str, Said]
    hidden: bool = False
    above: int = 0

    def text(self, name: str) -> str:
        return self.cells[name].text if name in self.cells else ""

    def where(self, name: str) -> str:
        return self.cells[name].where if name in self.cells else f"row {self.number}"


@dataclass
class _Finding:
    """What the last row that named a finding said of it."""

    row: int = 0
    cells: dict[str, Said] = field(default_factory=dict)


def find(book: Book) -> Place:
    """The row whose headings are known best, in a sheet that is not hidden if there is one; the first row otherwise."""
    best, found = (0, False), Place(next(iter(_filled(book)), 0), 1)
    for at in _filled(book):
        sheet = book.sheets[at]
        for row in sheet.rows[:LOOKED_AT]:
            known = len(set(guess(row).values()))
            if known >= HEADED and (known, not sheet.hidden) > best:
                best, found = (known, not sheet.hidden), Place(at, row.number)
    if not best[0] and book.sheets and book.sheets[found.sheet].rows:
        found = Place(found.sheet, book.sheets[found.sheet].rows[0].number)
    return found


def _filled(book: Book) -> list[int]:
    """Sheets with something in them, those in sight first."""
    filled = [at for at, sheet in enumerate(book.sheets) if sheet.rows]
    return sorted(filled, key=lambda at: book.sheets[at].hidden)


def head_row(sheet: Sheet, number: int) -> Row:
    """An empty one where nothing stands in that row."""
    return next((row for row in sheet.rows if row.number == number), Row(number, {}))


def guess(row: Row) -> dict[int, str]:
    """By column, the field that its heading names; the first column that names one has it."""
    taken: dict[int, str] = {}
    for column, cell in sorted(row.cells.items()):
        name = field_of(cell.text)
        if name and name not in taken.values():
            taken[column] = name
    return taken


def headings(sheet: Sheet, head: int) -> list[tuple[int, str]]:
    """Each column in which something stands, with its heading, such as (3, "D: By when")."""
    row = head_row(sheet, head)
    used = sorted({column for one in sheet.rows if one.number >= head for column in one.cells})
    return [(column, _headed(column, row.cells.get(column, Cell("")).text)) for column in used]


def _headed(column: int, heading: str) -> str:
    words = " ".join(heading.split())[:60]
    return f"{column_letters(column)}: {words}" if words else f"{column_letters(column)} (no heading)"


def rows_of(sheet: Sheet, head: int, columns: Mapping[int, str]) -> list[PlanRow]:
    """The rows below the headings that hold something of the plan.

    One that only names a finding is a heading of those below it; one that names none goes on with the last.
    """
    return list(_rows(sheet.filled(), head, columns))


def _rows(sheet: Sheet, head: int, columns: Mapping[int, str]) -> Iterator[PlanRow]:
    last = _Finding()
    for row in sheet.rows:
        if row.number <= head:
            continue
        cells = {name: _said(row, column) for column, name in columns.items() if column in row.cells}
        if len(row.cells) == 1:  # over the whole width, as a rule
            [column] = row.cells
            cells = cells if cells.keys() - {"number", "finding"} else {"finding": _said(row, column)}
        named = {name: cells[name] for name in NAMES_IT if name in cells}
        if named:
            last = _Finding(row.number, named)
        if cells.keys() - NAMES_IT and not _repeats_headings(row, columns):
            above = 0 if named or not last.row else last.row
            yield PlanRow(row.number, {**last.cells, **cells} if above else cells, row.hidden, above)


def _repeats_headings(row: Row, columns: Mapping[int, str]) -> bool:
    """As on each page of a long plan."""
    told = [field_of(row.cells[column].text) == name for column, name in columns.items() if column in row.cells]
    return len(told) >= HEADED and all(told)


def _said(row: Row, column: int) -> Said:
    cell = row.cells[column]
    text = cell.text if cell.kind == Kind.FORMULA else cell.text.strip()
    return Said(place(row.number, column), text, cell.kind, cell.worked_out)
