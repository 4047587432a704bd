"""A return that came back, as rows of what was filled in: from Excel, CSV or Word, read by its headings alone.

Pure: what the rows are about is looked up elsewhere (answers.py), within the agency whose return it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from findings.reading.letter import Unreadable
from reporting.returns.columns import BY_HEADING, CHOOSE, FILL_IN, LETTER, MARKS, NUMBER, VERSION, Column
from reporting.spreadsheets.reading.book import MOST_ROWS, Book, Cell, Row, Said, Sheet, place

NO_RETURN = (
    "No return is in this file: no row has the headings “Number” and “What has changed?”. Choose the file that was "
    "taken out here and filled in."
)
TOO_LONG = f"A sheet of this file has more than {MOST_ROWS} filled rows, far more than a return. Take out a new one."
NOTHING = frozenset({"", CHOOSE.casefold(), "the lead says", "choose an item."})


@dataclass(frozen=True)
class Answer:
    """One action's row. `said` is by the names of the columns that are filled in, the empty ones too."""

    number: Said
    letter: str
    version: int | None
    said: dict[str, Said]

    @property
    def is_empty(self) -> bool:
        return all(one.text == "" for one in self.said.values())


@dataclass(frozen=True)
class Returned:
    """`marks` are what the file says of itself: whose return it is, and which."""

    marks: dict[str, str] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)


def read_return(book: Book) -> Returned:
    """Raises Unreadable where no sheet or table is one."""
    answers = list(_of_tables(book) if book.kind == "docx" else _of_sheets(book))
    if not answers:
        raise Unreadable(TOO_LONG if any(sheet.too_long for sheet in book.sheets) else NO_RETURN)
    return Returned(_marks(book), answers)


def _marks(book: Book) -> dict[str, str]:
    """From "Agency | Dorset Police" and the like, above the actions."""
    found: dict[str, str] = {}
    for sheet in book.sheets:
        for row in sheet.rows:
            name, *values = (cell.text for _, cell in sorted(row.cells.items()))
            if name in MARKS and values:
                found.setdefault(name, values[0])
    return found


def _of_sheets(book: Book) -> Iterator[Answer]:
    for sheet in book.sheets:
        for at, row in enumerate(sheet.rows):
            columns = _columns(row)
            if NUMBER in columns.values() and any(one.name == "kind" for one in columns.values()):
                yield from (_answer(one, columns) for one in sheet.rows[at + 1 :] if _is_about(one, columns))
                return


def _columns(row: Row) -> dict[int, Column]:
    return {at: column for at, cell in row.cells.items() if (column := column_of(cell.text))}


def column_of(heading: str) -> Column | None:
    return BY_HEADING.get(" ".join(heading.split()).removeprefix(FILL_IN).strip().casefold())


def _is_about(row: Row, columns: dict[int, Column]) -> bool:
    """Whether the row says of which action it is, or something was filled in all the same."""
    return any(column == NUMBER or column.fill_in for at, column in columns.items() if at in row.cells)


def _answer(row: Row, columns: dict[int, Column]) -> Answer:
    told = {column.name: _said(place(row.number, at), row.cells.get(at)) for at, column in columns.items()}
    return _made(told)


def _made(told: dict[str, Said]) -> Answer:
    version = told.get(VERSION.name, Said("")).text
    return Answer(
        told[NUMBER.name],
        told.get(LETTER.name, Said("")).text,
        int(version) if version.isascii() and version.isdigit() and len(version) < 9 else None,
        {name: one for name, one in told.items() if name in FILLED},
    )


def _said(where: str, cell: Cell | None) -> Said:
    if cell is None or cell.text.strip().casefold() in NOTHING:
        return Said(where)
    return Said(where, cell.text.strip(), cell.kind, cell.worked_out)


def _of_tables(book: Book) -> Iterator[Answer]:
    """Of Word: a table for each action, a row for each column."""
    for sheet in book.sheets:
        told = {column.name: cell for column, cell in _rows(sheet)}
        number = told.get(NUMBER.name, Cell("")).text.strip()
        if number and "kind" in told:
            headings = {column.name: column.heading for column in BY_HEADING.values()}
            yield _made({name: _said(f"{number}, {headings[name]}", cell) for name, cell in told.items()})


def _rows(sheet: Sheet) -> Iterator[tuple[Column, Cell]]:
    for row in sheet.rows:
        if column := column_of(row.cells.get(0, Cell("")).text):
            yield column, row.cells.get(1, Cell(""))


FILLED = frozenset(column.name for column in BY_HEADING.values() if column.fill_in)
