"""Changing many actions at once: what to look at is told, one can choose again, new dates are asked for together."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from actions.models import Action, DateChange
from tests.browser.test_walk import WITH_AND_WITHOUT_JAVASCRIPT
from tests.makers import make_agency, make_finding, make_letter, make_officer, make_user, make_written

LATER = timezone.localdate() + dt.timedelta(days=60)
SAID = f"{LATER:%-d %B %Y}"


@pytest.fixture
def actions(transactional_db):
    """Two led by the police, one of them dated; a nurse of another agency."""
    letter = make_letter()
    make_officer(make_agency(letter.partnership, "Dorset CCG", "health"), "Nora Nurse", job_title="Nurse")
    dated = make_written(make_finding(letter), target_date=LATER - dt.timedelta(days=30))
    return [dated, make_written(make_finding(letter))]


@WITH_AND_WITHOUT_JAVASCRIPT
def test_one_is_warned_chooses_again_and_asks_for_a_later_date(page, live_server, sign_in, actions):
    sign_in(page, make_user(partnership=actions[0].partnership))
    page.goto(f"{live_server.url}/actions/")
    for number in ("A1.1", "A2.1"):
        page.get_by_label(f"Choose {number}").check()
    page.get_by_role("button", name="Change the chosen actions").click()
    page.get_by_label("Lead officer").select_option("Nora Nurse, Nurse")
    page.get_by_label("Target date").fill(SAID)
    page.get_by_role("button", name="Look at what will change").click()
    warned = page.get_by_text("Nora Nurse is of Dorset CCG, and Dorset Police leads.")
    expect(warned).to_have_count(2)
    expect(page.get_by_text("To ask for another, give the reason.")).to_be_visible()
    page.get_by_role("button", name="Choose something else").click()
    expect(page.get_by_label("Target date")).to_have_value(SAID)
    page.get_by_label("Lead officer").select_option("Leave as it is")
    page.get_by_label("Reason").fill("The trainer fell ill.")
    page.get_by_role("button", name="Look at what will change").click()
    expect(warned).to_have_count(0)
    expect(page.get_by_text(f"Target date: {SAID} is asked for")).to_be_visible()
    page.get_by_role("button", name="Change them").click()
    expect(page.get_by_text("2 actions are changed.")).to_be_visible()
    assert DateChange.objects.open().get().action == actions[0]
    assert list(Action.objects.filter(target_date=LATER)) == [actions[1]]


def test_the_pages_at_both_widths(page, live_server, sign_in, axe, actions):
    sign_in(page, make_user(partnership=actions[0].partnership))
    chosen = "&".join(f"action={action.pk}" for action in actions)
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{live_server.url}/actions/change/?{chosen}")
        assert axe(page) == []
        page.get_by_label("Lead officer").select_option("Nora Nurse, Nurse")
        page.get_by_label("Status").select_option("Cancelled, for the reason below")
        page.get_by_role("button", name="Look at what will change").click()
        expect(page.locator(".govuk-error-summary")).to_be_visible()
        assert axe(page) == []
        page.get_by_label("Status").select_option("Leave as it is")
        page.get_by_role("button", name="Look at what will change").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("What will change")
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
