"""A manager asks for updates and sees who answered; a lead follows the mail; reminders are chosen, and stopped."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from partnerships.models import Role
from reporting.models import ReminderChoice
from reporting.reminders import run
from tests.browser.test_walk import WITH_AND_WITHOUT_JAVASCRIPT
from tests.makers import make_agency, make_finding, make_officer, make_request, make_user, make_written

LONG = "Anunbrokenwordthatiswiderthananyphone" * 5
SOON = timezone.localdate() + dt.timedelta(days=9)


@pytest.fixture
def action(transactional_db):
    """Led by an officer of the police who can sign in; of the nurses' action nobody is named."""
    finding = make_finding()
    police = make_agency(finding.partnership)
    lead = make_user(Role.AGENCY_LEAD, finding.partnership, agency=police, name="Lee Lead")
    make_written(finding, lead_agency=make_agency(finding.partnership, "Dorset CCG"))
    return make_written(finding, lead_officer=make_officer(police, "Lee Lead", user=lead))


@pytest.fixture
def manager(action):
    return make_user(Role.BUSINESS_MANAGER, action.partnership, name="Kim Jones")


@WITH_AND_WITHOUT_JAVASCRIPT
def test_updates_are_asked_for_answered_from_the_mail_and_counted(
    page, live_server, sign_in, settings, action, manager
):
    settings.SITE_URL = live_server.url
    sign_in(page, manager)
    page.goto(f"{live_server.url}/partnerships/{action.partnership_id}/")
    page.get_by_role("link", name="Updates asked for").click()
    page.get_by_role("button", name="Ask for updates").click()
    page.get_by_role("button", name="Ask for updates").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    page.get_by_label("By which day").fill(f"{SOON:%d/%m/%Y}")
    page.get_by_label("For which meeting").fill("Executive")
    page.get_by_role("button", name="Ask for updates").click()
    expect(page.get_by_text("0 of 2 actions answered.")).to_be_visible()
    expect(page.get_by_text("Nobody at Dorset CCG", exact=True)).to_be_visible()
    asked = page.url
    run.send(timezone.localdate())
    (sent,) = [one for one in mail.outbox if one.to == [action.lead_officer.user.email]]
    (link,) = re.findall(r"http\S+/progress/", sent.body)
    sign_in(page, action.lead_officer.user)
    page.goto(live_server.url)
    expect(page.get_by_text(f"An update is asked for by {SOON:%-d %B %Y} (Kim Jones, for Executive)")).to_be_visible()
    page.goto(link)
    page.get_by_label("No change").check()
    page.get_by_label("On track").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text(f"No change is recorded on {action.number}.")).to_be_visible()
    expect(page.get_by_text("An update is asked for")).to_have_count(0)
    sign_in(page, manager)
    page.goto(asked)
    expect(page.get_by_text("1 of 2 actions answered.")).to_be_visible()
    page.get_by_role("button", name="Ask again those who have not answered").click()
    page.get_by_label("By which day").fill(f"{SOON + dt.timedelta(days=7):%d/%m/%Y}")
    page.get_by_role("button", name="Ask again").click()
    expect(page.get_by_text("0 of 1 action answered.")).to_be_visible()
    page.get_by_role("button", name="End the request").click()
    expect(page.get_by_text("The request is ended.")).to_be_visible()


@WITH_AND_WITHOUT_JAVASCRIPT
def test_a_person_chooses_reminders_and_turns_them_off(page, live_server, sign_in, action):
    lead = action.lead_officer.user
    sign_in(page, lead)
    page.goto(f"{live_server.url}/accounts/")
    page.get_by_role("link", name="Choose your reminders").click()
    page.get_by_label("Overdue").uncheck()
    page.get_by_label("Day of the weekly list").select_option("Friday")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your choice of reminders is saved.")).to_be_visible()
    expect(page.get_by_label("Overdue")).not_to_be_checked()
    page.get_by_label("Send me reminders by e-mail").uncheck()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Send me reminders by e-mail")).not_to_be_checked()
    make_request(action, due=SOON)
    assert run.send(timezone.localdate()).sent == 0


@WITH_AND_WITHOUT_JAVASCRIPT
def test_the_link_in_the_mail_stops_them_without_signing_in(page, live_server, settings, action):
    settings.SITE_URL = live_server.url
    make_request(action, due=SOON)
    run.send(timezone.localdate())
    page.goto(mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>"))
    page.get_by_role("button", name="Stop all reminders").click()
    expect(page.get_by_role("heading", name="Reminders are stopped")).to_be_visible()
    assert not ReminderChoice.of(action.lead_officer.user).on
    page.get_by_role("link", name="Sign in to get them again").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_pages_empty_full_and_with_errors(look, page, seen, sign_in, settings, live_server, action, manager):
    settings.SITE_URL = live_server.url
    base = f"/partnerships/{action.partnership_id}/updates-asked-for/"
    sign_in(page, manager)
    for path in (base, f"{base}ask/", "/accounts/reminders/"):
        look(path)
    page.get_by_role("button", name="Save").click()
    seen()
    long = make_agency(action.partnership, LONG)
    other = make_written(action.finding, lead_agency=long, lead_officer=make_officer(long, LONG[:150]))
    for ago in (40, 20, 1):
        due = timezone.localdate() - dt.timedelta(days=ago)
        asked = make_request(action, other, due=due, meeting=LONG, asked_at=timezone.now() - dt.timedelta(ago + 9))
    for path in (base, f"/updates-asked-for/{asked.pk}/", f"/updates-asked-for/{asked.pk}/again/"):
        look(path)
    page.get_by_role("button", name="Ask again").click()
    seen()
    run.send(timezone.localdate())
    stop = mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>")
    page.goto(stop)
    seen()
    page.get_by_role("button", name="Stop all reminders").click()
    seen()
    look("/reminders/stop/nothing/")
    page.set_content(mail.outbox[0].alternatives[0][0])
    seen()
