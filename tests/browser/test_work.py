"""The work on an action as its people walk it: progress, delivered, assured by another; with and without JavaScript."""

import pytest
from playwright.sync_api import expect

from actions.models import Contributor, Status
from partnerships.models import Role
from tests.browser.test_walk import WITH_AND_WITHOUT_JAVASCRIPT
from tests.makers import (
    make_agency,
    make_date_change,
    make_evidence,
    make_officer,
    make_update,
    make_user,
    make_written,
)

LONG = "Anunbrokenwordthatiswiderthananyphone" * 5


@pytest.fixture
def action(transactional_db):
    action = make_written()
    make_update(action, text="Ten officers are trained.", next_step="Find a trainer.")
    return action


@pytest.fixture
def people(action):
    """The lead of the leading agency, and the chair."""
    lead = make_user(Role.AGENCY_LEAD, action.partnership, agency=action.lead_agency, name="Lea Lead")
    return lead, make_user(Role.CHAIR, action.partnership, name="Cher Chair")


@WITH_AND_WITHOUT_JAVASCRIPT
def test_from_progress_to_assured(page, live_server, sign_in, action, people):
    lead, chair = people
    sign_in(page, lead)
    page.goto(f"{live_server.url}/actions/{action.pk}/")
    page.get_by_role("button", name="Record progress").click()
    expect(page.get_by_text("Ten officers are trained.")).to_be_visible()
    page.get_by_label("Progress", exact=True).check()
    page.get_by_label("What has happened").fill("Thirty officers are trained. They use the tool.")
    page.get_by_label("On track", exact=False).check()
    page.get_by_label("Evidence: a file").set_input_files(
        {"name": "audit.txt", "mimeType": "text/plain", "buffer": b"Nine visits of ten"}
    )
    page.get_by_label("What the evidence shows").fill("Audit of ten visits")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Progress is recorded on A1.1.")).to_be_visible()
    page.get_by_role("button", name="Say it is delivered").click()
    page.get_by_label("What is now different for children?").fill("They are asked at every visit.")
    page.get_by_role("button", name="Say it is delivered").click()
    expect(page.get_by_text("A1.1 is delivered.")).to_be_visible()
    assert page.get_by_role("button", name="Assure").count() == 0
    sign_in(page, chair)
    page.reload()
    page.get_by_role("button", name="Assure").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Audit of ten visits").click()
    assert download.value.suggested_filename == "audit.txt"
    page.get_by_role("button", name="Assure").click()
    expect(page.get_by_text("A1.1 is assured.")).to_be_visible()
    expect(page.get_by_text("Blue: assured")).to_be_visible()
    action.refresh_from_db()
    assert (action.status, action.assured_by) == (Status.ASSURED, chair)


@WITH_AND_WITHOUT_JAVASCRIPT
def test_a_later_date_is_asked_for_and_agreed(page, live_server, sign_in, action, people):
    lead, chair = people
    sign_in(page, lead)
    page.goto(f"{live_server.url}/actions/{action.pk}/")
    page.get_by_role("link", name="Say who and when").click()
    page.get_by_label("Target date").fill("1 October 2018")
    page.get_by_role("button", name="Save the plan").click()
    page.get_by_role("link", name="Ask for another date").click()
    page.get_by_label("New target date").fill("3/12/2018")
    page.get_by_label("Reason").fill("The trainer fell ill.")
    page.get_by_role("button", name="Ask for this date").click()
    sign_in(page, chair)
    page.reload()
    page.get_by_role("button", name="Agree to the date").click()
    expect(page.get_by_text("moved by 63 days")).to_be_visible()


def test_characters_are_counted_while_typing(page, live_server, sign_in, action, people):
    sign_in(page, people[0])
    page.goto(f"{live_server.url}/actions/{action.pk}/progress/")
    page.get_by_label("What has happened").fill("x" * 1490)
    page.get_by_text("You have 10 characters remaining").first.wait_for()


@pytest.fixture
def full(action):
    """With everything that its page can show."""
    police = action.lead_agency
    officer = make_officer(police)
    action.refresh_from_db()
    plan = {"lead_officer": officer, "deputy": officer, "measure_of_success": LONG}
    action.change(None, target_date=action.letter.letter_date, **plan)
    make_evidence(action, title=LONG, link=f"https://example.org/{LONG}")
    make_date_change(action, reason=LONG)
    police.change(None, clears_updates=True)
    health = make_agency(action.partnership, "Dorset CCG", "health")
    Contributor(partnership=action.partnership, action=action, agency=health, part=LONG).enter(None)
    return action


def test_pages_with_a_call_for_help_and_drafts(look, page, sign_in, full, people):
    health = make_agency(full.partnership, "Dorset CCG", "health")
    make_update(full, agency=health, kind="need help", text=LONG)
    drafts = [make_update(full, draft=True, text=LONG, next_step=LONG, author=people[0]) for _ in range(2)]
    make_evidence(full, title=LONG, update=drafts[0])
    drafts[1].send_back(people[0], LONG)
    sign_in(page, people[0])
    for path in ("/", f"/actions/{full.pk}/", f"/actions/{full.pk}/progress/", f"/updates/{drafts[0].pk}/send-back/"):
        look(path)
