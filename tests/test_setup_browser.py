"""The parts that browser tests stand on: a page, a session, the accessibility check."""

from django.urls import reverse

from tests.makers import make_user


def test_sign_in_page_is_accessible(page, live_server, axe):
    page.goto(live_server.url + reverse("account_login"))
    assert page.get_by_label("Password", exact=True).is_visible()
    assert axe(page) == []


def test_sign_in_gives_a_session(page, live_server, sign_in):
    sign_in(page, make_user())
    page.goto(live_server.url + reverse("account_change_password"))
    assert page.url == live_server.url + reverse("account_change_password")


def test_axe_sees_a_picture_without_words(page, live_server, axe):
    page.goto(live_server.url + reverse("account_login"))
    page.evaluate("document.body.append(document.createElement('img'))")
    assert any(line.startswith("image-alt") for line in axe(page))
