"""Tables as files: CSV, sent as it is read, and Excel, ready to filter and to print. No text is a formula."""

import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.http import FileResponse, StreamingHttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from partnerships import csv_rows
from partnerships.csv_rows import FORMULA_STARTS

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TOP, WRAPPED = Alignment(vertical="top"), Alignment(vertical="top", wrap_text=True)
A3, A4, WIDE = 8, 9, 400  # paper, as the format numbers it; characters that are too small to read on A4
LONGEST = 32_767  # characters that a cell of Excel holds
Row = list[str | int | dt.date | None]


@dataclass(frozen=True)
class Told:
    """What the file says of itself: its marking, who took it out and when, what narrows it, what was not understood."""

    who: str
    at: dt.datetime
    filtered: list[str]
    wrong: list[str]
    marking: list[str]
    rows: str = "actions"  # what each row is
    name: str = "actions"  # of the file

    def lines(self) -> Iterator[str]:
        yield from self.marking
        yield self.taken()
        yield f"Only: {'; '.join(self.filtered)}" if self.filtered else f"All {self.rows}"
        yield from (f"Left out: {wrong}" for wrong in self.wrong)

    def taken(self) -> str:
        return f"Downloaded by {self.who}, {self.at:%-d %B %Y at %H:%M}"

    def file_name(self, ending: str) -> str:
        return f"{self.name}-{self.at:%Y-%m-%d}.{ending}"


def csv_file(told: Told, headings: Sequence[str], _widths: Sequence[int], rows: Iterable[Row]) -> StreamingHttpResponse:
    before: list[Row] = [[line] for line in told.lines()]
    before += [[], list(headings)]
    return csv_rows.as_csv(chain(before, rows), told.file_name("csv"))


def excel_file(told: Told, headings: Sequence[str], widths: Sequence[int], rows: Iterable[Row]) -> FileResponse:
    """`widths` are the columns', in characters. The headings stay in sight, filter what is below them, and are printed
    on each sheet."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(told.rows.capitalize())
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    lines = list(told.lines())
    head = len(lines) + 2  # the row of the headings
    sheet.freeze_panes = f"A{head + 1}"
    set_up_paper(sheet, head, told, A3 if sum(widths) > WIDE else A4)
    for line in lines:
        sheet.append([_cell(sheet, line, wrap=False)])
    sheet.append([])
    sheet.append([_cell(sheet, heading, bold=True) for heading in headings])
    last = head
    for last, row in enumerate(rows, start=head + 1):  # noqa: B007 (the last row's number)
        sheet.append([_cell(sheet, value) for value in row])
    sheet.auto_filter.ref = f"A{head}:{get_column_letter(len(headings))}{last}"
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=told.file_name("xlsx"), content_type=EXCEL)


def set_up_paper(sheet: Any, head: int, told: Told, paper: int) -> None:
    """On its long side, as wide as the columns are; the marking above and below, with who and which page.

    `head` is the row of the headings, which stand again on each page.
    """
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", paper
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_title_rows = f"{head}:{head}"
    sheet.oddHeader.center.text = sheet.oddFooter.center.text = told.marking[0]
    sheet.oddFooter.left.text = told.taken()[:100].replace("&", "&&")  # a single one would be a command
    sheet.oddFooter.right.text = "Page &P of &N"


def _cell(sheet: Any, value: str | int | dt.date | None, bold: bool = False, wrap: bool = True) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet)
    put(cell, value)
    if bold:
        cell.font = Font(bold=True)
    if isinstance(value, str) and wrap:
        cell.alignment = WRAPPED
    return cell


def put(cell: Any, value: str | int | dt.date | None) -> None:
    """A date as a date; text as text, even when somebody edits the cell."""
    cell.alignment = TOP
    if not isinstance(value, str):
        cell.value = value
        if isinstance(value, dt.date):
            cell.number_format = "d mmmm yyyy"
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST]
    cell.data_type = "s"
    if value.startswith(FORMULA_STARTS):
        cell.quotePrefix = True
