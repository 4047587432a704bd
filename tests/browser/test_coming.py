"""Coming into a partnership with an account from another, working in both, and how a manager keeps its roles."""

import re

import pytest
from playwright.sync_api import expect

from partnerships.models import Invitation, Role
from tests.browser.test_walk import WITH_AND_WITHOUT_JAVASCRIPT
from tests.makers import PASSWORD, make_invitation, make_partnership, make_user


@pytest.fixture
def torbay(transactional_db):
    return make_partnership("Torbay")


@pytest.fixture
def dorset(torbay):
    return make_partnership()


@pytest.fixture
def manager(dorset):
    return make_user(partnership=dorset, name="Mia Manager")


@pytest.fixture
def kim(torbay):
    return make_user(Role.VIEWER, torbay, email="kim@torbay.example", name="Kim Jones")


@WITH_AND_WITHOUT_JAVASCRIPT
def test_who_has_an_account_accepts_declines_and_works_in_both(page, live_server, kim, dorset, manager):
    make_invitation(dorset, kim.email, "Kim J", Role.CHAIR, by=manager)
    make_invitation(make_partnership("Wiltshire"), kim.email, by=manager)
    page.goto(f"{live_server.url}/letters/")
    page.get_by_label("E-mail address").fill(kim.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("Mia Manager has invited you to work on its action plan, as chair.")).to_be_visible()
    page.get_by_role("link", name="Not now").click()
    expect(page).to_have_url(f"{live_server.url}/letters/")
    page.get_by_role("link", name="You are invited").click()
    page.get_by_role("button", name="Accept the invitation of Dorset").click()
    expect(page.get_by_text("The plan of Dorset Safeguarding Children Partnership is open to you.")).to_be_visible()
    page.get_by_role("button", name="Decline the invitation of Wiltshire").click()
    expect(page.get_by_text("You have declined the invitation of Wiltshire")).to_be_visible()
    expect(page.get_by_role("link", name="You are invited")).to_have_count(0)
    page.get_by_text("2 partnerships").click()
    page.get_by_role("banner").get_by_role("button", name="Torbay Safeguarding Children Partnership").click()
    expect(page.get_by_role("heading", name="Torbay Safeguarding Children Partnership")).to_be_visible()
    page.get_by_text("Torbay Safeguarding Children Partnership: change partnership").click()
    page.get_by_role("button", name="Work in all of them").click()
    expect(page.get_by_text("2 partnerships")).to_be_visible()
    assert [one.declined for one in Invitation.objects.order_by("partnership__area")] == [False, True]


@WITH_AND_WITHOUT_JAVASCRIPT
def test_a_manager_gives_a_role_with_a_last_day_and_takes_an_invitation_back(
    page, live_server, sign_in, dorset, manager, kim
):
    make_user(Role.CHAIR, dorset, name="Cher Chair")
    sign_in(page, manager)
    page.goto(f"{live_server.url}/partnerships/{dorset.pk}/people/")
    page.get_by_role("link", name="Cher Chair").click()
    page.get_by_role("link", name="Give a role").click()
    page.get_by_label("Viewer").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Last day").fill("1 May 2040")
    page.get_by_role("button", name="Give the role").click()
    expect(page.get_by_text("Cher Chair is viewer now.")).to_be_visible()
    page.get_by_role("link", name="Change last day of viewer").click()
    page.get_by_label("Last day").fill("2 May 2040")
    page.get_by_role("button", name="Save the last day").click()
    expect(page.get_by_text("The last day is 2 May 2040.")).to_be_visible()
    make_invitation(dorset, kim.email, "Kim J", by=manager)
    page.get_by_role("link", name="People", exact=True).click()
    page.get_by_role("link", name="Kim J").click()
    page.get_by_role("button", name="Send the invitation again").click()
    expect(page.get_by_text("It was sent a moment ago.")).to_be_visible()
    page.get_by_role("button", name="Withdraw the invitation").click()
    expect(page.get_by_text("The invitation is withdrawn")).to_be_visible()
    expect(page.get_by_text("No role now, and so no access")).to_be_visible()


def test_pages_of_inviting_and_answering(page, live_server, look, sign_in, dorset, manager, kim, monkeypatch):
    long = "Anunbrokennamethatiswiderthananyphone" * 4
    new, known = make_invitation(dorset, by=manager), make_invitation(dorset, kim.email, long, by=manager)
    sign_in(page, kim)
    look("/invitations/?next=/letters/")
    look(f"/invitations/{new.token}/")  # somebody else's
    sign_in(page, manager)
    look("/invitations/")
    look(f"/partnerships/{dorset.pk}/people/{known.user_id}/role/")
    look(f"/partnerships/{dorset.pk}/people/{known.user_id}/role/?ask=1")
    known.change(None, "could not be mailed", mail_failed_at=known.sent_at)
    look(f"/partnerships/{dorset.pk}/people/{known.user_id}/")
    known.decline()
    look(f"/partnerships/{dorset.pk}/people/?filter-state=none")
    look(f"/partnerships/{dorset.pk}/people/{known.user_id}/")
    assert re.search("Declined on", page.content())
