"""One person with another role in each of four partnerships: what waits for them from all, on one page."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from partnerships.models import Membership, Role
from tests.browser.conftest import WIDTHS
from tests.browser.test_walk import WITH_AND_WITHOUT_JAVASCRIPT
from tests.makers import (
    make_agency,
    make_challenge,
    make_evidence,
    make_finding,
    make_letter,
    make_partnership,
    make_user,
    make_written,
)

COLOURS = "of => [getComputedStyle(of.querySelector('button')).color, getComputedStyle(of).backgroundColor]"
ROLES = (
    ("Devon", Role.AGENCY_LEAD),
    ("Dorset", Role.SCRUTINEER),
    ("Essex", Role.SAFEGUARDING_PARTNER),
    ("Torbay", Role.CHAIR),
)


def delivered(letter):
    action = make_written(make_finding(letter), target_date=timezone.localdate())
    make_evidence(action)
    action.deliver(None, "Officers use the tool.")
    return action


@pytest.fixture
def person(transactional_db):
    """In each partnership an action that is due, one that is delivered, and a challenge that is late."""
    person = make_user(None, name="Pat Everywhere")
    for area, role in ROLES:
        partnership = make_partnership(area)
        council = make_agency(partnership, f"{area} Council", "local authority")
        agency = council if role in (Role.AGENCY_LEAD, Role.SAFEGUARDING_PARTNER) else None
        Membership(partnership=partnership, user=person, role=role, agency=agency).enter(None)
        letter = make_letter(partnership)
        due = timezone.localdate() + dt.timedelta(days=3)
        make_written(make_finding(letter, lead_agency=council), text=f"Train {area}.", target_date=due)
        asker = person if role == Role.SAFEGUARDING_PARTNER else make_user(None)
        make_challenge(delivered(letter), text=f"What of {area}?", said_by=asker)
        make_finding(letter, kind="priority action", text=f"Leaders in {area} must act.")
    return person


@WITH_AND_WITHOUT_JAVASCRIPT
def test_each_role_brings_what_is_its_own(page, live_server, sign_in, person):
    sign_in(page, person)
    page.goto(live_server.url)
    expect(page.get_by_role("heading", name="What is waiting for you")).to_be_visible()
    late = page.get_by_role("region", name="Challenges without an answer in time (2)")
    expect(late.get_by_role("link")).to_have_text(["A2.1 What of Essex?", "A2.1 What of Torbay?"])
    no_opinion = page.get_by_role("region", name="Areas for priority action without your opinion (1)")
    expect(no_opinion.get_by_role("link")).to_have_text(["P1 Leaders in Dorset must act."])
    expect(page.get_by_role("region", name="Waiting for your assurance (1)")).to_contain_text("Torbay, 9 July 2018")
    expect(page.get_by_role("region", name="Delivered: to sample (1)")).to_contain_text("Dorset, 9 July 2018")
    expect(page.get_by_role("region", name="Due soon (1)").get_by_role("link")).to_have_text(["A1.1 Train Devon."])

    page.get_by_role("region", name="Due soon").get_by_role("button", name="Record progress on A1.1").click()
    page.get_by_label("No change").check()
    page.get_by_label("On track").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("No change is recorded on A1.1.")).to_be_visible()
    assert page.url == f"{live_server.url}/"

    page.get_by_role("region", name="Delivered: to sample").get_by_role("link", name="A2.1").click()
    page.get_by_role("link", name="Give an opinion").click()
    page.get_by_label("Your opinion").fill("Forty cases are few.")
    page.get_by_role("button", name="Give this opinion").click()
    page.get_by_role("link", name="Home").click()
    expect(page.get_by_role("heading", name="Delivered: to sample")).to_have_count(0)

    page.get_by_role("link", name="P1 Leaders in Dorset must act.").click()
    page.get_by_role("link", name="Give an opinion").click()
    page.get_by_label("Your opinion of the evidence").fill("Nothing to see yet.")
    page.get_by_role("button", name="Give the opinion").click()
    page.get_by_role("link", name="Home").click()
    expect(page.get_by_role("heading", name="Areas for priority action without your opinion")).to_have_count(0)

    page.get_by_role("button", name="Look at the evidence").click()
    page.get_by_role("button", name="Assure").click()
    page.get_by_role("button", name="Assure").click()
    expect(page.get_by_text("A2.1 is assured.")).to_be_visible()
    page.get_by_role("link", name="Home").click()
    expect(page.get_by_role("heading", name="Waiting for your assurance")).to_have_count(0)

    page.get_by_role("region", name="Torbay").get_by_role("link", name="1 action assured").click()
    expect(page.get_by_text("Pat Everywhere assured the action")).to_be_visible()
    page.get_by_role("link", name="Home").click()
    page.get_by_role("region", name="Devon").get_by_role("link", name="1 update").click()  # no history for a lead
    expect(page.get_by_role("link", name="Train Devon.")).to_be_visible()
    expect(page.locator("tbody tr")).to_have_count(1)


def test_home_of_many_roles_stands_in_nobodys_way(look, page, sign_in, person):
    sign_in(page, person)
    look("/")
    page.set_viewport_size({"width": min(WIDTHS), "height": 800})
    page.locator(".app-switch summary").click()
    expect(page.get_by_role("button", name="Torbay")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth") <= min(WIDTHS)
    written, ground = page.locator(".app-switch ul").evaluate(COLOURS)
    assert (written, ground) == ("rgb(11, 12, 12)", "rgb(255, 255, 255)")  # axe finds nothing in white on white
