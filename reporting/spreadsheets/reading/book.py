"""What is in a file of rows and columns, whatever it came in: an Excel or CSV file, or the tables of a Word file.

Read in the guarded child (findings.reading.guarded), which hands it over as JSON: `as_record` and `from_record`.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

MOST_ROWS = 500  # filled rows of a sheet: a letter with 77 findings and six actions on each has 462
MOST_COLUMNS = 100
MOST_SHEETS = 50


class Kind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"  # the text is in ISO form
    ERROR = "error"  # such as #REF!
    FORMULA = "formula"  # without a value that it had when the file was saved


@dataclass(frozen=True)
class Cell:
    """`worked_out`: the text is what a formula gave when the file was saved last."""

    text: str
    kind: Kind = Kind.TEXT
    worked_out: bool = False


@dataclass(frozen=True)
class Said:
    """A cell on its way in. `where` it is: such as H7, or its name in Word."""

    where: str
    text: str = ""
    kind: Kind = Kind.TEXT
    worked_out: bool = False


@dataclass(frozen=True)
class Row:
    """`number` is counted from 1, as the program that made the file shows it; cells are by their column, from 0."""

    number: int
    cells: dict[int, Cell]
    hidden: bool = False


@dataclass(frozen=True)
class Merged:
    """Cells that were made one, from 1 (rows) and 0 (columns), the last ones included."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int

    def __str__(self) -> str:
        return f"{place(self.first_row, self.first_column)}:{place(self.last_row, self.last_column)}"


@dataclass(frozen=True)
class Sheet:
    """`too_long`: it has more than MOST_ROWS filled rows, and none of them is here."""

    name: str
    rows: tuple[Row, ...] = ()
    hidden: bool = False
    merged: tuple[Merged, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    too_long: bool = False

    def filled(self) -> "Sheet":
        """With what stands in cells that were made one over several rows in each of those rows."""
        rows = {row.number: dict(row.cells) for row in self.rows}
        for one in self.merged:
            first = rows.get(one.first_row, {}).get(one.first_column)
            for number in rows if first else ():
                if first and one.first_row < number <= one.last_row:
                    rows[number].setdefault(one.first_column, first)
        return Sheet(self.name, tuple(Row(row.number, rows[row.number], row.hidden) for row in self.rows))


@dataclass(frozen=True)
class Book:
    """`kind`: "xlsx", "csv" or "docx"."""

    kind: str
    sheets: tuple[Sheet, ...] = field(default=())


def column_letters(column: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def place(row: int, column: int) -> str:
    """Such as D7."""
    return f"{column_letters(column)}{row}"


def as_record(book: Book) -> dict[str, Any]:
    """For JSON, whose keys are text."""
    record = asdict(book)
    for sheet in record["sheets"]:
        for row in sheet["rows"]:
            row["cells"] = [[column, *cell.values()] for column, cell in row["cells"].items()]
    return record


def from_record(record: Any) -> Book:
    """Raises ValueError, KeyError or TypeError for what is no book: the child may be in a stranger's hands."""
    return Book(str(record["kind"]), tuple(_sheets(record["sheets"])))


def _sheets(records: Any) -> Iterator[Sheet]:
    for one in records[:MOST_SHEETS]:
        rows = tuple(_row(row) for row in one["rows"][:MOST_ROWS])
        merged = tuple(Merged(**{name: int(value) for name, value in span.items()}) for span in one["merged"])
        columns = tuple(int(column) for column in one["hidden_columns"])
        yield Sheet(str(one["name"]), rows, bool(one["hidden"]), merged, columns, bool(one["too_long"]))


def _row(record: Any) -> Row:
    cells = {int(column): Cell(str(text), Kind(kind), bool(out)) for column, text, kind, out in record["cells"]}
    return Row(int(record["number"]), cells, bool(record["hidden"]))
