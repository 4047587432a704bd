"""Help, a partnership's settings and contributing agencies, as people walk them."""

import pytest
from playwright.sync_api import expect

from jtai_tracker.help import TOPICS
from partnerships.models import Role
from tests.makers import make_agency, make_finding, make_letter, make_officer, make_user, make_written

WITH_AND_WITHOUT_JAVASCRIPT = pytest.mark.parametrize("browser_context_args", [{}, {"java_script_enabled": False}])
LONG = "ThePartOfThisAgencyIsToTrainEverybodyInEveryWard" * 5


@pytest.fixture
def action(transactional_db):
    action = make_written(make_finding(make_letter()))
    make_officer(make_agency(action.partnership, "Dorset CCG", "health"), "Ann Ash", job_title="Named nurse")
    return action


def test_help_stands_in_nobodys_way(look, page, sign_in, action):
    for path in ("/help/", "/help/signing-in/", "/help/who-can-see-what/", "/accessibility/"):
        look(path)
    sign_in(page, make_user(partnership=action.partnership))
    for topic in TOPICS:
        look(f"/help/{topic.name}/")
    look("/help/")


@WITH_AND_WITHOUT_JAVASCRIPT
def test_help_is_two_clicks_away_and_leads_to_the_work(page, live_server, sign_in, action):
    sign_in(page, make_user(Role.AGENCY_LEAD, action.partnership))
    page.goto(live_server.url)
    page.get_by_role("link", name="Help").click()
    page.get_by_role("link", name="Agency lead and deputy").click()
    page.get_by_role("main").get_by_role("link", name="The home page", exact=True).click()
    expect(page.get_by_role("heading", name="What is waiting for you")).to_be_visible()


@WITH_AND_WITHOUT_JAVASCRIPT
def test_agency_gets_a_part_changes_it_and_ends_it(page, live_server, sign_in, action):
    sign_in(page, make_user(partnership=action.partnership))
    page.goto(f"{live_server.url}/actions/{action.pk}/")
    page.get_by_role("link", name="Add a contributing agency").click()
    page.get_by_role("button", name="Add the agency").click()
    expect(page.get_by_role("link", name="Choose the agency.")).to_be_visible()
    page.get_by_label("Agency", exact=True).select_option("Dorset CCG")
    page.get_by_label("Its part").fill("Nurses use the tool.")
    page.get_by_label("Named person").select_option("Ann Ash, Named nurse")
    page.get_by_role("button", name="Add the agency").click()
    expect(page.get_by_role("heading", name="Dorset CCG: Ann Ash, Named nurse")).to_be_visible()
    page.get_by_role("link", name="Change the part of Dorset CCG").click()
    page.get_by_label("Its part").fill("Midwives use the tool.")
    page.get_by_role("button", name="Save the part").click()
    expect(page.get_by_text("Midwives use the tool.", exact=True)).to_be_visible()
    page.get_by_role("link", name="Change the part of Dorset CCG").click()
    page.get_by_role("button", name="End the part of Dorset CCG").click()
    expect(page.get_by_text("No other agency has a part in it.")).to_be_visible()


@WITH_AND_WITHOUT_JAVASCRIPT
def test_partnership_says_what_its_colours_mean(page, live_server, sign_in, action):
    sign_in(page, make_user(partnership=action.partnership))
    page.goto(live_server.url)
    page.get_by_role("link", name="Partnership", exact=True).click()
    page.get_by_role("link", name="Settings").click()
    page.get_by_label("Red says").fill("")
    page.get_by_role("button", name="Save the settings").click()
    expect(page.get_by_role("link", name="Say in words what red stands for.")).to_be_visible()
    page.get_by_label("Red says").fill("stuck")
    page.get_by_role("button", name="Save the settings").click()
    expect(page.get_by_text("The settings are saved.")).to_be_visible()
    page.goto(f"{live_server.url}/actions/{action.pk}/")
    expect(page.get_by_text("Red: stuck")).to_be_visible()
