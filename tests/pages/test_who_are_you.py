"""Who comes through their organisation and has no password shows once more who they are before they change how they
sign in: there, or with a mailed code."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import Client

from partnerships.models import Event
from tests.makers import PASSWORD, make_app_user, make_user
from tests.pages.test_sign_in_organisations import dorset, go, kim, running, who

__all__ = ["dorset", "running"]  # fixtures
CODES, PAGE = "/accounts/codes/", "/accounts/who-are-you/another-way/"


@pytest.fixture
def person(client, dorset):
    """Signed in through Dorset Council, who did not have to ask them."""
    user = kim()
    user.set_unusable_password()
    user.save()
    dorset.asked_ago = 3600
    go(client, dorset)
    yield user
    dorset.asked_ago = 0


def words(answer):
    return " ".join(answer.content.decode().split())


def again(client, dorset, page=f"{PAGE}?next={CODES}"):
    """Presses the button that leads to the organisation, and comes back."""
    address = re.search(r'action="(/accounts/sign-in/through/[^"]+)"', client.get(page).content.decode())[1]
    away = client.post(address.replace("&amp;", "&"))
    asked = dict(parse_qsl(urlsplit(away.url).query))
    assert (asked["prompt"], asked["max_age"]) == ("login", "0")
    return client.get(dorset.agree(asked), follow=True)


def mailed(client, page=f"{PAGE}?next={CODES}"):
    assert client.post(page, {"send": "1"}).url == page
    return re.search(r"\b\d{6}\b", mail.outbox[-1].body)[0]


def test_an_unattended_session_sets_up_nothing(client, person):
    for path in (CODES, "/accounts/codes/app/", "/accounts/codes/mail/"):
        assert client.get(path).url.startswith(PAGE), path
        assert client.post(path, {"where": "app"}).url.startswith(PAGE), path
    assert mail.outbox == []
    person.refresh_from_db()
    assert person.second_factor == ""


def test_signing_out_and_in_again_without_a_question_is_no_way_round(client, person, dorset):
    client.post("/accounts/sign-out/")
    go(client, dorset)
    assert client.get(CODES).url.startswith(PAGE)
    dorset.asked_ago = None  # it does not say
    client.post("/accounts/sign-out/")
    go(client, dorset)
    assert client.get(CODES).url.startswith(PAGE)


def test_who_was_asked_there_just_now_goes_on(client, person, dorset):
    dorset.asked_ago = 5
    page = again(client, dorset)
    assert "Where do you want to get the codes?" in words(page)
    assert who(client) == str(person.pk)


@pytest.mark.parametrize("ago", [None, 3600, -3600])
def test_an_organisation_that_did_not_ask_just_now_proves_nothing(client, person, dorset, ago):
    dorset.asked_ago = ago
    page = words(again(client, dorset))
    assert "Dorset Council did not say that it asked you just now." in page
    assert "Send a code to kim@dorset.example" in page


def test_somebody_else_s_account_there_proves_nothing(client, person, dorset):
    dorset.asked_ago = 0
    dorset.claims |= {"sub": "another", "preferred_username": "ann@dorset.example"}
    make_user(email="ann@dorset.example")
    page = again(client, dorset)
    assert page.status_code == 403
    assert client.get(CODES).url.startswith(PAGE)
    assert SocialAccount.objects.get().user == person


def test_nor_for_who_is_not_signed_in(dorset):
    kim()
    other = Client()
    away = other.post("/accounts/sign-in/through/dorset/?process=redirect&next=/")
    answer = other.get(dorset.agree(dict(parse_qsl(urlsplit(away.url).query))))
    assert (answer.status_code, who(other)) == (403, None)
    assert not SocialAccount.objects.exists()


def test_a_mailed_code_does_too(client, person):
    code = mailed(client)
    assert mail.outbox[-1].to == [person.email]
    assert "does not fit" in words(client.post(f"{PAGE}?next={CODES}", {"code": "000000" if code != "000000" else "1"}))
    assert client.get(CODES).url.startswith(PAGE)
    assert client.post(f"{PAGE}?next={CODES}", {"code": code}).url == CODES
    assert client.get(CODES).status_code == 200
    assert client.get(f"{PAGE}?next={CODES}").url == CODES  # a second click


def test_what_was_pressed_before_is_done_afterwards(client, person, dorset):
    link = SocialAccount.objects.get()
    asked = client.post(f"/accounts/links/{link.pk}/remove/").url
    client.post(asked, {"send": "1"})
    client.post(asked, {"code": re.search(r"\b\d{6}\b", mail.outbox[-1].body)[0]})
    assert not SocialAccount.objects.exists()
    assert Event.objects.about(person).first().verb == "unlinked sign-in"


def test_an_empty_code_is_told_and_a_few_are_mailed(client, person):
    mailed(client)
    assert "Enter the security code." in words(client.post(PAGE, {"code": ""}))
    for _ in range(4):
        page = client.post(PAGE, {"send": "1"}, follow=True)
    assert "Use the newest, or wait ten minutes" in words(page)
    assert len(mail.outbox) == 3


def test_who_has_a_password_or_an_app_shows_that(client):
    for user, page in ((make_user(), "/accounts/who-are-you/"), (make_app_user()[0], "/accounts/who-are-you/")):
        client.force_login(user)
        assert client.get(f"{PAGE}?next={CODES}").url == f"{page}?next=%2Faccounts%2Fcodes%2F"
        client.post(PAGE, {"send": "1"})
    app, _ = make_app_user()
    app.set_unusable_password()
    app.save()
    client.force_login(app)
    assert client.get(f"{PAGE}?next={CODES}").url.startswith("/accounts/who-are-you/code/")
    assert mail.outbox == []


def test_nobody_is_led_to_another_site(client, person):
    client.post(f"{PAGE}?next=https://elsewhere.example/", {"send": "1"})
    code = re.search(r"\b\d{6}\b", mail.outbox[-1].body)[0]
    assert client.post(f"{PAGE}?next=https://elsewhere.example/", {"code": code}).url == "/accounts/"


def test_who_has_no_password_to_change_can_get_one(client, person):
    assert "Get a new password" in words(client.get("/accounts/password/", follow=True))
    assert client.post("/accounts/password/", {"oldpassword": PASSWORD}).url == "/accounts/password/forgotten/"
