"""A letter before publication, as its business manager walks it; with and without JavaScript."""

import pytest
from playwright.sync_api import expect

from findings.models import Letter
from partnerships.models import Role
from tests.makers import make_action, make_finding, make_letter, make_user

WITH_AND_WITHOUT_JAVASCRIPT = pytest.mark.parametrize("browser_context_args", [{}, {"java_script_enabled": False}])


@pytest.fixture
def letter(transactional_db):
    letter = make_letter()
    make_action(make_finding(letter))
    make_user(Role.CHAIR, letter.partnership, "alex@example.org", name="Alex Chair")
    return letter


@WITH_AND_WITHOUT_JAVASCRIPT
def test_from_holding_back_to_publishing(page, live_server, sign_in, letter):
    sign_in(page, make_user(partnership=letter.partnership, name="Kim Jones"))
    page.goto(f"{live_server.url}/letters/{letter.pk}/")
    page.get_by_role("link", name="It is not published yet").click()
    page.get_by_role("button", name="Hold it back").click()
    page.get_by_label("Who is to see it?").select_option("Alex Chair (alex@example.org)")
    page.get_by_role("button", name="Let them see it").click()
    expect(page.get_by_text("Alex Chair sees the letter now.")).to_be_visible()
    page.get_by_role("button", name="Take back from Alex Chair").click()
    expect(page.get_by_text("Alex Chair no longer sees the letter.")).to_be_visible()
    page.get_by_role("link", name="Back to the letter").click()
    expect(page.get_by_text("recorded on it: Kim Jones.")).to_be_visible()
    page.get_by_role("link", name="It is published now").click()
    page.get_by_label("Published on").fill("20 July 2018")
    page.get_by_role("button", name="Open it to everyone").click()
    expect(page.get_by_text("sees the letter and its plan now: 2 people.")).to_be_visible()
    assert not Letter.objects.get().embargoed


def test_its_pages_are_accessible(look, page, live_server, axe, sign_in, letter):
    manager = make_user(partnership=letter.partnership, name="Kim Jones")
    sign_in(page, manager)
    letter.hold_back(manager)
    look(f"/letters/{letter.pk}/")
    look("/letters/")
    page.get_by_role("link", name="Dorset").click()
    page.get_by_role("link", name="It is published now").click()
    page.get_by_role("button", name="Open it to everyone").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    assert axe(page) == []
