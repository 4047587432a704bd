"""The table as a file: what is shown, in its order, and nothing that a spreadsheet would run."""

import csv
import datetime as dt
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from partnerships.models import Role
from tests.makers import make_finding, make_letter, make_officer, make_partnership, make_user, make_written

HEADINGS = "Number,Letter,Finding,Action,Lead agency,Lead officer,Deadline,How it stands,Status,BRAG,Help,Last update"


@pytest.fixture
def letter(client):
    letter = make_letter()
    client.force_login(make_user(Role.VIEWER, letter.partnership, name="Kim Jones"))
    return letter


def csv_rows(client, **query):
    answer = client.get(reverse("actions_csv"), query)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith('attachment; filename="actions-')
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def sheet(client, **query):
    answer = client.get(reverse("actions_excel"), query)
    assert answer.status_code == 200
    return load_workbook(io.BytesIO(b"".join(answer.streaming_content)))["Actions"]


def test_headings_of_the_sheet_stay_in_sight(client, letter):
    make_written(make_finding(letter))
    table = sheet(client)
    first = next(row for row in table.iter_rows() if row[0].value == "A1.1")[0]
    assert table.freeze_panes == first.coordinate


def numbers(rows):
    return [row[0] for row in rows[rows.index(HEADINGS.split(",")) + 1 :]]


def test_first_lines_say_what_the_file_is(client, letter):
    rows = csv_rows(client, **{"filter-kind": "improvement", "filter-due": "never"})
    assert rows[0] == ["OFFICIAL-SENSITIVE"]
    assert rows[1][0].startswith("Downloaded by Kim Jones, ")
    assert rows[2] == ["Only: Kind: Area for improvement"]
    assert csv_rows(client, **{"filter-quiet": "30"})[2] == ["Only: No update for: 30 days"]
    assert rows[3] == ["Left out: Due: choose one from the list."]
    assert csv_rows(client)[2] == ["All actions"]


def test_what_is_shown_in_its_order_on_all_pages(client, letter):
    for _ in range(30):
        make_written(make_finding(letter))
    make_written(make_finding(letter, kind="priority action"))
    query = {"filter-kind": "improvement", "sort": "-number", "page": "2"}
    expected = [f"A{number}.1" for number in range(30, 0, -1)]
    assert numbers(csv_rows(client, **query)) == expected
    assert numbers([[cell.value for cell in row] for row in sheet(client, **query).rows]) == expected


def test_dates_are_dates(client, letter):
    make_written(make_finding(letter), target_date=dt.date(2030, 5, 2))
    assert csv_rows(client)[-1][6] == "2030-05-02"
    cell = sheet(client)["G6"]
    assert (cell.value, cell.is_date) == (dt.datetime(2030, 5, 2), True)


@pytest.mark.parametrize("text", ["=1+1", "+441234", "-2", "@SUM(A1)", "=cmd|' /C calc'!A0"])
def test_no_text_is_a_formula_and_all_stays_readable(client, letter, text):
    officer = make_officer(make_finding(letter).lead_agency, text)
    make_written(make_finding(letter, text=text), text=text, lead_officer=officer)
    row = csv_rows(client)[-1]
    assert [row[2], row[3], row[5]] == [f"'{text}"] * 3
    for cell in (sheet(client)[name] for name in ("C6", "D6", "F6")):
        assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_text_of_any_kind_is_kept(client, letter):
    text = "<b>שלום</b>, “quoted” 🎈\nsecond line"
    make_written(make_finding(letter, text=text), text="a\x0bb")
    assert csv_rows(client)[-1][2] == text
    shown = sheet(client)
    assert (shown["C6"].value, shown["D6"].value) == (text, "ab")


def test_nothing_of_another_partnership(client, letter):
    make_written(make_finding(letter))
    other = make_letter(make_partnership("Torbay"))
    make_written(make_finding(other, text="Torbay's own."))
    for query in ({}, {"filter-area": other.partnership.pk}, {"filter-letter": other.pk}, {"filter-search": "Torbay"}):
        assert "Torbay" not in str(csv_rows(client, **query)[5:]), query
        assert "Torbay" not in str([[cell.value for cell in row] for row in sheet(client, **query).rows][5:]), query


def test_queries_do_not_grow(client, letter, django_assert_max_num_queries):
    for _ in range(3):
        for _ in range(5):
            make_written(make_finding(letter))
        with django_assert_max_num_queries(8):
            csv_rows(client)
        with django_assert_max_num_queries(8):
            sheet(client)
