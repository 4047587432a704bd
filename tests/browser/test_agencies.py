"""Agencies as a business manager keeps them: officers come and change, and one agency takes another's place."""

import pytest
from playwright.sync_api import expect

from actions.models import Contributor
from tests.browser.test_walk import WITH_AND_WITHOUT_JAVASCRIPT
from tests.makers import make_agency, make_challenge, make_finding, make_letter, make_user, make_written


@pytest.fixture
def ccg(transactional_db):
    """Leads an action and its finding, has a part in another, and a challenge to answer."""
    letter = make_letter()
    ccg = make_agency(letter.partnership, "Dorset CCG", "health")
    make_challenge(make_written(make_finding(letter, lead_agency=ccg)))
    other = make_written(make_finding(letter))
    Contributor(partnership=letter.partnership, action=other, agency=ccg, part="Nurses use the tool.").enter(None)
    return ccg


@pytest.fixture
def agencies(page, live_server, sign_in, ccg):
    sign_in(page, make_user(partnership=ccg.partnership))
    return f"{live_server.url}/partnerships/{ccg.partnership_id}/agencies/"


@WITH_AND_WITHOUT_JAVASCRIPT
def test_an_officer_is_added_once_and_changed(page, agencies):
    page.goto(agencies)
    page.get_by_role("link", name="Dorset CCG", exact=True).click()
    for _ in range(2):
        page.get_by_role("link", name="Add an officer").click()
        page.get_by_label("Name", exact=True).fill("Nora Nurse")
        page.get_by_label("Job title").fill("Nurse")
        page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Nora Nurse is an officer of Dorset CCG already.").wait_for()
    page.get_by_role("link", name="Cancel").click()
    page.get_by_role("link", name="Change Nora Nurse").click()
    page.get_by_label("Job title").fill("Designated nurse")
    page.get_by_label("Agency", exact=True).select_option("Dorset Police")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Nora Nurse is saved.")).to_be_visible()
    expect(page.get_by_role("heading", name="Nora Nurse, Designated nurse")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dorset Police")


@WITH_AND_WITHOUT_JAVASCRIPT
def test_an_agency_s_place_is_taken_and_what_is_left_goes_over(page, agencies, ccg):
    page.goto(agencies)
    page.get_by_role("button", name="Add an agency").click()
    page.get_by_label("Name", exact=True).fill("NHS Dorset ICB")
    page.get_by_label("Sector").select_option("Health")
    page.get_by_role("button", name="Save").click()
    page.goto(f"{agencies}{ccg.pk}/")
    page.get_by_role("link", name="Change the agency").click()
    page.get_by_label("Agency that took its place").select_option("NHS Dorset ICB")
    page.get_by_label("Day it took over").fill("1/7/22")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("1 open action, 1 finding, 1 part in an action, 1 challenge to answer.")).to_be_visible()
    page.get_by_role("link", name="Hand it over to NHS Dorset ICB").click()
    expect(page.get_by_role("link", name="A1.1")).to_be_visible()
    page.get_by_role("button", name="Hand it over").click()
    expect(page.get_by_text("NHS Dorset ICB has taken over from Dorset CCG")).to_be_visible()
    expect(page.get_by_text("What is left to do")).to_have_count(0)
    page.get_by_role("link", name="NHS Dorset ICB", exact=True).first.click()
    page.get_by_role("link", name="1 that it leads").click()
    expect(page.get_by_role("rowheader", name="A1.1")).to_be_visible()
