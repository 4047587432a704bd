"""An agency's return as an Excel file: what is to be filled in is open, the rest is locked against mistakes."""

import io
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from actions.exports import A3, Told, put, set_up_paper
from reporting.returns.asked import Asked, Return
from reporting.returns.columns import COLUMNS, INSTRUCTIONS, LETTER, VERSION, Column, choices

YELLOW, GREY = PatternFill("solid", fgColor="FFF7BF"), PatternFill("solid", fgColor="E4EDF0")
LINE = Side(style="thin", color="7B8A90")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
WRAPPED = Alignment(horizontal="left", vertical="top", wrap_text=True)
LISTS = "Lists"
FONT, BOLD = Font(name="Arial", size=10), Font(name="Arial", size=10, bold=True)
VALUES, TOLD = 3, 5  # columns of whose it is (the second is hidden as a rule), and of what to do
LINE_HEIGHT, ROOM, TALLEST = 13.5, 4, 400  # points; lines that are free to write in; the format ends at 409 points


def as_excel(made: Return) -> bytes:
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Return"
    head = _top(sheet, made)
    for at, column in enumerate(COLUMNS, start=1):
        _heading(sheet, at, head, column)
    sheet.row_dimensions[head].height = 3 * LINE_HEIGHT
    for number, row in enumerate(made.rows, start=head + 1):
        sheet.row_dimensions[number].height = _height(row)
        for at, column in enumerate(COLUMNS, start=1):
            _fill(sheet.cell(number, at), column, row)
    if made.rows:
        _lists(book, sheet, made, head)
    _hide(sheet, made)
    _lock(sheet)
    sheet.freeze_panes = f"B{head + 1}"
    set_up_paper(sheet, head, Told(made.who, made.at, [], [], made.marking), A3)
    book.properties.title, book.properties.creator = made.title, made.who
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _top(sheet: Any, made: Return) -> int:
    """Whose it is, and beside it what to do: few rows, because they stay in sight. Gives the row of the headings."""
    put(sheet["A1"], made.title)
    sheet["A1"].font, sheet.row_dimensions[1].height = Font(name="Arial", bold=True, size=16), 24
    whose = [(line, "") for line in made.marking] + made.marks
    for number, (name, value) in enumerate(whose, start=2):
        _line(sheet.cell(number, 1), name, BOLD)
        _line(sheet.cell(number, VALUES), value or None, FONT)
    told = [line for line in (*INSTRUCTIONS, made.left_out) if line]
    for number, line in enumerate(told, start=2):
        _line(sheet.cell(number, TOLD), line, FONT)
    return max(len(whose), len(told)) + 3


def _line(cell: Any, text: str | None, font: Font) -> None:
    put(cell, text)
    cell.font = font


def _heading(sheet: Any, at: int, head: int, column: Column) -> None:
    cell = sheet.cell(head, at)
    put(cell, column.shown)
    cell.font, cell.border, cell.alignment = BOLD, BOX, WRAPPED
    cell.fill = YELLOW if column.fill_in else GREY
    sheet.column_dimensions[get_column_letter(at)].width = column.width


def _fill(cell: Any, column: Column, row: Asked) -> None:
    open_cell = column.fill_in and (row.leads or not column.lead_only)
    put(cell, None if column.fill_in else getattr(row, column.name))
    cell.font, cell.alignment, cell.border = FONT, WRAPPED, BOX
    if open_cell:
        cell.fill, cell.protection = YELLOW, Protection(locked=False)
        if column.longest:
            cell.number_format = "@"  # what is typed stays as it is typed
    elif column.fill_in:
        put(cell, "The lead says")
        cell.alignment, cell.fill = WRAPPED, GREY


def _height(row: Asked) -> float:
    """Of a row with all its words in sight: not every program finds it by itself in a sheet that is locked."""
    told = [(str(getattr(row, column.name) or ""), column.width) for column in COLUMNS if not column.fill_in]
    lines = max(sum(len(line) // (width - 2) + 1 for line in text.split("\n")) for text, width in told)
    return min(max(lines, ROOM) * LINE_HEIGHT, TALLEST)


def _lists(book: Workbook, sheet: Any, made: Return, head: int) -> None:
    """What can be chosen stands on a sheet of its own: a partnership's words may hold the comma that parts a list."""
    lists: Any = book.create_sheet(LISTS)
    lists.sheet_state = "hidden"
    told = choices(made.partnership)
    for at, column in enumerate(COLUMNS, start=1):
        if column.fill_in:
            check = _choice(lists, at, told[column.name]) if column.name in told else _length(column)
            check.allow_blank, check.showErrorMessage, check.errorTitle = True, True, column.heading[:32]
            sheet.add_data_validation(check)
            letter = get_column_letter(at)
            check.add(f"{letter}{head + 1}:{letter}{head + len(made.rows)}")


def _choice(lists: Any, at: int, told: list[tuple[str, str]]) -> DataValidation:
    for number, (_, shown) in enumerate(told, start=1):
        put(lists.cell(number, at), shown)
    letter = get_column_letter(at)
    words = f"{LISTS}!${letter}$1:${letter}${len(told)}"
    return DataValidation("list", formula1=words, error="Choose one from the list, or leave it empty.")


def _length(column: Column) -> DataValidation:
    limit = f"p to {column.longest:,} characters."
    check = DataValidation("textLength", operator="lessThanOrEqual", formula1=str(column.longest))
    check.error, check.prompt = f"Write u{limit}", f"U{limit} Name no child or family."
    check.showInputMessage = column.name == "text"
    return check


def _hide(sheet: Any, made: Return) -> None:
    hidden = [VERSION] if made.several_letters else [VERSION, LETTER]
    for column in hidden:
        sheet.column_dimensions[get_column_letter(COLUMNS.index(column) + 1)].hidden = True


def _lock(sheet: Any) -> None:
    """Against mistakes, without a password; columns and rows can be made wider, and rows sorted out by filters."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = sheet.protection.autoFilter = False
