"""What stands on each sheet that somebody prints."""

import re

import pypdfium2
import pytest
from playwright.sync_api import expect

from partnerships.models import Role
from tests.makers import make_finding, make_letter, make_user, make_written


@pytest.fixture
def letter(transactional_db):
    letter = make_letter()
    letter.partnership.change(None, handling="For members only.")
    for _ in range(30):
        make_written(make_finding(letter))
    return letter


def sheets(page):
    """The words of each printed sheet."""
    printed = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
    try:
        return [" ".join(sheet.get_textpage().get_text_bounded().split()) for sheet in printed]
    finally:
        printed.close()


def test_each_sheet_is_marked_and_says_who_printed_it(page, live_server, sign_in, letter):
    sign_in(page, make_user(Role.CHAIR, letter.partnership, name="Kim “K” Jones"))
    page.goto(f"{live_server.url}/actions/")
    told = sheets(page)
    assert len(told) > 1
    for number, words in enumerate(told, start=1):
        assert words.count("OFFICIAL-SENSITIVE") == 2, number
        assert "Printed by Kim “K” Jones, as it stood on" in words
        assert f"Page {number} of {len(told)}" in words
    assert "For members only." in told[0]
    assert "30 actions Page 1 of 2 of this list: 1 to 25." in told[0]
    page.get_by_role("link", name="100 actions on a page").click()
    expect(page.locator("tbody tr")).to_have_count(30)
    whole = sheets(page)
    assert "of this list" not in whole[0]
    assert "Printed by Kim “K” Jones, as it stood on" in whole[-1]  # also where the results came without a new page


def test_where_a_browser_writes_nothing_in_the_margins_the_marking_runs_down_the_edge(
    page, live_server, sign_in, letter
):
    def alter(route):
        answer = route.fetch()
        sheet = answer.text()
        assert "attr(x type(<color>))" in sheet
        boxless = re.sub(r"@(top|bottom)-\w+\{[^}]*\}", "", sheet)
        route.fulfill(response=answer, body=boxless.replace("attr(x type(<color>))", "never"))

    page.route("**/tracker*.css", alter)
    sign_in(page, make_user(Role.CHAIR, letter.partnership, name="Kim Jones"))
    page.goto(f"{live_server.url}/actions/")
    told = sheets(page)
    assert {words.replace(" ", "").count("OFFICIAL-SENSITIVE") for words in told} == {2}  # upright, so in pieces
    assert "Printed by Kim Jones" in told[0]


def test_help_carries_no_marking(page, live_server, sign_in, letter):
    sign_in(page, make_user(Role.CHAIR, letter.partnership))
    for path in ("/help/", "/help/viewer/", "/help/signing-in/"):
        page.goto(live_server.url + path)
        assert "OFFICIAL" not in " ".join(sheets(page)), path


def test_the_numbers_of_charts_are_on_paper_though_they_are_folded(page, live_server, sign_in, letter):
    sign_in(page, make_user(Role.CHAIR, letter.partnership))
    page.goto(f"{live_server.url}/partnerships/{letter.partnership_id}/charts/")
    expect(page.get_by_text("Actions by agency and colour, in numbers")).to_be_hidden()
    told = " ".join(sheets(page))
    assert "Actions by agency and colour, in numbers" in told
    assert "The same in numbers" not in told
