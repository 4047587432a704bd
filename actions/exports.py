"""Tables as files: CSV, sent as it is read, and Excel. Dates are dates, and no text is a formula."""

import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from actions import brag_words
from actions.deadlines import action_stands
from actions.models import Action
from partnerships import csv_rows
from partnerships.csv_rows import FORMULA_STARTS

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST = 32_767  # characters that a cell of Excel holds
HEADINGS = (
    *("Number", "Letter", "Finding", "Action", "Lead agency", "Lead officer"),
    *("Deadline", "How it stands", "Status", "BRAG", "Help", "Last update"),
)
WIDTHS = (10, 24, 60, 60, 28, 24, 18, 16, 22, 26, 12, 18)

Row = list[str | dt.date | None]


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
        yield f"Downloaded by {self.who}, {self.at:%-d %B %Y at %H:%M}"
        yield f"Only: {'; '.join(self.filtered)}" if self.filtered else f"All {self.rows}"
        yield from (f"Left out: {wrong}" for wrong in self.wrong)

    def file_name(self, ending: str) -> str:
        return f"{self.name}-{self.at:%Y-%m-%d}.{ending}"


def as_csv(actions: QuerySet[Action], told: Told) -> StreamingHttpResponse:
    return csv_file(told, HEADINGS, WIDTHS, _rows(actions, told.at.date()))


def as_excel(actions: QuerySet[Action], told: Told) -> FileResponse:
    return excel_file(told, HEADINGS, WIDTHS, _rows(actions, told.at.date()))


def csv_file(told: Told, headings: Sequence[str], _widths: Sequence[int], rows: Iterable[Row]) -> StreamingHttpResponse:
    before: list[Row] = [[line] for line in told.lines()]
    before += [[], list(headings)]
    return csv_rows.as_csv(chain(before, rows), told.file_name("csv"))


def excel_file(told: Told, headings: Sequence[str], widths: Sequence[int], rows: Iterable[Row]) -> FileResponse:
    """`widths` are the columns', in characters."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(told.rows.capitalize())
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    lines = list(told.lines())
    sheet.freeze_panes = f"A{len(lines) + 3}"  # the headings stay in sight
    for line in lines:
        sheet.append([_cell(sheet, line)])
    sheet.append([])
    sheet.append([_cell(sheet, heading, bold=True) for heading in headings])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=told.file_name("xlsx"), content_type=EXCEL)


def _rows(actions: QuerySet[Action], today: dt.date) -> Iterator[Row]:
    for action in actions.iterator(chunk_size=500):
        due = action_stands(action, today)
        brag = action.brag  # type: ignore[attr-defined]
        yield [
            action.number,
            str(action.letter),
            action.finding.text,
            action.text,
            action.lead_agency.name,
            action.lead_officer.name if action.lead_officer else "",
            due.date,
            due.words,
            action.get_status_display(),
            brag_words.in_words(brag, action.letter.partnership),
            "Asked for" if action.help_asked else "",  # type: ignore[attr-defined]
            action.last_update_at and timezone.localdate(action.last_update_at),
        ]


def _cell(sheet: Any, value: str | dt.date | None, bold: bool = False) -> WriteOnlyCell:
    """A date as a date; text as text, even when somebody edits the cell."""
    if not isinstance(value, str):
        cell = WriteOnlyCell(sheet, value)
        if value:
            cell.number_format = "d mmmm yyyy"
        return cell
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST])
    cell.data_type = "s"
    if value.startswith(FORMULA_STARTS):
        cell.quotePrefix = True
    if bold:
        cell.font = Font(bold=True)
    return cell
