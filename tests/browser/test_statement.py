"""The written statement as its people walk it, with and without JavaScript: written, agreed to, sent, sent again."""

import datetime as dt
from pathlib import Path

import pytest
from playwright.sync_api import expect

from partnerships.models import Role, Sector
from reporting.models import Signatory, Version
from tests.browser.test_walk import WITH_AND_WITHOUT_JAVASCRIPT
from tests.makers import make_agency, make_finding, make_letter, make_officer, make_statement, make_user, make_written

LONG = "Anunbrokenwordthatiswiderthananyphone" * 5


@pytest.fixture
def letter(transactional_db):
    """With one action that has all that a statement asks of it but a measure of success."""
    letter = make_letter()
    finding = make_finding(letter, text="Police should use the tool.")
    finding.confirm_lead(None, finding.lead_agency)
    officer = make_officer(finding.lead_agency, "Debbie Simpson")
    make_written(finding, lead_officer=officer, target_date=dt.date(2099, 1, 5))
    return letter


@pytest.fixture
def manager(letter):
    return make_user(partnership=letter.partnership, name="Kim Jones")


def partner_of(agency, name):
    return make_user(Role.SAFEGUARDING_PARTNER, agency.partnership, agency=agency, name=name)


@WITH_AND_WITHOUT_JAVASCRIPT
def test_it_is_begun_written_put_right_and_agreed_to(page, live_server, sign_in, letter, manager):
    health = make_agency(letter.partnership, "Dorset CCG", Sector.HEALTH)
    police, nurses = partner_of(make_agency(letter.partnership), "Pol Partner"), partner_of(health, "Nora Nurse")
    sign_in(page, manager)
    page.goto(f"{live_server.url}/letters/{letter.pk}/statement/")
    page.get_by_role("button", name="Begin the statement").click()
    missing = page.locator("#missing + ul")
    for words in ("No measure of success: A1.1", "Nothing is written under: “Introduction and intent”", "Dorset CCG"):
        expect(missing).to_contain_text(words)
    missing.get_by_role("link", name="no measure of success").click()
    page.get_by_label("Measure of success").fill("Nine visits of ten.")
    page.locator("main form button").first.click()
    page.goto(f"{live_server.url}/letters/{letter.pk}/statement/")
    for heading in ("Introduction and intent", "Governance and monitoring", "Risks and resources"):
        page.get_by_role("link", name=f"Write “{heading}”").click()
        page.get_by_label("Text").fill("We will:\n- listen\n- act")
        page.get_by_role("button", name="Save the section").click()
    missing.get_by_role("link", name="whom to ask is not said").click()
    page.get_by_label("Whom to ask about it").fill("Kim Jones, 01305 000000")
    page.get_by_role("button", name="Save").click()
    expect(missing.locator("li")).to_have_count(1)
    expect(missing).to_contain_text("Has not agreed yet: Dorset CCG")

    sign_in(page, police)
    page.goto(live_server.url)
    page.get_by_role("link", name="Agree the written statement for Dorset Police").click()
    page.get_by_role("link", name="Read the statement").click()
    expect(page.get_by_text("Nine visits of ten.")).to_be_visible()
    page.go_back()
    page.get_by_role("button", name="Agree to the statement").click()
    expect(page.get_by_text("Dorset Police agrees to the statement.")).to_be_visible()
    page.goto(live_server.url)
    expect(page.get_by_text("Agree the written statement")).to_have_count(0)
    answer = page.goto(f"{live_server.url}/signatories/{Signatory.objects.get(agency=health).pk}/answer/")
    assert answer.status == 403

    sign_in(page, nurses)
    page.goto(live_server.url)
    page.get_by_role("link", name="Agree the written statement for Dorset CCG").click()
    page.get_by_role("button", name="Ask for this change").click()
    expect(page.get_by_role("link", name="Write what should change.")).to_be_visible()
    page.get_by_label("What should change").fill("Name our audit.")
    page.get_by_role("button", name="Ask for this change").click()
    expect(page.get_by_text("“Name our audit.”", exact=True)).to_be_visible()
    sign_in(page, manager)
    page.goto(live_server.url)
    page.get_by_role("link", name="Dorset CCG asks for a change").click()
    expect(page.get_by_text("1 of 2 agencies agreed to the text as it is now.")).to_be_visible()


@WITH_AND_WITHOUT_JAVASCRIPT
def test_it_is_sent_kept_published_and_sent_again(page, live_server, sign_in, letter, manager):
    def send(on):
        page.get_by_role("button", name="was sent").click()
        page.get_by_label("Sent on").fill(on)
        page.get_by_role("button", name="Record it as sent").click()
        expect(page.get_by_role("link", name="Put right what is missing, or say that it went so.")).to_be_visible()
        page.get_by_label("It went with these things missing").check()
        page.get_by_role("button", name="Record it as sent").click()

    statement = make_statement(letter)
    sign_in(page, manager)
    here = f"{live_server.url}/statements/{statement.pk}/"
    page.goto(here)
    send("18/10/2018")
    expect(page.get_by_text("Version 1 is recorded as sent: late by 2 working days.")).to_be_visible()
    send("18/10/2018")
    expect(page.get_by_text("This was recorded before. It is kept once.")).to_be_visible()
    page.get_by_role("link", name="Version 1, sent on 18 October 2018").click()
    with page.expect_download() as started:
        page.get_by_role("link", name="PDF", exact=True).click()
    assert started.value.suggested_filename.startswith("OFFICIAL-SENSITIVE Dorset written statement 2018-07-09")
    assert Path(started.value.path()).read_bytes().startswith(b"%PDF")
    page.get_by_role("link", name="Say where it was published").click()
    page.get_by_label("Where it was published").fill("example")
    page.get_by_label("Published on").fill("31/02/2018")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Published on: there is no 31 February 2018.")).to_be_visible()
    page.get_by_label("Where it was published").fill("https://example.org/statement")
    page.get_by_label("Published on").fill("20/10/2018")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="https://example.org/statement")).to_be_visible()

    page.goto(here)
    page.get_by_role("link", name="Write “Risks and resources”").click()
    page.get_by_label("Text").fill("More money.")
    page.get_by_role("button", name="Save the section").click()
    send("2/11/2018")
    page.get_by_role("link", name="Version 2, sent on 2 November 2018").click()
    changed = page.locator("main").get_by_text("Now “More money.”")
    expect(page.get_by_role("heading", name="What changed since version 1")).to_be_visible()
    expect(changed).to_be_visible()
    assert Version.objects.count() == 2
    sign_in(page, make_user(Role.VIEWER, letter.partnership))
    page.goto(here)
    expect(page.get_by_role("button", name="was sent")).to_have_count(0)
    assert page.goto(f"{here}send/").status == 403


def test_pages_that_are_empty_and_with_long_words(look, page, sign_in, letter, manager):
    sign_in(page, manager)
    listed = f"/partnerships/{letter.partnership_id}/statements/"
    look(listed)
    statement = make_statement(letter, contact=LONG, preparer=LONG)
    signatory = statement.signatories.get()
    statement.sections.first().change(None, text=f"{LONG}\n- {LONG}", heading=LONG)
    statement.milestones.first().change(None, name=LONG)
    signatory.ask_for_change(manager, "seal", LONG)
    here = f"/statements/{statement.pk}/"
    for path in ("/", listed, here, f"{here}read/", f"/signatories/{signatory.pk}/"):
        look(path)
    sign_in(page, partner_of(signatory.agency, "Pol Partner"))
    look(f"/signatories/{signatory.pk}/answer/")
