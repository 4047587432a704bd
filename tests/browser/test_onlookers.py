"""Those who look on: a viewer reads, prints and takes away; an administrator sees any plan and the admin site."""

import io

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from partnerships.models import Role
from tests.browser.test_walk import WITH_AND_WITHOUT_JAVASCRIPT
from tests.makers import make_administrator, make_finding, make_letter, make_partnership, make_user, make_written


@pytest.fixture
def action(transactional_db):
    return make_written()


@WITH_AND_WITHOUT_JAVASCRIPT
def test_a_viewer_reads_prints_and_takes_away(page, live_server, sign_in, action):
    sign_in(page, make_user(Role.VIEWER, action.partnership))
    page.goto(live_server.url)
    expect(page.get_by_role("heading", name="Statement to Ofsted")).to_be_visible()
    page.get_by_role("link", name="Findings", exact=True).first.click()
    page.get_by_role("link", name="A1", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1")
    expect(page.get_by_text(action.text).first).to_be_visible()
    expect(page.get_by_role("link", name="Add an action")).to_have_count(0)
    page.emulate_media(media="print")
    expect(page.get_by_text(action.finding.text).first).to_be_visible()
    expect(page.locator(".govuk-service-navigation")).to_be_hidden()
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Actions", exact=True).first.click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel", exact=True).click()
    book = load_workbook(io.BytesIO(download.value.path().read_bytes()))
    cells = [cell for row in book.active.values for cell in row]
    assert action.text in cells


@WITH_AND_WITHOUT_JAVASCRIPT
def test_an_administrator_goes_from_home_to_any_plan_and_to_the_admin_site(page, live_server, sign_in, action):
    other = make_written(make_finding(make_letter(make_partnership("Torbay"))), text="Torbay trains its nurses.")
    sign_in(page, make_administrator())
    page.goto(live_server.url)
    page.get_by_role("link", name="Partnership", exact=True).first.click()
    page.get_by_role("link", name=str(other.partnership)).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Torbay")
    page.get_by_role("link", name="Actions", exact=True).first.click()
    page.get_by_role("link", name=other.text).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("A1.1")
    page.goto(live_server.url)
    page.get_by_role("link", name="Administration").first.click()
    page.get_by_role("link", name="Actions", exact=True).first.click()
    expect(page.get_by_role("link", name="A1.1").first).to_be_visible()
