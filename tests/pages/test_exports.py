"""The table as a file: what is shown, in its order, and nothing that a spreadsheet would run."""

import csv
import datetime as dt
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from actions.action_files import MORE_HEADINGS
from actions.example_progress_clock import clock_at
from actions.models import Contributor
from partnerships.models import Role
from tests.makers import (
    make_action,
    make_agency,
    make_date_change,
    make_evidence,
    make_finding,
    make_letter,
    make_officer,
    make_partnership,
    make_update,
    make_user,
    make_written,
)

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


def sheet(client, name="actions_excel", **query):
    answer = client.get(reverse(name), query)
    assert answer.status_code == 200
    return load_workbook(io.BytesIO(b"".join(answer.streaming_content)))["Actions"]


def test_headings_of_the_sheet_stay_in_sight(client, letter):
    make_written(make_finding(letter))
    table = sheet(client)
    first = next(row for row in table.iter_rows() if row[0].value == "A1.1")[0]
    assert table.freeze_panes == first.coordinate


@pytest.mark.parametrize(("name", "paper"), [("actions_excel", 9), ("actions_excel_full", 8)])  # A4 and A3
def test_the_sheet_is_ready_to_filter_and_to_print(client, letter, name, paper):
    for _ in range(3):
        make_written(make_finding(letter))
    table = sheet(client, name)
    first, last = (next(row for row in table.iter_rows() if row[0].value == one)[0].row for one in ("A1.1", "A3.1"))
    head = [cell.value for cell in table[first - 1]]
    assert head[0] == "Number"
    assert table.auto_filter.ref == f"A{first - 1}:{get_column_letter(len(head))}{last}"
    assert table.print_title_rows == f"${first - 1}:${first - 1}"
    assert (table.page_setup.orientation, table.page_setup.paperSize) == ("landscape", paper)
    assert (table.page_setup.fitToWidth, table.page_setup.fitToHeight) == (1, 0)
    assert table.sheet_properties.pageSetUpPr.fitToPage
    assert table.oddHeader.center.text == table.oddFooter.center.text == "OFFICIAL-SENSITIVE"
    assert table.oddFooter.left.text.startswith("Downloaded by Kim Jones, ")


def test_an_empty_table_is_a_file_too(client, letter):
    assert sheet(client).auto_filter.ref == "A5:L5"


def test_an_ampersand_in_a_name_is_no_command_on_paper(client):
    letter = make_letter()
    client.force_login(make_user(Role.VIEWER, letter.partnership, name="Kim & Co"))
    assert sheet(client).oddFooter.left.text.startswith("Downloaded by Kim && Co, ")


def test_who_leads_is_told_as_on_the_page(client, letter):
    suggested = make_finding(letter, suggested_owner=make_officer(make_agency(letter.partnership)))
    make_action(suggested)
    confirmed = make_finding(letter)
    confirmed.confirm_lead(None, confirmed.lead_agency)
    make_written(confirmed)
    told = [row[3:6] for row in csv_rows(client)[-2:]]
    assert told[0] == ["None yet", "Dorset Police (suggested)", "Debbie Simpson (suggested)"]
    assert told[1] == ["Train every officer in the use of the tool.", "Dorset Police", "Nobody yet"]
    page = client.get("/actions/").content.decode()
    for words in (told[0][0], told[0][1], told[0][2], told[1][2]):
        assert f">{words}</td>" in page


def test_all_details_for_a_board(client, letter):
    nurses = make_agency(letter.partnership, "Dorset CCG", "health")
    action = make_written(
        make_finding(letter, kind="priority action"), target_date=dt.date(2018, 9, 1), measure_of_success="Nine of ten."
    )
    Contributor(partnership=letter.partnership, action=action, agency=nurses).enter(None)
    for number in range(2):
        make_evidence(action, title=f"Audit {number}")
    with clock_at(dt.datetime(2018, 8, 31, 23, 30, tzinfo=dt.UTC)):
        make_update(action, next_step="=Find a room")
    action.refresh_from_db()
    make_date_change(action, wanted=dt.date(2018, 10, 1)).agree(None)
    make_written(make_finding(letter))
    table = sheet(client, "actions_excel_full")
    head = next(row for row in table.iter_rows() if row[0].value == "Number")
    row, bare = (
        dict(zip([cell.value for cell in head], table[head[0].row + number], strict=True)) for number in (1, 2)
    )
    assert {name: cell.value for name, cell in row.items() if name in MORE_HEADINGS} == {
        "Kind": "Area for priority action",
        "Contributing agencies": "Dorset CCG",
        "Measure of success": "Nine of ten.",
        "Latest update": "1 September 2018, Dorset Police: progress. Twenty officers are trained.",
        "Next step": "=Find a room",
        "Pieces of evidence": 2,
        "First target date": dt.datetime(2018, 9, 1),
        "Slippage in days": 30,
    }
    assert row["Next step"].data_type == "s"
    assert [bare[name].value for name in ("Latest update", "Pieces of evidence", "Slippage in days")] == [None, 0, None]


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
        for name in ("actions_excel", "actions_excel_full"):
            shown = [[cell.value for cell in row] for row in sheet(client, name, **query).rows]
            assert "Torbay" not in str(shown[5:]), query


def test_queries_do_not_grow(client, letter, django_assert_max_num_queries):
    for _ in range(3):
        for _ in range(5):
            make_written(make_finding(letter))
        with django_assert_max_num_queries(8):
            csv_rows(client)
        for name, most in (("actions_excel", 8), ("actions_excel_full", 9)):
            with django_assert_max_num_queries(most):
                sheet(client, name)
