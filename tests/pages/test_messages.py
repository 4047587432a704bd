"""What is said once, after a change: it lies in the session and nowhere in the browser, and ends with the session."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from partnerships.models import Role
from tests.makers import PASSWORD, make_partnership, make_user, make_written

TYPED = "The head of one school was rude"
SIGN_IN = "/accounts/sign-in/"


@pytest.fixture
def action(db):
    cache.clear()
    return make_written()


@pytest.fixture
def manager(client, action):
    user = make_user(partnership=action.partnership)
    client.force_login(user)
    return user


def type_in_vain(client, action):
    """For a step that does not fit, so that the words come back in a message that no page has shown yet."""
    assert client.post(reverse("assure", args=[action.pk]), {"reason": TYPED}).status_code == 302


def enter(client, user):
    return client.post(SIGN_IN, {"login": user.email, "password": PASSWORD}, follow=True).content.decode()


def test_what_was_typed_comes_back_and_stands_in_no_cookie(client, action, manager):
    type_in_vain(client, action)
    assert TYPED in client.get(reverse("action", args=[action.pk])).content.decode()
    type_in_vain(client, action)
    assert TYPED not in str(client.cookies)


@pytest.mark.parametrize("end", ["/accounts/sign-out/", "/accounts/sign-out/everywhere/"])
def test_a_message_that_waits_ends_with_its_session(client, action, manager, end):
    type_in_vain(client, action)
    client.post(end)
    stranger = make_user(Role.VIEWER, make_partnership("Torbay"))
    assert TYPED not in client.get(SIGN_IN).content.decode()
    assert TYPED not in enter(client, stranger)


def test_and_with_one_that_was_ended_elsewhere(client, action, manager):
    type_in_vain(client, action)
    manager.sign_out_everywhere(manager)
    assert TYPED not in client.get("/", follow=True).content.decode()
    assert TYPED not in enter(client, make_user(Role.VIEWER, make_partnership("Torbay")))


def test_one_cookie_keeps_one_signed_in_and_one_protects_forms(action):
    browser = Client(enforce_csrf_checks=True)
    browser.get(SIGN_IN)
    form = {"login": make_user(partnership=action.partnership).email, "password": PASSWORD}
    browser.post(SIGN_IN, form | {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value})
    token = {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value}
    browser.post(reverse("assure", args=[action.pk]), {"reason": TYPED, **token})
    browser.post("/accounts/sign-out/", token)
    assert set(browser.cookies) == {"sessionid", "csrftoken"}
