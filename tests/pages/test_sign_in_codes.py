"""Security codes: set up, asked for, lost; from an app, by e-mail, or a recovery code."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.core.cache import cache
from django.test import Client

from partnerships.models import Event, Role, SecondFactor
from partnerships.signing_in.second_factor import recovery_codes
from tests.makers import PASSWORD, app_code, make_administrator, make_app_user, make_partnership, make_user

SIGN_IN, APP, MAIL = "/accounts/sign-in/", "/accounts/sign-in/code/", "/accounts/sign-in/mailed-code/"
CHOOSE, RECOVERY = "/accounts/codes/", "/accounts/codes/recovery/"


@pytest.fixture(autouse=True)
def _no_tries_yet():
    cache.clear()
    yield
    cache.clear()


def enter(client, user, **more):
    return client.post(SIGN_IN, {"login": user.email, "password": PASSWORD, **more})


def who(client):
    return client.session.get("_auth_user_id")


def mailed_code():
    return re.search(r"\b\d{6}\b", mail.outbox[-1].body)[0]


def verbs(user):
    return list(Event.objects.about(user).order_by("sequence").values_list("verb", flat=True))


def mail_user(**values):
    user = make_user(**values)
    user.set_up_second_factor(user, SecondFactor.MAIL)
    return user


# Asked for


def test_the_app_s_code_is_asked_for_and_leads_on(client):
    user, secret = make_app_user(partnership=make_partnership())
    assert enter(client, user, next="/actions/").url == APP
    assert who(client) is None
    assert client.get("/").url == "/accounts/sign-in/?next=/"  # half signed in is not signed in
    assert client.post(APP, {"code": app_code(secret)}).url == "/actions/"
    assert who(client) == str(user.pk)


def test_a_code_a_little_old_or_early_is_taken_and_an_older_one_is_not(client):
    user, secret = make_app_user()
    enter(client, user)
    assert "does not fit" in client.post(APP, {"code": app_code(secret, -3)}).content.decode()
    assert client.post(APP, {"code": f" {app_code(secret, -1)[:3]} {app_code(secret, -1)[3:]}"}).status_code == 302


def test_no_code_serves_twice(client):
    user, secret = make_app_user()
    code = app_code(secret, 1)
    enter(client, user)
    assert client.post(APP, {"code": code}).status_code == 302
    other = Client()
    enter(other, user)
    cache.delete(f"allauth.mfa.totp.used?user={user.pk}&code={code}")  # which allauth forgets after half a minute
    assert "does not fit" in other.post(APP, {"code": code}).content.decode()
    assert who(other) is None


def test_an_empty_code_is_told(client):
    user, _ = make_app_user()
    enter(client, user)
    assert "Enter the security code." in client.post(APP, {"code": ""}).content.decode()


def test_the_page_for_a_code_is_nobody_s_without_a_password(client):
    assert client.get(APP).url == client.get(MAIL).url == SIGN_IN
    assert client.post(MAIL, {"code": "123456"}).url == SIGN_IN


def test_a_recovery_code_works_once_and_says_how_many_are_left(client):
    user, _ = make_app_user(partnership=make_partnership())
    code = recovery_codes(user).get_unused_codes()[3]
    enter(client, user)
    page = client.post(APP, {"code": code}, follow=True)
    assert "You used a recovery code: 9 are left." in page.content.decode()
    other = Client()
    enter(other, user)
    assert "does not fit" in other.post(APP, {"code": code}).content.decode()


@pytest.mark.parametrize("make", [lambda: make_app_user()[0], mail_user])
def test_tries_are_counted_by_person_wherever_they_come_from(make):
    user = make()
    page = MAIL if user.second_factor == "mail" else APP
    for number in range(6):
        client = Client(REMOTE_ADDR=f"203.0.113.{number}")
        enter(client, user)
        answer = client.post(page, {"code": "000000"}).content.decode()
        assert ("too many tries" in answer) == (number == 5)


def test_the_mailed_code_signs_in_and_is_kept_nowhere_as_it_is(client):
    user = mail_user(partnership=make_partnership())
    assert enter(client, user, next="/actions/").url == MAIL
    assert mail.outbox[0].to == [user.email]
    code = mailed_code()
    assert code not in str(dict(client.session))
    assert client.post(MAIL, {"code": f"{code[:3]} {code[3:]}"}).url == "/actions/"
    assert who(client) == str(user.pk)


def test_the_mailed_code_is_only_the_newest_and_only_its_person_s(client):
    user, other = mail_user(), mail_user()
    enter(client, user)
    first = mailed_code()
    client.post(MAIL, {"another": "1"})
    second = mailed_code()
    stranger = Client()
    enter(stranger, other)
    assert "does not fit" in stranger.post(MAIL, {"code": second}).content.decode()
    if first != second:
        assert "does not fit" in client.post(MAIL, {"code": first}).content.decode()
    assert client.post(MAIL, {"code": second}).status_code == 302


def test_the_mailed_code_is_too_old_after_ten_minutes(client, monkeypatch):
    from partnerships.signing_in import codes

    enter(client, mail_user())
    now = codes.time.time()
    monkeypatch.setattr(codes.time, "time", lambda: now + 601)
    assert "too old" in client.post(MAIL, {"code": mailed_code()}).content.decode()


def test_a_few_codes_are_mailed_and_then_no_more(client):
    enter(client, mail_user())
    for _ in range(4):
        page = client.post(MAIL, {"another": "1"}, follow=True)
    assert len(mail.outbox) == 3
    assert "Use the newest, or wait ten minutes" in page.content.decode()


# Set up


def prove(client, user, password=PASSWORD):
    """Signs in, so that nobody asks who it is."""
    client.post(SIGN_IN, {"login": user.email, "password": password})


def test_an_app_is_set_up_with_recovery_codes_that_are_shown_until_kept(client):
    user = make_user(Role.VIEWER, make_partnership())
    prove(client, user)
    assert client.post(CHOOSE, {"where": "app"}).url == "/accounts/codes/app/"
    page = client.get("/accounts/codes/app/")
    assert "<svg" in page.content.decode()
    assert "data:" not in page.content.decode()
    secret = page.context["form"].secret
    assert client.post("/accounts/codes/app/", {"code": app_code(secret)}).url == RECOVERY
    user.refresh_from_db()
    assert (user.second_factor, verbs(user)[-1]) == ("app", "set up second factor")
    codes = recovery_codes(user).get_unused_codes()
    assert all(code in client.get(RECOVERY).content.decode() for code in codes)
    assert all(code in client.get(RECOVERY).content.decode() for code in codes)  # looking changes nothing
    file = client.get(f"{RECOVERY}recovery-codes.txt")
    assert "attachment" in file["Content-Disposition"]
    assert all(code in file.content.decode() for code in codes)
    assert client.post(RECOVERY).url == "/accounts/"
    assert not any(code in client.get(RECOVERY).content.decode() for code in codes)
    assert client.get(f"{RECOVERY}recovery-codes.txt").status_code == 404


def test_a_wrong_code_sets_up_nothing_and_keeps_the_secret(client):
    user = make_user()
    prove(client, user)
    secret = client.get("/accounts/codes/app/").context["form"].secret
    page = client.post("/accounts/codes/app/", {"code": "000000"})
    assert "does not fit" in page.content.decode()
    assert page.context["form"].secret == secret
    user.refresh_from_db()
    assert user.second_factor == ""


def test_a_second_click_sets_up_once(client):
    user = make_user()
    prove(client, user)
    secret = client.get("/accounts/codes/app/").context["form"].secret
    for _ in range(2):
        assert client.post("/accounts/codes/app/", {"code": app_code(secret)}).url == RECOVERY
    assert verbs(user).count("set up second factor") == 1


def test_secrets_lie_encrypted():
    _, secret = make_app_user()
    assert secret not in str(list(Authenticator.objects.values()))


def test_secrets_of_a_key_that_is_gone_let_nobody_in(client, settings):
    user, secret = make_app_user()
    settings.SECRET_KEY = "another" * 10
    enter(client, user)
    assert "does not fit" in client.post(APP, {"code": app_code(secret)}).content.decode()
    settings.SECRET_KEY_FALLBACKS = ["only-for-tests-" + "x" * 50]
    assert client.post(APP, {"code": app_code(secret, 1)}).status_code == 302


def test_codes_by_mail_are_set_up_by_proving_that_mail_arrives(client):
    user, _ = make_app_user()
    client.force_login(user)
    assert client.get(CHOOSE).url.startswith("/accounts/who-are-you/")  # signed in by a code, and not just now
    client.post(f"/accounts/who-are-you/?next={CHOOSE}", {"password": PASSWORD})
    assert client.post(CHOOSE, {"where": "mail"}).url == "/accounts/codes/mail/"
    assert "does not fit" in client.post("/accounts/codes/mail/", {"code": "1"}).content.decode()
    assert client.post("/accounts/codes/mail/", {"code": mailed_code()}).url == "/accounts/"
    user.refresh_from_db()
    assert user.second_factor == "mail"
    assert not Authenticator.objects.exists()  # the app's codes no longer work
    assert client.get("/accounts/codes/mail/").url == "/accounts/"  # a second click
    assert client.get("/accounts/").status_code == 200


def test_setting_up_ends_sessions_that_were_begun_without_a_code(client):
    user = make_user()
    other = Client()
    other.force_login(user)
    prove(client, user)
    secret = client.get("/accounts/codes/app/").context["form"].secret
    client.post("/accounts/codes/app/", {"code": app_code(secret)})
    assert client.get("/accounts/").status_code == 200
    assert other.get("/accounts/").status_code == 302


def test_a_wrong_password_does_not_show_who_one_is(client):
    user = make_user()
    client.force_login(user)
    page = client.post("/accounts/who-are-you/", {"password": "not this"})
    assert "This is not your password." in page.content.decode()
    assert client.get(CHOOSE).status_code == 302


def test_new_recovery_codes_take_the_place_of_the_old(client):
    user, _ = make_app_user()
    old = recovery_codes(user).get_unused_codes()
    client.force_login(user)
    client.post("/accounts/who-are-you/", {"password": PASSWORD})
    assert client.post("/accounts/codes/recovery/new/").url == RECOVERY
    new = recovery_codes(user).get_unused_codes()
    assert not set(old) & set(new)
    assert all(code in client.get(RECOVERY).content.decode() for code in new)
    assert verbs(user)[-1] == "made new recovery codes"


# Required


def people_who_must():
    return [make_administrator(), make_user(Role.BUSINESS_MANAGER, make_partnership())]


def test_who_must_have_codes_sets_them_up_before_any_other_page(client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    for user in people_who_must():
        client.force_login(user)
        for path in ("/", "/actions/", "/admin/", "/accounts/", "/accounts/password/", "/admin/partnerships/user/"):
            assert client.get(path).url == CHOOSE, path
        assert client.post("/admin/partnerships/partnership/add/", {"area": "X"}).url == CHOOSE
        assert client.post("/accounts/sign-out/").url == "/"


def test_having_set_them_up_they_come_to_where_they_were_going(client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    user = people_who_must()[1]
    assert enter(client, user, next="/actions/?q=x").url == "/actions/?q=x"
    assert client.get("/actions/?q=x").url == CHOOSE
    assert "takes about two minutes" in client.get(CHOOSE).content.decode()
    client.post(CHOOSE, {"where": "mail"})
    assert client.post("/accounts/codes/mail/", {"code": mailed_code()}).url == "/actions/?q=x"
    assert client.get("/actions/").status_code == 200


def test_others_may_have_codes_and_need_not(client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    user = make_user(Role.VIEWER, make_partnership())
    client.force_login(user)
    assert client.get("/").status_code == 200
    user.set_up_second_factor(user, SecondFactor.MAIL)
    client.force_login(user)
    client.post("/accounts/who-are-you/", {"password": PASSWORD})
    assert "Sign in without security codes" in client.get("/accounts/").content.decode()
    client.post("/accounts/codes/remove/")
    user.refresh_from_db()
    assert (user.second_factor, verbs(user)[-1]) == ("", "removed second factor")
    assert client.get("/").status_code == 200


def test_who_must_have_codes_cannot_take_them_off(client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    user = people_who_must()[1]
    user.set_up_second_factor(user, SecondFactor.MAIL)
    client.force_login(user)
    client.post("/accounts/who-are-you/", {"password": PASSWORD})
    assert "Sign in without security codes" not in client.get("/accounts/").content.decode()
    client.post("/accounts/codes/remove/")
    user.refresh_from_db()
    assert user.second_factor == "mail"


def test_a_role_that_ended_needs_no_codes():
    import datetime as dt

    from django.utils import timezone

    yesterday = timezone.localdate() - dt.timedelta(days=1)
    assert not make_user(Role.BUSINESS_MANAGER, make_partnership(), expires_on=yesterday).needs_second_factor
    assert not getattr(AnonymousUser(), "needs_second_factor", False)


def test_a_lost_phone_s_codes_are_taken_off_and_its_sessions_end(client):
    user, _ = make_app_user()
    administrator = make_administrator()
    client.force_login(user)
    user.remove_second_factor(administrator)
    assert client.get("/").status_code == 302
    assert not Authenticator.objects.exists()
    event = Event.objects.about(user).first()
    assert (event.actor, event.changes) == (administrator, {"second_factor": ["app", ""]})
    assert enter(client, user).url == "/"
