"""Who is stuck is told by name whom to ask, where their partnership is known."""

import pytest

from partnerships.managers import managers_of
from partnerships.models import Membership, Role, SecondFactor
from tests.makers import PASSWORD, make_app_user, make_invitation, make_partnership, make_user

SIGN_IN = "/accounts/sign-in/"
MIA = "Mia Manager"
NOBODY = "the business manager of your partnership"


@pytest.fixture
def dorset(db):
    partnership = make_partnership()
    make_user(partnership=partnership, name=MIA, email="mia@dorset.example")
    return partnership


def words(answer):
    return " ".join(answer.content.decode().split())


def half_way(client, user):
    return words(client.post(SIGN_IN, {"login": user.email, "password": PASSWORD}, follow=True))


def test_who_has_lost_their_phone_or_gets_no_code_is_told_whom_to_ask(client, dorset):
    app, _ = make_app_user(role=Role.VIEWER, partnership=dorset)
    by_mail = make_user(Role.VIEWER, dorset)
    by_mail.set_up_second_factor(by_mail, SecondFactor.MAIL)
    for user in (app, by_mail):
        page = half_way(client, user)
        assert f"{MIA}, business manager of {dorset}" in page
        assert "mia@dorset.example" not in page  # the password alone shows no address


@pytest.mark.parametrize("page", ["/accounts/", "/accounts/codes/", "/help/signing-in/", "/help/who-can-see-what/"])
def test_pages_for_who_is_signed_in_lead_to_their_mail(client, dorset, page):
    user = make_user(Role.VIEWER, dorset)
    client.post(SIGN_IN, {"login": user.email, "password": PASSWORD})
    assert f'href="mailto:mia@dorset.example">{MIA}</a>, business manager of {dorset}' in words(client.get(page))
    assert f"{dorset} ." not in words(client.get(page))


def test_who_is_not_signed_in_is_told_no_name(client, dorset):
    for page in ("/help/signing-in/", "/help/who-can-see-what/", SIGN_IN):
        assert MIA not in words(client.get(page))
    assert NOBODY in words(client.get("/help/signing-in/"))


def test_of_every_partnership_and_none_that_only_invites(dorset):
    torbay, wiltshire = make_partnership("Torbay"), make_partnership("Wiltshire")
    for partnership, name in ((torbay, "Tor Manager"), (wiltshire, "Wil Manager")):
        make_user(partnership=partnership, name=name)
    user = make_user(Role.VIEWER, dorset)
    Membership(partnership=torbay, user=user, role=Role.CHAIR).enter(None)
    make_invitation(wiltshire, user.email)
    make_invitation(dorset, role=Role.BUSINESS_MANAGER)  # who has not come answers nobody
    assert [str(one.user) for one in managers_of(user)] == [MIA, "Tor Manager"]


def test_nobody_is_told_to_ask_themself(client, dorset):
    mia = dorset.memberships.get().user
    assert managers_of(mia) == []
    client.force_login(mia)
    assert "mailto:" not in words(client.get("/accounts/"))
