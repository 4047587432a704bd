"""Inviting somebody, coming, and the review of who has access; agencies and officers. With and without JavaScript."""

import datetime as dt
import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from partnerships.models import AccessReview, Officer, Role, User
from tests.browser.test_walk import WITH_AND_WITHOUT_JAVASCRIPT
from tests.makers import (
    PASSWORD,
    make_action,
    make_agency,
    make_finding,
    make_invitation,
    make_letter,
    make_officer,
    make_partnership,
    make_user,
)

LONG = "Anunbrokennamethatiswiderthananyphone" * 4


@pytest.fixture
def police(transactional_db):
    return make_agency(make_partnership())


@pytest.fixture
def manager(police):
    return make_user(partnership=police.partnership, name="Mia Manager")


@WITH_AND_WITHOUT_JAVASCRIPT
def test_from_the_invitation_to_the_first_page(page, live_server, sign_in, police, manager):
    make_officer(police)
    sign_in(page, manager)
    page.goto(f"{live_server.url}/partnerships/{police.partnership_id}/")
    page.get_by_role("link", name="People", exact=True).click()
    page.get_by_role("button", name="Invite someone").click()
    page.get_by_label("Agency lead").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("E-mail address").fill("kim.jones@dorset.example")
    page.get_by_label("Name", exact=True).fill("Kim Jones")
    page.get_by_label("Agency", exact=True).select_option("Dorset Police")
    page.get_by_label("Officer of the agency").select_option(label="Debbie Simpson, Chief Constable")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_text("Kim Jones is invited.")).to_be_visible()
    page.context.clear_cookies()
    page.goto(live_server.url + re.search(r"/invitations/\S+", mail.outbox[0].body)[0])
    expect(page.get_by_text("Mia Manager has invited you")).to_be_visible()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password, once more").fill(PASSWORD)
    page.get_by_role("button", name="Accept and sign in").click()
    expect(page.get_by_role("heading", name="What is waiting for you")).to_be_visible()
    assert Officer.objects.get().user == User.objects.get(email="kim.jones@dorset.example")


@WITH_AND_WITHOUT_JAVASCRIPT
def test_a_review_that_ends_a_role(page, live_server, sign_in, police, manager):
    make_user(Role.CHAIR, police.partnership, name="Cher Chair")
    sign_in(page, manager)
    page.goto(f"{live_server.url}/partnerships/{police.partnership_id}/people/")
    page.get_by_role("link", name="Look through who has access").click()
    page.get_by_role("link", name="Cher Chair").click()
    page.get_by_role("link", name="End the role of chair").click()
    page.get_by_role("button", name="End the role").click()
    expect(page.get_by_text("Cher Chair is no longer chair.")).to_be_visible()
    page.goto(f"{live_server.url}/partnerships/{police.partnership_id}/people/review/")
    page.get_by_role("button", name="I have looked through everyone").click()
    expect(page.get_by_text("The review is recorded.")).to_be_visible()
    assert AccessReview.objects.get().ended[0].endswith(", chair")


@WITH_AND_WITHOUT_JAVASCRIPT
def test_an_officer_leaves_and_their_action_is_given_to_another(page, live_server, sign_in, police, manager):
    officer = make_officer(police)
    make_officer(police, "Kim Jones")
    action = make_action(make_finding(make_letter(police.partnership)), lead_officer=officer)
    sign_in(page, manager)
    page.goto(f"{live_server.url}/partnerships/{police.partnership_id}/agencies/")
    page.get_by_role("link", name="Dorset Police", exact=True).click()
    page.get_by_role("link", name="Change Debbie Simpson").click()
    page.get_by_label("Left on").fill("1 October 2018")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Give their actions to someone else").click()
    page.get_by_label("Lead officer").select_option("Kim Jones, Chief Constable")
    page.get_by_role("button", name="Look at what will change").click()
    page.get_by_role("button", name="Change them").click()
    expect(page.get_by_text("1 action is changed.")).to_be_visible()
    action.refresh_from_db()
    assert action.lead_officer.name == "Kim Jones"


def test_pages_of_people_in_each_state(look, page, sign_in, police, manager):
    here = f"/partnerships/{police.partnership_id}"
    sign_in(page, manager)
    invitation = make_invitation(police.partnership, "k" * 60 + "@dorset.example", LONG)
    chair = make_user(Role.CHAIR, police.partnership, name=f"Cher {LONG}", expires_on=dt.date(2040, 5, 1))
    chair.memberships.get().end(manager)
    officer = make_officer(police, LONG, left_on=dt.date(2018, 10, 1))
    make_action(make_finding(make_letter(police.partnership)), lead_officer=officer)
    AccessReview.record(manager, police.partnership)
    for path in (
        *("/people/", f"/people/{invitation.user_id}/", f"/people/{chair.pk}/", "/people/review/"),
        *("/people/invite/?role=deputy", "/agencies/", f"/officers/{officer.pk}/"),
    ):
        look(here + path)
    page.context.clear_cookies()
    look(f"/invitations/{invitation.token}/")
