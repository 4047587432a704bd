"""Calendar feeds and tokens: turned on, made, copied, revoked, with and without JavaScript; each page in its states."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from partnerships.models import Role
from tests.browser.test_walk import WITH_AND_WITHOUT_JAVASCRIPT
from tests.makers import (
    PASSWORD,
    make_calendar,
    make_finding,
    make_letter,
    make_partnership,
    make_token,
    make_user,
    make_written,
)

LONG = "Anunbrokenwordthatiswiderthananyphoneanditssmallscreen"
NARROW = {"width": 320, "height": 800}


@pytest.fixture
def partnership(transactional_db):
    cache.clear()
    partnership = make_partnership()
    make_written(make_finding(make_letter(partnership)))
    return partnership


@pytest.fixture
def lead(partnership):
    return make_user(Role.AGENCY_LEAD, partnership, name="Lee Lead")


def turn_on(partnership):
    partnership.change(None, calendar_feeds=True, data_api=True)


def type_password(page, live_server, user):
    page.goto(f"{live_server.url}/accounts/sign-in/")
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("link", name="Lee Lead")).to_be_visible()


def copy(page, label):
    """What is to be copied; said to be copied, it is shown no more."""
    field = page.get_by_label(label, exact=True)
    key = field.input_value()
    button = page.get_by_role("button", name="Copy it", exact=True)
    if page.locator("body.js-enabled").count():
        button.click()
        expect(page.get_by_role("status").filter(has_text="cop")).to_be_visible()
    else:
        expect(button).to_have_count(0)
    page.get_by_role("button", name="I have copied it").click()
    expect(field).to_have_count(0)
    return key


@WITH_AND_WITHOUT_JAVASCRIPT
def test_a_business_manager_turns_both_on(page, live_server, sign_in, partnership):
    sign_in(page, make_user(Role.BUSINESS_MANAGER, partnership))
    page.goto(f"{live_server.url}/calendar/")
    expect(page.get_by_text("Calendar feeds are turned off")).to_be_visible()
    page.get_by_role("link", name="its settings").click()
    page.get_by_label("Calendar feeds", exact=True).check()
    page.get_by_label("Data for other programs", exact=True).check()
    page.get_by_role("button", name="Save the settings").click()
    page.goto(f"{live_server.url}/calendar/")
    expect(page.get_by_role("button", name="Make the address")).to_be_visible()
    page.goto(f"{live_server.url}/tokens/")
    expect(page.get_by_role("button", name="Make a token")).to_be_visible()


@WITH_AND_WITHOUT_JAVASCRIPT
def test_a_lead_makes_a_calendar_address_copies_and_revokes_it(page, live_server, sign_in, partnership, lead):
    turn_on(partnership)
    sign_in(page, lead)
    page.goto(f"{live_server.url}/accounts/")
    page.get_by_role("link", name="Calendar feeds").click()
    page.get_by_role("button", name="Make the address").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Choose what the calendar shows.")
    page.get_by_label("The whole partnership’s").check()
    page.get_by_role("button", name="Make the address").click()
    address = copy(page, "The address for your calendar program")
    fetched = page.request.get(address)
    assert (fetched.status, fetched.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert "SUMMARY:A1.1 due" in fetched.text()
    page.reload()
    expect(page.get_by_text("Last used on")).to_be_visible()
    page.get_by_role("button", name="Revoke Dorset: The whole partnership’s").click()
    expect(page.get_by_text("The address is revoked.")).to_be_visible()
    assert page.request.get(address).status == 404


@WITH_AND_WITHOUT_JAVASCRIPT
def test_a_lead_makes_a_token_uses_and_revokes_it(page, live_server, partnership, lead):
    turn_on(partnership)
    type_password(page, live_server, lead)
    page.goto(f"{live_server.url}/accounts/")
    page.get_by_role("link", name="Tokens for other programs").click()
    page.get_by_role("button", name="Make a token").click()
    page.get_by_role("button", name="Make the token").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Write what the token is for.")
    page.get_by_label("What it is for").fill("Power BI")
    page.get_by_role("button", name="Make the token").click()
    headers = {"Authorization": f"Bearer {copy(page, 'The token')}"}
    actions = f"{live_server.url}/api/v1/actions"
    assert page.request.get(actions, headers=headers).json()["count"] == 1
    page.get_by_role("button", name="Revoke Power BI").click()
    expect(page.get_by_text("The token “Power BI” is revoked.")).to_be_visible()
    assert page.request.get(actions, headers=headers).status == 401


def test_every_page_in_each_state(page, look, live_server, sign_in, partnership, lead):
    sign_in(page, lead)
    look("/calendar/")
    look("/tokens/")
    partnership.change(None, area=LONG, name=LONG)
    address, _ = make_calendar(lead, partnership)
    make_token(lead, LONG, partnership)
    for path in ("/calendar/", f"/calendar/{address.pk}/renew/", "/tokens/", "/api/v1/"):
        look(path)


def test_what_is_told_of_each_table_when_it_is_opened(page, live_server, sign_in, partnership, lead, seen):
    turn_on(partnership)
    sign_in(page, lead)
    page.goto(f"{live_server.url}/api/v1/")
    for told in page.locator("details").all():
        told.locator("summary").click()
    seen()


def test_what_is_to_be_copied_fits_a_phone(page, live_server, sign_in, partnership, lead, seen):
    turn_on(partnership)
    sign_in(page, lead)
    page.set_viewport_size(NARROW)
    page.goto(f"{live_server.url}/calendar/")
    page.get_by_label("My actions").check()
    last_day = page.get_by_label("Last day").input_value()
    page.get_by_label("Last day").fill("soon")
    page.get_by_role("button", name="Make the address").click()
    seen()
    page.get_by_label("Last day").fill(last_day)
    page.get_by_role("button", name="Make the address").click()
    expect(page.get_by_label("The address for your calendar program")).to_be_visible()
    seen()
