"""A return out and back, and an older plan brought in, as a business manager walks it; with and without JavaScript."""

import io

import openpyxl
import pytest
from playwright.sync_api import expect

from actions.models import Action, Update
from tests.browser.test_walk import WITH_AND_WITHOUT_JAVASCRIPT
from tests.makers import make_action, make_finding, make_letter, make_user, make_written
from tests.papers.excel import excel_of, saved

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLAN = (
    ["Dorset’s plan"],
    ["Ref", "Action required", "Owner", "By when", "Progress update", "RAG"],
    ["A1", "Train every nurse.", "Nora Nurse", "3 December 2018", "Ten are trained.", "Green"],
    ["A2", "Write a guide.", "Nora Nurse", "31/02/2019", "", "Purple"],
    ["Something else", "Audit forty records.", "", "", "", ""],
)


@pytest.fixture
def manager(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    letter = make_letter()
    return make_user(partnership=letter.partnership, name="Kim Jones")


@pytest.fixture
def findings(manager):
    letter = manager.memberships.get().partnership.letters.get()
    return [make_finding(letter), make_finding(letter, text="Officers should record the voice of the child.")]


def a_file(data, name="plan.xlsx"):
    return {"name": name, "mimeType": EXCEL, "buffer": data}


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def filled_in(data):
    """The first two actions of a return, with progress."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book["Return"]
    head = next(row[0].row for row in sheet.iter_rows() if row[0].value == "Number")
    columns = {cell.value: cell.column for cell in sheet[head]}
    told = {"What has changed?": "Progress", "Is it on track?": "On track (green)"}
    told["What has happened, and what is different for children?"] = "Twenty are trained."
    for heading, value in told.items():
        for row in (head + 1, head + 2):
            sheet.cell(row, columns[f"Fill in: {heading}"]).value = value
    return saved(book)


@pytest.fixture
def two_written(findings):
    return [make_written(finding) for finding in findings]


@WITH_AND_WITHOUT_JAVASCRIPT
def test_a_return_goes_out_and_comes_back(page, live_server, sign_in, manager, two_written):
    sign_in(page, manager)
    agency = two_written[0].lead_agency
    page.goto(f"{live_server.url}/partnerships/{agency.partnership_id}/agencies/{agency.pk}/")
    page.get_by_role("link", name="Return for people who do not sign in").click()
    with page.expect_download() as download:
        page.get_by_text("Take out as Excel").click()
    back = filled_in(download.value.path().read_bytes())
    two_written[1].change(make_user(None, name="Sam Smith"), "planned", measure_of_success="Nine of ten.")
    page.get_by_label("File").set_input_files(a_file(back, "return.xlsx"))
    press(page, "See what it says")
    expect(page.get_by_role("heading", name="To be recorded (1)")).to_be_visible()
    expect(page.get_by_text("Sam Smith: Measure of success is now “Nine of ten.”")).to_be_visible()
    expect(page.get_by_label("A2.1: record it")).not_to_be_checked()
    page.get_by_label("A2.1: record it").check()
    press(page, "Record what is ticked")
    expect(page.get_by_text("2 updates of Dorset Police are recorded: A1.1, A2.1.")).to_be_visible()
    assert Update.objects.filter(via="return", author=manager).count() == 2


@WITH_AND_WITHOUT_JAVASCRIPT
def test_an_older_plan_is_matched_and_brought_in(page, live_server, sign_in, manager, findings):
    for finding in findings:
        make_action(finding)
    sign_in(page, manager)
    page.goto(f"{live_server.url}/partnerships/{findings[0].partnership_id}/")
    page.get_by_role("link", name="Plan from a file").click()
    page.get_by_label("File").set_input_files(a_file(excel_of(*PLAN)))
    press(page, "Go on")
    expect(page.get_by_label("Row of the headings")).to_have_value("2")
    page.get_by_label("BRAG").select_option("F: RAG")
    press(page, "See what it would do")
    for told in ("2 actions written; 1 update recorded.", "D4: 31/02/2019 is no day.", "F4: “Purple” is no colour."):
        expect(page.get_by_text(told)).to_be_visible()
    page.get_by_label("Finding of row 5").fill("A1")
    press(page, "Look again with what I chose")
    expect(page.get_by_text("2 actions written, 1 added; 1 update recorded.")).to_be_visible()
    press(page, "Bring the plan in")
    expect(page.get_by_text("The plan is brought in: 2 actions written, 1 added; 1 update recorded.")).to_be_visible()
    assert list(Action.objects.in_order().values_list("text", flat=True)) == [
        *("Train every nurse.", "Audit forty records.", "Write a guide."),
    ]


def test_the_pages_at_both_widths(page, live_server, sign_in, seen, manager, two_written):
    """Nothing is wider than the page, and axe finds nothing, problems included."""
    sign_in(page, manager)
    agency = two_written[0].lead_agency
    back = f"{live_server.url}/partnerships/{agency.partnership_id}"
    page.goto(f"{back}/agencies/{agency.pk}/return/")
    seen()
    with page.expect_download() as download:
        page.get_by_text("Take out as Excel").click()
    page.get_by_label("File").set_input_files(a_file(filled_in(download.value.path().read_bytes())))
    press(page, "See what it says")
    seen()
    page.goto(f"{back}/plan-file/")
    press(page, "Go on")
    seen()
    page.get_by_label("File").set_input_files(a_file(excel_of(*PLAN)))
    press(page, "Go on")
    seen()
    press(page, "See what it would do")
    seen()
    page.get_by_label("Finding of row 5").fill("A77")
    press(page, "Look again with what I chose")
    expect(page.get_by_text("the letter has no finding A77").first).to_be_visible()
    seen()
