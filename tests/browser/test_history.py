"""The history and who looked: in their empty, full and error states, and walked with and without JavaScript."""

import pytest
from playwright.sync_api import expect

from partnerships.models import Role
from tests.browser.test_walk import WITH_AND_WITHOUT_JAVASCRIPT
from tests.makers import make_evidence, make_user, make_written

LONG = "Anunbrokenwordthatiswiderthananyphone" * 5


@pytest.fixture
def action(transactional_db):
    action = make_written()
    make_evidence(action, title=LONG)
    action.write_text(make_user(None, name="Ann Ash"), LONG)
    return action


@pytest.fixture
def manager(page, sign_in, action):
    manager = make_user(Role.BUSINESS_MANAGER, action.partnership, name="Bea Manager")
    sign_in(page, manager)
    return manager


@WITH_AND_WITHOUT_JAVASCRIPT
def test_from_the_partnership_to_what_one_person_changed_and_who_looked_at_it(page, live_server, action, manager):
    page.goto(f"{live_server.url}/partnerships/{action.partnership_id}/")
    page.get_by_role("link", name="History", exact=True).click()
    page.get_by_label("Who", exact=True).select_option("Ann Ash")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("heading", name="1 change", exact=True)).to_be_visible()
    expect(page.get_by_text("Ann Ash wrote what will be done")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename.startswith("history-")
    page.get_by_role("link", name=f"{action}").click()
    page.get_by_role("link", name="Who looked at this").click()
    expect(page.get_by_role("heading", name="1 look", exact=True)).to_be_visible()
    expect(page.get_by_role("rowheader", name="Bea Manager")).to_be_visible()
