"""The turns that work on an action takes, each walked by the people it takes; with and without JavaScript."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from actions.models import Action, Contributor, Status, Update
from partnerships.models import Role
from tests.browser.test_walk import WITH_AND_WITHOUT_JAVASCRIPT
from tests.makers import make_agency, make_evidence, make_finding, make_officer, make_user, make_written

AUDIT = {"name": "audit.txt", "mimeType": "text/plain", "buffer": b"Nine visits of ten"}
PROGRAM = {"name": "audit.pdf", "mimeType": "application/pdf", "buffer": b"MZ\x90\x00\x03"}


@pytest.fixture
def action(transactional_db):
    return make_written(target_date=timezone.localdate() + dt.timedelta(days=60))


@pytest.fixture
def walk(page, live_server, sign_in, action):
    """`walk(role)` signs in somebody of that role, the same each time, and opens the action, or another path."""
    people = {}

    def walk(role, path=f"/actions/{action.pk}/", **values):
        if role not in people:
            people[role] = make_user(role, action.partnership, name=f"{role.label} One", **values)
        sign_in(page, people[role])
        page.goto(live_server.url + path)

    return walk


def record(page, kind, text, colour="On track"):
    """Fills the form on which progress is recorded."""
    page.get_by_label(kind, exact=True).check()
    page.get_by_label("What has happened").fill(text)
    if page.get_by_label(colour).count():
        page.get_by_label(colour).check()


def save(page, name="Save"):
    page.get_by_role("button", name=name, exact=True).click()


def seen(page, words):
    expect(page.get_by_text(words).first).to_be_visible()


@WITH_AND_WITHOUT_JAVASCRIPT
def test_help_is_asked_for_and_given(page, walk, action):
    walk(Role.AGENCY_LEAD)
    save(page, "Record progress")
    for told in ("Your call for help is recorded on A1.1.", "This was recorded on A1.1 before. It is kept once."):
        record(page, "Need help", "We have no trainer.", "Off track")
        save(page)
        seen(page, told)
        page.go_back()  # and once more, in the same words
    assert Update.objects.count() == 1
    walk(Role.CHAIR, "/")
    seen(page, "Help is asked for (1)")
    page.get_by_role("link", name="A1.1 Train every officer").click()
    seen(page, "Agency lead One, ")
    walk(Role.BUSINESS_MANAGER, "/actions/")
    page.get_by_label("Help", exact=True).select_option("Asked for")
    save(page, "Apply")
    page.get_by_role("heading", name="1 action", exact=True).wait_for()
    expect(page.get_by_role("cell", name="Help asked for")).to_be_visible()
    page.get_by_role("link", name="Train every officer").click()
    save(page, "Record progress")
    record(page, "Progress", "The council lends its trainer.", "At risk")
    save(page)
    seen(page, "It stands at Amber: at risk.")
    assert page.get_by_text("Help asked for").count() == 0


@WITH_AND_WITHOUT_JAVASCRIPT
def test_a_contributor_has_a_part_and_speaks_for_it(page, walk, action):
    health = make_agency(action.partnership, "Dorset CCG", "health")
    make_officer(health, "Ann Ash")
    walk(Role.BUSINESS_MANAGER)
    page.get_by_role("link", name="Add a contributing agency").click()
    page.get_by_label("Agency", exact=True).select_option("Dorset CCG")
    page.get_by_label("Its part").fill("Nurses use the tool.")
    page.get_by_label("Named person").select_option(label="Ann Ash, Chief Constable")
    page.locator("main").get_by_role("button").first.click()
    seen(page, "Dorset CCG has a part in A1.1.")
    walk(Role.CONTRIBUTOR, agency=health)
    save(page, "Record progress")
    assert page.get_by_text("Is it on track?").count() == 0
    assert page.get_by_role("button", name="Save and say delivered").count() == 0
    record(page, "Progress", "Six nurses are trained.")
    save(page)
    seen(page, "Progress is recorded on A1.1.")
    expect(page.get_by_text("Contributor One: progress. “Six nurses are trained.”")).to_be_visible()
    assert Contributor.objects.get().officer.name == "Ann Ash"


@WITH_AND_WITHOUT_JAVASCRIPT
def test_a_draft_is_sent_back_and_then_cleared(page, walk, action):
    action.lead_agency.change(None, clears_updates=True)
    walk(Role.AGENCY_LEAD)
    walk(Role.DEPUTY)
    save(page, "Record progress")
    record(page, "Progress", "Ten officers are trained.", "At risk")
    page.get_by_label("Evidence: a file").set_input_files(AUDIT)
    save(page)
    seen(page, "It counts once the lead of Dorset Police has cleared it. The file audit.txt is kept as evidence.")
    walk(Role.CHAIR)
    assert page.get_by_text("Ten officers are trained.").count() == 0
    walk(Role.AGENCY_LEAD, "/")
    page.get_by_role("link", name="A1.1 Train every officer").first.click()
    seen(page, "Declares amber: at risk")
    page.get_by_role("link", name="Send it back").click()
    page.get_by_label("Reason").fill("Which officers?")
    save(page, "Send it back")
    seen(page, "The update on A1.1 is sent back to Agency deputy One.")
    walk(Role.DEPUTY, "/")
    seen(page, "Agency lead One: “Which officers?”")
    page.get_by_role("link", name="A1.1 Train every officer").first.click()
    expect(page.get_by_label("What has happened")).to_have_value("Ten officers are trained.")
    page.get_by_label("What has happened").fill("Ten detectives are trained.")
    save(page)
    walk(Role.AGENCY_LEAD)
    save(page, "Clear this update")
    seen(page, "The update on A1.1 is cleared.")
    walk(Role.CHAIR)
    seen(page, "Ten detectives are trained.")
    assert page.get_by_text("Ten officers are trained.").count() == 0


@WITH_AND_WITHOUT_JAVASCRIPT
def test_more_evidence_is_asked_for_and_answered_with_a_link(page, walk, action):
    make_evidence(action)
    walk(Role.AGENCY_LEAD)
    save(page, "Say it is delivered")
    page.get_by_label("What is now different for children?").fill("They are asked at every visit.")
    save(page, "Say it is delivered")
    page.get_by_role("link", name="Take “delivered” back").click()
    page.get_by_label("Reason").fill("The wrong button.")
    save(page, "Take “delivered” back")
    seen(page, "A1.1 is not delivered any more.")
    save(page, "Say it is delivered")
    save(page, "Say it is delivered")  # with the words of before
    walk(Role.CHAIR)
    page.get_by_role("link", name="Ask for more evidence").click()
    page.get_by_label("Reason").fill("An audit, not a policy.")
    save(page, "Ask for more evidence")
    seen(page, "A1.1 needs more evidence.")
    walk(Role.AGENCY_LEAD)
    save(page, "Say it is delivered")
    seen(page, "“An audit, not a policy.”")
    save(page, "Say it is delivered")
    seen(page, "Add evidence that is new since then.")
    page.get_by_label("Or a link to it").fill("https://files.example.org/audit")
    page.get_by_label("What the evidence shows").fill("Audit of ten visits")
    save(page, "Say it is delivered")
    seen(page, "A1.1 is delivered.")
    walk(Role.CHAIR)
    save(page, "Assure")
    seen(page, "New since it was asked for")
    link = page.get_by_role("link", name="Audit of ten visits")
    assert link.get_attribute("href") == "https://files.example.org/audit"
    save(page, "Assure")
    seen(page, "A1.1 is assured.")


@WITH_AND_WITHOUT_JAVASCRIPT
def test_an_action_is_cancelled_reopened_and_superseded(page, walk, action):
    make_written(make_finding(action.letter))
    walk(Role.CHAIR)
    for step, told in (("Cancel the action", "A1.1 is cancelled."), ("Reopen", "A1.1 is open again.")):
        page.get_by_role("link", name=step).click()
        save(page, step)
        seen(page, "Give the reason.")
        page.get_by_label("Reason").fill("Given to another service.")
        save(page, step)
        seen(page, told)
    page.get_by_role("link", name="Supersede").click()
    page.get_by_label("Which action takes its place?").select_option(label="A2.1 " + action.text)
    page.get_by_label("Reason").fill("Twice the same.")
    save(page, "Supersede")
    seen(page, "A1.1 is superseded.")
    seen(page, "“Twice the same.”")
    expect(page.get_by_role("link", name="A2.1").first).to_be_visible()
    assert Action.objects.get(pk=action.pk).status == Status.SUPERSEDED


@WITH_AND_WITHOUT_JAVASCRIPT
def test_a_refused_file_leaves_the_form_as_it_was(page, walk, action):
    walk(Role.AGENCY_LEAD)
    save(page, "Record progress")
    record(page, "Progress", "Ten officers are trained.")
    page.get_by_label("Evidence: a file").set_input_files(PROGRAM)
    page.get_by_label("What the evidence shows").fill("Audit of ten visits")
    save(page)
    seen(page, "Files of this type are not taken.")
    seen(page, "Choose the file again")
    expect(page.get_by_label("What has happened")).to_have_value("Ten officers are trained.")
    expect(page.get_by_label("What the evidence shows")).to_have_value("Audit of ten visits")
    page.get_by_label("Evidence: a file").set_input_files(AUDIT)
    save(page)
    seen(page, "The file audit.txt is kept as evidence.")
    save(page, "Say it is delivered")
    page.get_by_label("Evidence: a file").set_input_files(AUDIT)
    save(page, "Say it is delivered")
    seen(page, "Say in a sentence what is now different for children.")
    seen(page, "Choose the file again")
