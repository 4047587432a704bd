"""The finding page as its people walk it: measure, rate, decide, split, close; on a screen, a phone and paper."""

import datetime as dt

import pypdfium2
import pytest
from playwright.sync_api import expect

from actions.adding import also_answers
from actions.models import ImpactRating
from findings.models import Finding
from partnerships.models import Role
from tests.browser.test_walk import WITH_AND_WITHOUT_JAVASCRIPT
from tests.makers import (
    make_assured,
    make_decision,
    make_evidence,
    make_file,
    make_finding,
    make_measure,
    make_opinion,
    make_place,
    make_reading,
    make_update,
    make_user,
    make_written,
)

LONG = "Anunbrokenwordthatiswiderthananyphone" * 5
TEXT = "Midwives do not ask about abuse; social workers do not listen to children."


@pytest.fixture
def finding(transactional_db):
    return make_finding(kind="priority action", text=TEXT)


def fill(finding):
    """Everything that its page can show, three actions of its own among it."""
    make_place(finding, make_file(finding.letter), [2])
    for number in range(3):
        action = make_written(
            finding, measure_of_success="Nine visits of ten.", text=f"{number}. {'Train them. ' * 12}"
        )
        make_evidence(action, title="Audit of forty cases")
        said = "Thirty of forty officers are trained, and ask as they were shown. " * 15
        make_update(action, text=said, next_step="Find a trainer for the nights. " * 12)
    also_answers(finding, make_written(make_finding(finding.letter), text=LONG), None)
    for name in ("Children flagged within 24 hours", LONG):
        measure = make_measure(finding, name=name)
        for month in range(1, 6):
            make_reading(measure, dt.date(2018, month, 12), 20 + month * 8)
    about = {"partnership": finding.partnership, "finding": finding, "said_by": make_user(None)}
    ImpactRating(rating="worse", on=dt.date(2018, 6, 1), meeting="Executive", note="Thin.", **about).enter(None)
    make_decision(finding, text="Fund an analyst for two years.")
    make_opinion(finding, text="Not safer yet.")
    return finding


def open_page(page, live_server, finding):
    page.goto(f"{live_server.url}/findings/{finding.pk}/")


@WITH_AND_WITHOUT_JAVASCRIPT
def test_from_an_action_to_the_impact(page, live_server, sign_in, finding):
    sign_in(page, make_user(Role.BUSINESS_MANAGER, finding.partnership))
    page.goto(f"{live_server.url}/findings/")
    page.get_by_role("link", name="P1", exact=True).click()
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("Dorset Police leads on P1.")).to_be_visible()
    page.get_by_role("button", name="Add an action").click()
    page.get_by_label("What will be done").fill("Train every midwife.")
    page.get_by_role("button", name="Add the action").click()
    expect(page.get_by_role("link", name="Action P1.1")).to_be_visible()
    page.get_by_role("button", name="Add a measure").click()
    page.get_by_label("What is measured").fill("Visits with the question")
    page.get_by_label("Unit").fill("%")
    page.get_by_label("Target").fill("95%")
    page.get_by_label("Audit").check()
    page.get_by_role("button", name="Add the measure").click()
    for day, value in (("12 July 2018", "31"), ("12 October 2018", "61")):
        page.get_by_role("link", name="Add a reading of Visits").click()
        page.get_by_label("Date of the reading").fill(day)
        page.get_by_label("Value").fill(value)
        page.get_by_role("button", name="Add the reading").click()
        expect(page.get_by_text("The reading is added.")).to_be_visible()
    expect(page.get_by_role("img", name="Readings of Visits with the question")).to_be_visible()
    page.get_by_role("link", name="Rate the impact").click()
    page.get_by_label("Some improvement").check()
    page.get_by_label("Rated on").fill("3/10/2018")
    page.get_by_label("Meeting").fill("Executive")
    page.get_by_role("button", name="Rate the impact").click()
    expect(page.get_by_text("rated 3 October 2018, Executive")).to_be_visible()


@WITH_AND_WITHOUT_JAVASCRIPT
def test_a_scrutineer_gives_an_opinion_and_the_chair_closes_with_it(page, live_server, sign_in, finding):
    make_assured(finding)
    sign_in(page, make_user(Role.SCRUTINEER, finding.partnership, name="Sue Scrutineer"))
    open_page(page, live_server, finding)
    page.get_by_role("link", name="Give an opinion").click()
    page.get_by_label("Your opinion of the evidence").fill("Ten cases show it.")
    page.get_by_role("button", name="Give the opinion").click()
    expect(page.get_by_text("Ten cases show it.")).to_be_visible()
    sign_in(page, make_user(Role.CHAIR, finding.partnership))
    page.get_by_role("link", name="Home").click()
    open_page(page, live_server, finding)
    page.get_by_role("link", name="Close finding").click()
    page.get_by_label("Meeting").fill("Executive")
    page.get_by_label("Decided on").fill("3 October 2018")
    page.get_by_label("Why it can be closed").fill("The audits show it.")
    page.get_by_label("The safeguarding partners decided this").check()
    page.get_by_role("button", name="Close the finding").click()
    expect(page.get_by_text("The finding is closed.")).to_be_visible()
    page.get_by_role("link", name="Reopen finding").click()
    page.get_by_label("Reason").fill("A child was missed.")
    page.get_by_role("button", name="Reopen the finding").click()
    expect(page.get_by_text("Opened again: “A child was missed.”")).to_be_visible()


@WITH_AND_WITHOUT_JAVASCRIPT
def test_two_subjects_become_two_findings(page, live_server, sign_in, finding):
    sign_in(page, make_user(Role.BUSINESS_MANAGER, finding.partnership))
    open_page(page, live_server, finding)
    page.get_by_role("link", name="Split into two").click()
    page.get_by_label("social workers do not listen").check()
    page.get_by_role("button", name="Look at both parts").click()
    assert page.locator("blockquote").all_inner_texts() == [
        "Midwives do not ask about abuse;",
        "social workers do not listen to children.",
    ]
    page.get_by_role("button", name="Split the finding").click()
    expect(page.get_by_text("P1 is split. The second part is P2.")).to_be_visible()
    assert Finding.objects.count() == 2


def test_a_full_finding_prints_on_two_sheets(page, live_server, sign_in, finding):
    fill(finding)
    finding.change(None, "corrected", text="The backlog of work means that cases had not been risk assessed. " * 20)
    sign_in(page, make_user(Role.BUSINESS_MANAGER, finding.partnership))
    open_page(page, live_server, finding)
    margins = dict.fromkeys(("top", "bottom", "left", "right"), "15mm")
    printed = pypdfium2.PdfDocument(page.pdf(format="A4", margin=margins))
    try:
        words = " ".join(sheet.get_textpage().get_text_bounded() for sheet in printed)
        assert len(printed) <= 2
        assert "Fund an analyst for two years." in words
        assert words.count("Thirty of forty officers are trained") >= 3
        assert words.count("Next step: Find a trainer for the nights.") == 3
        assert "Add an action" not in words
    finally:
        printed.close()


@WITH_AND_WITHOUT_JAVASCRIPT
def test_theme_decision_and_what_answers_it_too(page, live_server, sign_in, finding):
    other = make_written(make_finding(finding.letter, text="Health visitors do not ask."), text="Train every nurse.")
    sign_in(page, make_user(Role.BUSINESS_MANAGER, finding.partnership, name="Kim Jones"))
    open_page(page, live_server, finding)
    page.get_by_role("link", name="Name its theme").click()
    page.get_by_label("Theme").fill("Voice of the child")
    page.get_by_role("button", name="Save the theme").click()
    expect(page.get_by_text("The theme is saved.")).to_be_visible()
    expect(page.get_by_text("Kim Jones set the theme to “Voice of the child”")).to_be_visible()

    page.get_by_role("link", name="Another action also answers it").click()
    page.get_by_role("button", name="Say that it answers it too").click()
    expect(page.locator(".govuk-error-summary")).to_be_in_viewport()
    page.get_by_label("Which action also answers it?").select_option("A1.1 Train every nurse.")
    page.get_by_role("button", name="Say that it answers it too").click()
    expect(page.get_by_role("heading", name="Also answered by")).to_be_visible()
    page.get_by_role("link", name="Action A1.1").click()
    expect(page.get_by_text("It also answers")).to_be_visible()
    page.go_back()
    page.get_by_role("button", name="It no longer answers P1").click()
    expect(page.get_by_text("A1.1 no longer answers P1.")).to_be_visible()
    expect(page.get_by_role("heading", name="Also answered by")).to_have_count(0)
    assert not other.also_answers.standing().exists()

    page.get_by_role("link", name="Record a decision").click()
    page.get_by_label("Meeting").fill("Executive")
    page.get_by_label("Decided on").fill("3 October 2018")
    page.get_by_label("Decision", exact=True).fill("Fund an analyst.")
    page.get_by_label("The safeguarding partners decided this").check()
    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_text("By the safeguarding partners.")).to_be_visible()
    page.goto(f"{live_server.url}/partnerships/{finding.partnership_id}/decisions/")
    expect(page.get_by_text("Fund an analyst.")).to_be_visible()
    page.get_by_role("link", name="Area for priority action 1").click()
    page.get_by_role("link", name="Voice of the child").click()
    expect(page.get_by_role("heading", name="1 finding", exact=True)).to_be_visible()
    expect(page.get_by_text("Theme: Voice of the child")).to_be_visible()
