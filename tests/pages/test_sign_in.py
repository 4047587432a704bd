from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from partnerships.models import Event
from tests.makers import PASSWORD, make_partnership, make_user

SIGN_IN = "/accounts/sign-in/"


def test_right_password_leads_home(client):
    user = make_user()
    answer = client.post(SIGN_IN, {"login": user.email.upper(), "password": PASSWORD})
    assert answer.url == reverse("home")


def test_next_page_is_kept_and_never_leads_elsewhere(client):
    user = make_user()
    form = {"login": user.email, "password": PASSWORD}
    assert client.post(SIGN_IN, form | {"next": "/actions/"}).url == "/actions/"
    client.post("/accounts/sign-out/")
    assert client.post(SIGN_IN, form | {"next": "https://elsewhere.example/"}).url == reverse("home")


def test_wrong_password_and_unknown_address_get_the_same_plain_words(client):
    user = make_user()
    words = "The e-mail address and the password do not go together."
    for email in (user.email, "nobody@example.org"):
        answer = client.post(SIGN_IN, {"login": email, "password": "not this"})
        assert answer.status_code == 200
        assert words in answer.content.decode()
        assert "<title>Error: " in answer.content.decode()


def test_empty_form_says_what_is_missing(client):
    answer = client.post(SIGN_IN, {})
    assert "Enter your e-mail address." in answer.content.decode()
    assert "Enter your password." in answer.content.decode()


def test_closed_account_cannot_sign_in(client):
    user = make_user(is_active=False)
    answer = client.post(SIGN_IN, {"login": user.email, "password": PASSWORD}, follow=True)
    assert "_auth_user_id" not in client.session
    assert answer.status_code == 200


def test_many_wrong_passwords_are_held_up(client):
    cache.clear()
    user = make_user()
    for _ in range(5):
        client.post(SIGN_IN, {"login": user.email, "password": "not this"})
    answer = client.post(SIGN_IN, {"login": user.email, "password": PASSWORD})
    assert "There were too many tries." in answer.content.decode()
    cache.clear()


def tries(client, forwarded: str, count: int = 1) -> str:
    """`count` tries with as many addresses, through the proxy; the last page."""
    for number in range(count):
        form = {"login": f"somebody{number}@example.org", "password": "not this"}
        page = client.post(SIGN_IN, form, headers={"x-forwarded-for": forwarded})
    return page.content.decode()


def test_behind_a_proxy_tries_count_by_the_address_that_the_proxy_adds(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    cache.clear()
    assert "too many tries" in tries(client, "203.0.113.1", count=11)
    assert "do not go together" in tries(client, "203.0.113.2")
    assert "too many tries" in tries(client, "203.0.113.2, 203.0.113.1")  # the first anyone can write
    cache.clear()


def test_sign_out_takes_a_post(client):
    client.force_login(make_user())
    assert "Sign out" in client.get("/accounts/sign-out/").content.decode()
    assert client.get("/").status_code == 200
    client.post("/accounts/sign-out/")
    assert client.get("/").status_code == 302


def test_nobody_makes_an_account_alone(client):
    answer = client.post("/accounts/new/", {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD})
    assert "You cannot make one yourself." in answer.content.decode()


def test_password_is_changed(client):
    user = make_user()
    client.force_login(user)
    new = "nine green herons stand"
    form = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    answer = client.post("/accounts/password/", form, follow=True)
    assert "Your password is changed." in answer.content.decode()
    user.refresh_from_db()
    assert user.check_password(new)


def test_short_new_password_is_refused(client):
    user = make_user()
    client.force_login(user)
    answer = client.post("/accounts/password/", {"oldpassword": PASSWORD, "password1": "short", "password2": "short"})
    assert "at least 12 characters" in answer.content.decode()


def test_forgotten_password_is_set_anew_from_the_mail(client):
    user = make_user()
    answer = client.post("/accounts/password/forgotten/", {"email": user.email}, follow=True)
    assert "Look in your mail" in answer.content.decode()
    link = next(word for word in mail.outbox[0].body.split() if word.startswith("http"))
    page = client.get(link, follow=True)
    new = "nine green herons stand"
    client.post(page.request["PATH_INFO"], {"password1": new, "password2": new})
    user.refresh_from_db()
    assert user.check_password(new)
    assert "This link no longer works" in client.get(link).content.decode()


def test_unknown_address_gets_the_same_page_and_no_mail(client):
    answer = client.post("/accounts/password/forgotten/", {"email": "nobody@example.org"}, follow=True)
    assert "Look in your mail" in answer.content.decode()
    assert mail.outbox == []


def test_addresses_of_allauth_that_nobody_needs_are_not_there(client):
    client.force_login(make_user(partnership=make_partnership()))
    for path in ("email/", "confirm-email/", "reauthenticate/", "login/", "signup/"):
        assert client.get(f"/accounts/{path}").status_code == 404


def test_a_password_set_by_its_person_is_told_without_its_value(client):
    user = make_user()
    client.force_login(user)
    new = "nine quiet boats at the ford"
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
    event = Event.objects.about(user).first()
    assert (event.verb, event.actor, event.changes) == ("set password", user, {})
    user.refresh_from_db()
    assert user.check_password(new)


def test_no_browser_keeps_a_page_of_the_plan(client):
    client.force_login(make_user(partnership=make_partnership()))
    for address in ("/", "/actions/", SIGN_IN):
        assert "no-store" in client.get(address).headers["Cache-Control"]
