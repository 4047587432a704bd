"""When a session ends: idle, too long, signed out everywhere, made inactive, another password."""

import time

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from partnerships.models import Event
from partnerships.signing_in import sessions
from tests.makers import PASSWORD, make_administrator, make_partnership, make_user


@pytest.fixture
def signed_in(client):
    user = make_user(partnership=make_partnership())
    client.force_login(user)
    client.user = user
    return client


def pass_time(client, minutes, *, used=False):
    session = client.session
    session[sessions.STARTED] -= minutes * 60
    session[sessions.SEEN] -= 0 if used else minutes * 60
    session.save()


def test_an_idle_session_ends_and_the_sign_in_page_says_why_and_leads_back(signed_in):
    pass_time(signed_in, 61)
    answer = signed_in.get("/actions/?q=dash")
    assert answer.url == "/accounts/sign-in/?next=/actions/%3Fq%3Ddash&ended=idle"
    page = signed_in.get(answer.url).content.decode()
    assert "signed out because nothing happened here for 60 minutes" in page
    assert "not saved" not in page
    form = {"login": signed_in.user.email, "password": PASSWORD, "next": "/actions/?q=dash"}
    assert signed_in.post(answer.url, form).url == "/actions/?q=dash"


def test_a_used_session_goes_on_and_is_written_once_a_minute(signed_in):
    for _ in range(3):
        pass_time(signed_in, 40)
        assert signed_in.get("/actions/").status_code == 200  # each look begins the hour anew
    noted = signed_in.session[sessions.SEEN]
    signed_in.get("/actions/")
    assert signed_in.session[sessions.SEEN] == noted


def test_a_session_ends_after_twelve_hours_of_work(signed_in):
    pass_time(signed_in, 12 * 60 + 1, used=True)
    answer = signed_in.get("/actions/")
    assert answer.url.endswith("&ended=long")
    assert "you had been signed in for 12 hours" in signed_in.get(answer.url).content.decode()


def test_a_form_sent_too_late_is_not_saved_and_that_is_said(signed_in):
    pass_time(signed_in, 61)
    answer = signed_in.post("/actions/1/progress/", {}, headers={"referer": "http://testserver/actions/1/progress/"})
    assert answer.url == "/accounts/sign-in/?next=/actions/1/progress/&ended=idle&unsaved=1"
    assert "What you sent last was not saved" in signed_in.get(answer.url).content.decode()


def test_nobody_is_led_to_another_site(signed_in):
    pass_time(signed_in, 61)
    answer = signed_in.post("/actions/1/progress/", {}, headers={"referer": "https://elsewhere.example/x"})
    assert answer.url == "/accounts/sign-in/?next=/&ended=idle&unsaved=1"


def test_a_part_of_a_page_takes_the_whole_page_along(signed_in):
    pass_time(signed_in, 61)
    answer = signed_in.get("/actions/", headers={"hx-request": "true"})
    assert answer.headers["HX-Redirect"] == "/accounts/sign-in/?next=/actions/&ended=idle"


def test_limits_are_settings(signed_in, settings):
    settings.SESSION_IDLE_MINUTES = 5
    pass_time(signed_in, 6)
    assert "ended=idle" in signed_in.get("/").url


def test_signing_out_everywhere_ends_every_session_and_is_told(signed_in):
    other = Client()
    other.force_login(signed_in.user)
    page = signed_in.post("/accounts/sign-out/everywhere/", follow=True)
    assert "You are signed out on every device." in page.content.decode()
    assert other.get("/").status_code == signed_in.get("/").status_code == 302
    assert Event.objects.about(signed_in.user).first().verb == "signed out everywhere"
    signed_in.post("/accounts/sign-in/", {"login": signed_in.user.email, "password": PASSWORD})
    assert signed_in.get("/").status_code == 200


def test_signing_out_everywhere_takes_a_post(signed_in):
    assert signed_in.get("/accounts/sign-out/everywhere/").status_code == 405


def test_who_is_made_inactive_is_out_at_once_and_stays_out_when_let_in_again(signed_in):
    signed_in.user.change(None, is_active=False)
    assert signed_in.get("/").status_code == 302
    signed_in.user.change(None, is_active=True)
    assert signed_in.get("/").status_code == 302


def test_let_in_again_without_a_look_in_between_the_old_session_is_over_too(signed_in):
    signed_in.user.change(None, is_active=False)
    signed_in.user.change(None, is_active=True)
    assert signed_in.get("/").status_code == 302


def test_made_inactive_in_the_admin_site_they_are_out(signed_in):
    from tests.admin.forms import filled

    administrator = Client()
    administrator.force_login(make_administrator())
    address = reverse("admin:partnerships_user_change", args=[signed_in.user.pk])
    sent = {name: value for name, value in filled(administrator.get(address)).items() if name != "is_active"}
    assert administrator.post(address, sent).status_code == 302
    assert signed_in.get("/").status_code == 302


def test_a_new_password_ends_the_other_sessions(signed_in):
    other = Client()
    other.force_login(signed_in.user)
    new = "nine green herons stand"
    signed_in.post("/accounts/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert signed_in.get("/").status_code == 200
    assert other.get("/").status_code == 302


def test_a_password_set_by_mail_ends_every_session(signed_in):
    stranger = Client()
    stranger.post("/accounts/password/forgotten/", {"email": signed_in.user.email})
    link = next(word for word in mail.outbox[0].body.split() if word.startswith("http"))
    page = stranger.get(link, follow=True)
    stranger.post(page.request["PATH_INFO"], dict.fromkeys(("password1", "password2"), "nine green herons stand"))
    assert signed_in.get("/").status_code == 302


def test_the_account_page_tells_how_one_signs_in(signed_in, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        page = signed_in.get("/accounts/").content.decode()
    assert signed_in.user.email in page
    assert "Not set up" in page
    assert "after 60 minutes without use" in page


def test_a_session_from_before_this_was_counted_begins_now(signed_in):
    session = signed_in.session
    del session[sessions.STARTED], session[sessions.SEEN]
    session.save()
    assert signed_in.get("/").status_code == 200
    assert time.time() - signed_in.session[sessions.STARTED] < 60


def test_a_form_sent_after_signing_out_elsewhere_leads_back_to_its_page(signed_in):
    signed_in.user.sign_out_everywhere(signed_in.user)
    answer = signed_in.post("/actions/1/progress/", {}, headers={"referer": "http://testserver/actions/1/progress/"})
    assert answer.url == "/accounts/sign-in/?next=/actions/1/progress/&unsaved=1"
    page = signed_in.get(answer.url).content.decode()
    assert "You are not signed in now." in page
    assert "What you sent last was not saved" in page


def test_who_was_never_signed_in_is_told_nothing(client):
    page = client.get(client.get("/actions/").url).content.decode()
    assert "signed out" not in page
    assert "not saved" not in page
