"""A later date as its people walk it: asked for, declined with a reason, asked for anew, put right, withdrawn."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from partnerships.models import Role
from tests.browser.test_walk import WITH_AND_WITHOUT_JAVASCRIPT
from tests.makers import make_date_change, make_finding, make_user, make_written

LONG = "Anunbrokenwordthatiswiderthananyphone" * 5


@pytest.fixture
def action(transactional_db):
    return make_written(target_date=dt.date(2026, 10, 1))


@pytest.fixture
def lead(action):
    return make_user(Role.AGENCY_LEAD, action.partnership, agency=action.lead_agency, name="Lea Lead")


@pytest.fixture
def chair(action):
    return make_user(Role.CHAIR, action.partnership, name="Cher Chair")


@WITH_AND_WITHOUT_JAVASCRIPT
def test_declined_then_asked_for_anew_put_right_and_withdrawn(page, live_server, sign_in, action, lead, chair):
    def ask(date):
        page.get_by_label("New target date").fill(date)
        page.get_by_label("Reason").fill("The trainer fell ill.")
        page.get_by_role("button", name="Ask for this date").click()

    here = f"{live_server.url}/actions/{action.pk}/"
    sign_in(page, lead)
    page.goto(here)
    page.get_by_role("link", name="Ask for another date").click()
    ask("31/02/2027")
    expect(page.get_by_role("link", name="New target date: there is no 31 February 2027.")).to_be_visible()
    ask("1.3.27")
    sign_in(page, chair)
    page.goto(here)
    page.get_by_role("link", name="Decline the new date").click()
    page.get_by_role("button", name="Decline this date").click()
    expect(page.get_by_role("link", name="Give the reason.")).to_be_visible()
    page.get_by_label("Why is it declined?").fill("Children wait.")
    page.get_by_role("button", name="Decline this date").click()
    expect(page.get_by_text("A1.1 keeps its target date.")).to_be_visible()
    expect(page.get_by_text("Children wait.", exact=True)).to_be_visible()
    sign_in(page, lead)
    page.goto(live_server.url)
    expect(page.get_by_text("Cher Chair declined the target date 1 March 2027: “Children wait.”")).to_be_visible()
    page.goto(f"{here}later-date/")
    ask("1 February 2027")
    page.get_by_role("link", name="Change what you asked for").click()
    expect(page.get_by_label("New target date")).to_have_value("1 February 2027")
    ask("1 January 2027")
    expect(page.get_by_role("heading", name="Another date is asked for: 1 January 2027")).to_be_visible()
    page.get_by_role("button", name="Withdraw it").click()
    expect(page.get_by_text("A1.1 keeps its date.")).to_be_visible()
    expect(page.get_by_role("link", name="Ask for another date")).to_be_visible()


def test_pages_of_a_date_that_waits(look, page, sign_in, action, lead, chair):
    change = make_date_change(action, asked_by=lead, wanted=dt.date(2027, 1, 1), reason=LONG)
    for user, paths in (
        (lead, ("", "later-date/", "plan/")),
        (chair, ("",)),
        (make_user(partnership=action.partnership), ("later-date/",)),
    ):
        sign_in(page, user)
        for path in paths:
            look(f"/actions/{action.pk}/{path}")
    sign_in(page, chair)
    look(f"/dates/{change.pk}/decline/")
    look(f"/partnerships/{action.partnership_id}/later-dates/")
    change.decline(chair, LONG)
    sign_in(page, lead)
    look("/")


@WITH_AND_WITHOUT_JAVASCRIPT
def test_several_are_agreed_to_together(page, live_server, sign_in, action, chair):
    for one in (action, make_written(make_finding(action.letter), target_date=dt.date(2026, 10, 1))):
        make_date_change(one, wanted=dt.date(2027, 1, 1))
    sign_in(page, chair)
    page.goto(live_server.url)
    page.get_by_role("link", name="Dorset: agree to several together").click()
    page.get_by_role("button", name="Agree to the chosen dates").click()
    expect(page.get_by_role("link", name="Choose at least one date")).to_be_visible()
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Agree to the chosen dates").click()
    expect(page.get_by_text("2 actions have the new target date.")).to_be_visible()
    expect(page.get_by_text("No new date waits for your answer.")).to_be_visible()
