"""A challenge as its people walk it; opinions beside the evidence; and the lists, with and without JavaScript."""

import pytest
from playwright.sync_api import expect

from partnerships.models import Role
from tests.browser.test_walk import WITH_AND_WITHOUT_JAVASCRIPT
from tests.makers import make_agency, make_evidence, make_user, make_written

LONG = "Anunbrokenwordthatiswiderthananyphone" * 5


@pytest.fixture
def action(transactional_db):
    action = make_written()
    make_evidence(action)
    return action


@WITH_AND_WITHOUT_JAVASCRIPT
def test_from_the_question_to_what_came_of_it(page, live_server, sign_in, action):
    scrutineer = make_user(Role.SCRUTINEER, action.partnership, name="Sam Scrutineer")
    sign_in(page, scrutineer)
    page.goto(f"{live_server.url}/actions/{action.pk}/")
    page.get_by_role("link", name="Give an opinion").click()
    page.get_by_label("Evidence: Audit of 40 cases").check()
    page.get_by_label("Your opinion").fill("Forty cases are few.")
    page.get_by_role("button", name="Give this opinion").click()
    expect(page.get_by_text("Your opinion on A1.1 is recorded.")).to_be_visible()
    page.get_by_role("link", name="Raise a challenge").click()
    page.get_by_label("What do you ask?").fill("How were the cases chosen?")
    page.get_by_label("Answer due").fill("31 December 2030")
    page.get_by_role("button", name="Raise the challenge").click()
    expect(page.get_by_text("Dorset Police answers by 31 December 2030.")).to_be_visible()
    sign_in(page, make_user(Role.AGENCY_LEAD, action.partnership, agency=action.lead_agency))
    page.get_by_role("link", name="Challenge to Dorset Police").click()
    page.get_by_label("Your answer").fill("Every tenth case.")
    page.get_by_role("button", name="Give the answer").click()
    expect(page.get_by_text("The answer is given.")).to_be_visible()
    sign_in(page, scrutineer)
    page.reload()
    page.get_by_label("What came of it?").fill("That is fair.")
    page.get_by_role("button", name="Close the challenge").click()
    expect(page.get_by_text("The challenge is closed.")).to_be_visible()
    page.get_by_role("link", name="Challenges").click()
    expect(page.get_by_role("link", name="How were the cases chosen?")).to_be_visible()


@WITH_AND_WITHOUT_JAVASCRIPT
def test_a_partner_asks_a_deputy_answers_and_the_scrutineer_says_what_came_of_it(page, live_server, sign_in, action):
    partnership, police, finding = action.partnership, action.lead_agency, action.finding
    nurses = make_agency(partnership, "Dorset CCG", "health")
    partner = make_user(Role.SAFEGUARDING_PARTNER, partnership, agency=nurses, name="Pip Partner")
    deputy = make_user(Role.DEPUTY, partnership, agency=police, name="Dee Deputy")
    sign_in(page, partner)
    page.goto(f"{live_server.url}/findings/{finding.pk}/")
    expect(page.get_by_role("link", name="Close finding")).to_have_count(0)
    expect(page.get_by_text("The chair or the business manager records it here.")).to_be_visible()
    page.get_by_role("link", name="Raise a challenge").click()
    page.get_by_label("What do you ask?").fill("How does this hold at night?")
    page.get_by_label("Answer due").fill("31 December 2030")
    page.get_by_role("button", name="Raise the challenge").click()
    expect(page.get_by_text("Dorset Police answers by 31 December 2030.")).to_be_visible()
    expect(page.get_by_text("It waits for an answer")).to_have_count(0)

    sign_in(page, deputy)
    page.goto(live_server.url)
    page.get_by_role("link", name="A1 How does this hold at night?").click()
    page.get_by_label("Your answer").fill("The night teams have their own course.")
    page.get_by_role("button", name="Give the answer").click()
    expect(page.get_by_text("The answer is given.")).to_be_visible()
    expect(page.get_by_role("button", name="Close the challenge")).to_have_count(0)

    sign_in(page, partner)
    page.goto(live_server.url)
    expect(page.get_by_role("heading", name="Answers to your challenges (1)")).to_be_visible()
    sign_in(page, make_user(Role.SCRUTINEER, partnership, name="Sam Scrutineer"))
    page.goto(f"{live_server.url}/findings/{finding.pk}/")
    page.get_by_role("link", name="Challenge to Dorset Police").click()
    page.get_by_label("What came of it?").fill("Seen in eight rotas.")
    page.get_by_role("button", name="Close the challenge").click()
    expect(page.get_by_text("The challenge is closed.")).to_be_visible()
    page.get_by_role("link", name="Area for improvement 1").click()
    expect(page.get_by_text("Outcome: “Seen in eight rotas.”")).to_be_visible()
    sign_in(page, partner)
    page.goto(live_server.url)
    expect(page.get_by_text("Nothing is waiting for you.")).to_be_visible()
