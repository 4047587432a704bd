"""Files of rows and columns, read cell by cell; files made to hurt their reader end in one plain line."""

import datetime as dt
import time

import docx
import pytest
from openpyxl import Workbook

from findings.reading.letter import Unreadable
from findings.reading.limits import Limits
from reporting.spreadsheets.guarded import GuardedBooks
from reporting.spreadsheets.reading.book import MOST_ROWS, Kind, as_record, from_record, place
from reporting.spreadsheets.reading.work import work
from tests.papers import excel
from tests.papers.excel import excel_of, saved, with_macros, with_values
from tests.papers.word import saved as word_saved


def read(data, name="plan.xlsx"):
    return from_record(work(data, name, Limits())["book"])


def cells(data, name="plan.xlsx", sheet=0):
    return {
        place(row.number, column): (cell.text, cell.kind.value)
        for row in read(data, name).sheets[sheet].rows
        for column, cell in row.cells.items()
    }


def test_texts_numbers_dates_and_yes_or_no():
    told = cells(excel_of(["Action", 3, 3.5, dt.date(2018, 10, 16), True], [None, "", "  "]))
    assert told == {
        "A1": ("Action", "text"),
        "B1": ("3", "number"),
        "C1": ("3.5", "number"),
        "D1": ("2018-10-16", "date"),
        "E1": ("Yes", "text"),
    }


def test_a_number_that_only_looks_like_a_day_stays_a_number():
    def look(book):
        book.active["A1"].number_format = '0.00 "days"'
        book.active["B1"].number_format = "[$-809]dd mmmm yyyy;@"

    assert cells(excel_of([43389, 43389], then=look)) == {"A1": ("43389", "number"), "B1": ("2018-10-16", "date")}


def test_a_formula_counts_with_the_value_it_had():
    data = excel_of(["=1+1", "=A9", '=IF(A1=3,"x","")'])
    sheet = read(with_values(data, {"A1": "2"})).sheets[0]
    [row] = sheet.rows
    assert (row.cells[0].text, row.cells[0].kind, row.cells[0].worked_out) == ("2", Kind.NUMBER, True)
    assert (row.cells[1].text, row.cells[1].kind) == ("=A9", Kind.FORMULA)


def test_an_error_is_one():
    assert cells(excel_of(["#REF!"])) == {"A1": ("#REF!", "error")}


def test_merged_cells_hold_for_each_row_and_what_is_hidden_is_told():
    def then(book):
        page = book.active
        page.merge_cells("A2:A4")
        page.merge_cells("B1:C1")
        page.column_dimensions["D"].hidden = True
        page.row_dimensions[3].hidden = True
        book.create_sheet("Lists").sheet_state = "hidden"

    rows = (["No", "Action", None, "Note"], ["A1", "One"], [None, "Two"], [None, "Three"])
    book = read(excel_of(*rows, then=then))
    sheet, lists = book.sheets
    assert [str(one) for one in sheet.merged] == ["A2:A4", "B1:C1"]
    assert [row.cells.get(0).text for row in sheet.filled().rows] == ["No", "A1", "A1", "A1"]
    assert [row.hidden for row in sheet.rows] == [False, False, True, False]
    assert (sheet.hidden_columns, lists.name, lists.hidden, lists.rows) == ((3,), "Lists", True, ())


def test_rows_that_only_have_a_look_do_not_count():
    def then(book):
        for number in range(2, 3000):
            book.active.cell(number, 1).number_format = "0.0"
        book.active.cell(5000, 2, "last")

    assert set(cells(excel_of(["first"], then=then))) == {"A1", "B5000"}


def test_a_hundred_thousand_rows_are_too_many_and_that_is_found_soon():
    book = Workbook(write_only=True)
    page = book.create_sheet()
    for number in range(100_000):
        page.append([number, f"Action {number}", "x" * 20])
    data = saved(book)
    started = time.monotonic()
    with GuardedBooks() as reader:
        [sheet] = reader.book(data, "plan.xlsx").sheets
    assert (sheet.too_long, sheet.rows) == (True, ())
    assert time.monotonic() - started < 8


def test_as_many_rows_as_are_let_in():
    rows = [[f"Action {number}"] for number in range(MOST_ROWS)]
    assert len(read(excel_of(*rows)).sheets[0].rows) == MOST_ROWS
    assert read(excel_of(*rows, ["more"])).sheets[0].too_long


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_csv_however_it_is_parted_and_encoded(delimiter, encoding):
    text = f'Number{delimiter}Action\r\nA1{delimiter}"Train ‘everyone’; in Dorset, soon\r\nand again"\r\n\r\n'
    told = cells(text.encode(encoding), "plan.csv")
    assert told["A2"] == ("A1", "text")
    assert told["B2"] == ("Train ‘everyone’; in Dorset, soon\nand again", "text")


def test_csv_as_excel_says_it_and_as_this_program_writes_it():
    assert cells(b"sep=;\r\nAction;Note\r\n'=1+1;x", "plan.csv")["A2"] == ("=1+1", "text")


def test_tables_of_a_word_file_are_sheets():
    document = docx.Document()
    table = document.add_table(3, 3)
    for at, words in enumerate(("Finding", "Action", "Who", "A1", "One", "Kim", "", "Two", "Sam")):
        table.cell(at // 3, at % 3).text = words
    table.cell(1, 0).merge(table.cell(2, 0))
    document.add_paragraph("Between")
    document.add_table(1, 1).cell(0, 0).text = "Other"
    book = read(word_saved(document), "plan.docx")
    assert [sheet.name for sheet in book.sheets] == ["Table 1", "Table 2"]
    first = book.sheets[0]
    assert [str(one) for one in first.merged] == ["A2:A3"]
    assert [row.cells[0].text for row in first.filled().rows] == ["Finding", "A1", "A1"]


REFUSED = {
    "empty": (b"", "plan.xlsx", "empty"),
    "macros": (with_macros(excel_of(["x"])), "plan.xlsm", "macros"),
    "macros under another name": (with_macros(excel_of(["x"])), "plan.xlsx", "macros"),
    "an old Excel file": (excel.old_excel(), "plan.xls", "old Excel"),
    "a password": (excel.with_password(), "plan.xlsx", "has a password"),
    "a PDF": (b"%PDF-1.7", "plan.pdf", "not read"),
    "a picture called CSV": (b"\x89PNG\r\n\x1a\n\0\0\1", "plan.csv", "not read"),
    "a damaged package": (excel_of(["x"])[:-300], "plan.xlsx", "damaged"),
    "an XML bomb": (excel.laughing(), "plan.xlsx", "damaged"),
}


@pytest.mark.parametrize(("data", "name", "says"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_says_why_in_one_line(data, name, says):
    with pytest.raises(Unreadable, match=says) as refusal:
        read(data, name)
    assert "\n" not in str(refusal.value)


def test_a_zip_bomb_ends_in_one_line_and_the_next_file_is_read():
    with GuardedBooks() as reader:
        with pytest.raises(Unreadable, match="unpacks to 200 MB"):
            reader.book(excel.bomb(), "plan.xlsx")
        assert reader.book(excel_of(["Action"]), "plan.xlsx").sheets[0].rows


def test_what_the_child_says_is_checked():
    for record in ({}, {"kind": "xlsx", "sheets": [{}]}, {"kind": "xlsx", "sheets": "x"}):
        with pytest.raises((KeyError, TypeError, ValueError)):
            from_record(record)
    book = read(excel_of(["a"], [None, 2]))
    assert from_record(as_record(book)) == book
