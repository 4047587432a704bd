"""The tables of a Word file (.docx) → a sheet each."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from findings.reading.docx import DAMAGED, text_of
from findings.reading.letter import Unreadable
from findings.reading.limits import Limits
from reporting.spreadsheets.reading.book import MOST_COLUMNS, MOST_ROWS, MOST_SHEETS, Book, Cell, Merged, Row, Sheet

TABLE, ROW, CELL, PARAGRAPH = qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:p")
LONGEST = 20_000  # characters of a cell


def read_tables(data: bytes, limits: Limits) -> Book:
    """Raises Unreadable. A table within a table is part of the cell that it stands in."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        body = etree.fromstring(package.read("word/document.xml"), parser)
    if body.getroottree().docinfo.doctype:
        raise Unreadable(DAMAGED)
    outer = [table for table in body.iter(TABLE) if next(table.iterancestors(TABLE), None) is None]
    most = max(MOST_SHEETS, MOST_ROWS)  # a return has a table for each action
    sheets = [_sheet(table, f"Table {number}") for number, table in enumerate(outer[:most], start=1)]
    return Book("docx", tuple(sheets))


def _sheet(table: Any, name: str) -> Sheet:
    rows: list[Row] = []
    begun: dict[int, tuple[int, int]] = {}  # by column: the first and the last row of cells that were made one
    merged: list[Merged] = []
    for number, row in enumerate(_own_rows(table), start=1):
        cells, going_on = {}, {}
        for column, cell, span in _placed(row):
            said = _said(cell)
            if span == "continue" and column in begun:
                going_on[column] = (begun[column][0], number)
            elif span == "restart":
                going_on[column] = (number, number)
            if said and column < MOST_COLUMNS:
                cells[column] = Cell(said)
        merged += [Merged(*begun[c], c, c) for c in begun if c not in going_on or going_on[c][0] == number]
        begun = going_on
        rows.append(Row(number, cells))
        if len(rows) > MOST_ROWS:
            return Sheet(name, too_long=True)
    merged += [Merged(*rows_of, column, column) for column, rows_of in begun.items()]
    real = tuple(one for one in merged if one.last_row > one.first_row)
    return Sheet(name, tuple(rows), merged=real)


def _own_rows(table: Any) -> Iterator[Any]:
    return (row for row in table.iter(ROW) if next(row.iterancestors(TABLE)) is table)


def _placed(row: Any) -> Iterator[tuple[int, Any, str]]:
    """Its cells with their columns, and whether one begins ("restart") or goes on with ("continue") those above."""
    column = 0
    for cell in row.iter(CELL):
        if next(cell.iterancestors(ROW)) is not row:
            continue
        told = cell.find(qn("w:tcPr"))
        wide = told.find(qn("w:gridSpan")) if told is not None else None
        tall = told.find(qn("w:vMerge")) if told is not None else None
        span = "" if tall is None else tall.get(qn("w:val"), "continue")
        yield column, cell, span
        column += min(int(wide.get(qn("w:val"), 1)), MOST_COLUMNS) if wide is not None else 1


def _said(cell: Any) -> str:
    lines = (text_of(paragraph).strip() for paragraph in cell.iter(PARAGRAPH))
    return "\n".join(line for line in lines if line)[:LONGEST]
