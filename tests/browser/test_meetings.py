"""A meeting as its people walk it: the manager prepares it, the chair records what it agreed, a viewer reads."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from partnerships.models import Role
from reporting.models import Meeting
from tests.browser.test_walk import WITH_AND_WITHOUT_JAVASCRIPT
from tests.makers import make_finding, make_user, make_written

LONG = "Anunbrokenwordthatiswiderthananyphone" * 3


@pytest.fixture
def action(transactional_db):
    return make_written(make_finding(), target_date=dt.date(2026, 10, 1), text="Train everyone.")


@WITH_AND_WITHOUT_JAVASCRIPT
def test_prepared_agreed_and_read(page, live_server, sign_in, action):
    partnership, today = action.partnership, timezone.localdate()
    sign_in(page, make_user(Role.BUSINESS_MANAGER, partnership, name="Kim Jones"))
    page.goto(f"{live_server.url}{reverse('partnership', args=[partnership.pk])}")
    page.get_by_role("link", name="Meetings").click()
    page.get_by_role("button", name="Add a meeting").click()
    page.get_by_role("button", name="Add the meeting").click()
    expect(page.get_by_role("link", name="Choose the kind of meeting.")).to_be_visible()
    page.get_by_label("Executive").check()
    page.get_by_label("Day of the meeting").fill(f"{today:%-d %B %Y}")
    page.get_by_label("Updates count until").fill(f"{today:%-d/%-m/%Y}")
    page.get_by_role("button", name="Add the meeting").click()
    expect(page.get_by_text("The meeting is added.")).to_be_visible()
    page.get_by_role("button", name="Keep the papers as they stand").click()
    expect(page.get_by_text("Papers 1 are kept")).to_be_visible()

    sign_in(page, make_user(Role.CHAIR, partnership, name="Cher Chair"))
    here = f"{live_server.url}{reverse('meeting', args=[Meeting.objects.get().pk])}"
    page.goto(here)
    page.get_by_role("link", name="Record the colours that the meeting agreed").click()
    page.get_by_role("button", name="Fill in how they stand").click()
    row = page.get_by_role("group", name="A1.1 Train everyone.")
    row.get_by_label("Colour agreed").select_option("Amber")
    row.get_by_label("Note").fill("A trainer is found.")
    page.get_by_role("button", name="Save the colours").click()
    expect(page.get_by_text("1 colour is recorded.")).to_be_visible()

    sign_in(page, make_user(Role.VIEWER, partnership, name="Vi Viewer"))
    page.goto(here)
    expect(page.get_by_role("row", name="A1.1 Train everyone.")).to_contain_text("A trainer is found.")
    page.get_by_role("link", name="Read them").click()
    expect(page.get_by_role("heading", name="In short")).to_be_visible()
    expect(page.get_by_role("img", name="Actions by agency and colour")).to_be_visible()
    page.goto(here)
    page.get_by_role("link", name="Papers 1").click()
    expect(page.get_by_role("heading", name="In short")).to_be_visible()
    expect(page.get_by_role("heading", name="What changed in the plan since")).to_be_visible()
    page.goto(here)
    with page.expect_download() as download:
        page.get_by_role("link", name="as PDF").click()
    assert download.value.suggested_filename.endswith("executive papers " + f"{today:%Y-%m-%d}.pdf")
