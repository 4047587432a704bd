"""Signing in as people do it: first time with an app, later with a code, by mail, through their organisation."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import expect

from partnerships.models import Role, SecondFactor
from tests.fake_organisation import FakeOrganisation
from tests.makers import PASSWORD, app_code, make_app_user, make_partnership, make_user

NEW = "nine green herons stand"
WITH_AND_WITHOUT_JAVASCRIPT = pytest.mark.parametrize("browser_context_args", [{}, {"java_script_enabled": False}])


@pytest.fixture(autouse=True)
def _start(transactional_db, settings):
    cache.clear()
    settings.SECOND_FACTOR_REQUIRED = True
    yield
    cache.clear()


@pytest.fixture
def organisation(settings):
    fake = FakeOrganisation()
    settings.ORGANISATIONS = [fake.app()]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": settings.ORGANISATIONS, "OAUTH_PKCE_ENABLED": True}}
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    settings.CONTENT_SECURITY_POLICY = {
        "DIRECTIVES": directives | {"form-action": [*directives["form-action"], fake.url]}
    }
    yield fake
    fake.close()


def enter(page, user, where):
    page.goto(where)
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def type_code(page, code):
    page.get_by_label("Security code").fill(code)
    page.get_by_role("button", name="Continue").click()


def mailed_code():
    return re.search(r"\b\d{6}\b", mail.outbox[-1].body)[0]


@WITH_AND_WITHOUT_JAVASCRIPT
def test_a_business_manager_sets_up_an_app_and_signs_in_with_it(page, live_server):
    user = make_user(Role.BUSINESS_MANAGER, make_partnership(), name="Kim Jones")
    enter(page, user, f"{live_server.url}/letters/")
    expect(page.get_by_role("heading", name="Security codes for signing in")).to_be_visible()
    page.get_by_label("An authenticator app").check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("img", name="Picture for your authenticator app")).to_be_visible()
    secret = page.locator("p strong").inner_text().replace(" ", "")
    type_code(page, app_code(secret))
    codes = page.locator(".app-codes li")
    expect(codes).to_have_count(10)
    with page.expect_download() as file:
        page.get_by_role("link", name="Download them as a text file").click()
    assert codes.first.inner_text() in file.value.path().read_text()
    recovery = codes.first.inner_text()
    page.get_by_role("button", name="I have kept them").click()
    expect(page).to_have_url(f"{live_server.url}/letters/")
    page.get_by_role("button", name="Sign out").click()
    enter(page, user, f"{live_server.url}/letters/")
    type_code(page, app_code(secret, 1))
    expect(page).to_have_url(f"{live_server.url}/letters/")
    page.get_by_role("button", name="Sign out").click()
    enter(page, user, live_server.url)
    page.get_by_text("I have lost my phone").click()
    type_code(page, recovery)
    expect(page.get_by_text("You used a recovery code: 9 are left.")).to_be_visible()


@WITH_AND_WITHOUT_JAVASCRIPT
def test_where_phones_are_not_allowed_the_code_comes_by_mail(page, live_server):
    user = make_user(Role.BUSINESS_MANAGER, make_partnership())
    enter(page, user, f"{live_server.url}/letters/")
    page.get_by_label("My work e-mail").check()
    page.get_by_role("button", name="Continue").click()
    type_code(page, mailed_code())
    expect(page).to_have_url(f"{live_server.url}/letters/")
    page.get_by_role("button", name="Sign out").click()
    enter(page, user, f"{live_server.url}/letters/")
    page.get_by_role("button", name="get another code").click()
    type_code(page, mailed_code())
    expect(page).to_have_url(f"{live_server.url}/letters/")


@WITH_AND_WITHOUT_JAVASCRIPT
def test_an_organisation_s_account_signs_in(page, live_server, organisation):
    make_user(Role.VIEWER, make_partnership(), email="kim@dorset.example", name="Kim Jones")
    organisation.claims = {"sub": "kim", "preferred_username": "kim@dorset.example"}
    page.goto(f"{live_server.url}/letters/")
    page.get_by_role("button", name="Dorset Council").click()
    expect(page).to_have_url(f"{live_server.url}/letters/")
    page.get_by_role("link", name="Kim Jones").click()
    expect(page.get_by_role("button", name="Remove the link to Dorset Council")).to_be_visible()


def link_in_mail():
    return re.search(r"http\S+", mail.outbox[-1].body)[0]


@WITH_AND_WITHOUT_JAVASCRIPT
def test_a_forgotten_password_is_set_anew_by_mail(page, live_server):
    user = make_user(Role.VIEWER, make_partnership())
    page.goto(f"{live_server.url}/accounts/sign-in/")
    page.get_by_role("link", name="I have forgotten my password").click()
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("heading", name="Look in your mail")).to_be_visible()
    page.goto(link_in_mail())
    page.get_by_label("New password", exact=True).fill(NEW)
    page.get_by_label("New password, once more").fill(NEW)
    page.get_by_role("button", name="Set password").click()
    expect(page.get_by_role("heading", name="Your password is set")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Sign in").click()
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password").fill(NEW)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="How the plan stands")).to_be_visible()
    page.goto(link_in_mail())
    expect(page.get_by_role("heading", name="This link no longer works")).to_be_visible()


@WITH_AND_WITHOUT_JAVASCRIPT
def test_signing_out_everywhere_ends_what_is_open_elsewhere(page, live_server, sign_in, browser, browser_context_args):
    user = make_user(Role.VIEWER, make_partnership())
    elsewhere = browser.new_context(**browser_context_args).new_page()
    for one in (page, elsewhere):
        sign_in(one, user)
    elsewhere.goto(f"{live_server.url}/letters/")
    expect(elsewhere.get_by_role("heading", name="Letters")).to_be_visible()
    page.goto(f"{live_server.url}/accounts/")
    page.get_by_role("button", name="Sign out everywhere").click()
    expect(page.get_by_text("You are signed out on every device.")).to_be_visible()
    elsewhere.reload()
    expect(elsewhere.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    elsewhere.context.close()


@WITH_AND_WITHOUT_JAVASCRIPT
def test_who_has_lost_their_phone_is_helped_and_signs_in_without(page, live_server, sign_in):
    dorset = make_partnership()
    lost, _ = make_app_user(role=Role.VIEWER, partnership=dorset, name="Kim Jones")
    manager = make_user(partnership=dorset, name="Mia Manager")
    enter(page, lost, live_server.url)
    page.get_by_text("I have lost my phone").click()
    expect(page.get_by_text("ask Mia Manager, business manager of Dorset")).to_be_visible()
    manager.set_up_second_factor(manager, SecondFactor.MAIL)
    page.context.clear_cookies()
    sign_in(page, manager)
    page.goto(f"{live_server.url}/partnerships/{dorset.pk}/people/{lost.pk}/")
    page.get_by_role("link", name="They have lost their phone").click()
    page.get_by_role("button", name="Remove second factor").click()
    expect(page.get_by_text("No security code is asked of Kim Jones now.")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    enter(page, lost, live_server.url)
    expect(page.get_by_role("heading", name="How the plan stands")).to_be_visible()


@WITH_AND_WITHOUT_JAVASCRIPT
def test_an_organisation_s_account_that_nobody_invited_is_refused(page, live_server, organisation):
    organisation.claims = {"sub": "eve", "preferred_username": "eve@dorset.example"}
    page.goto(f"{live_server.url}/letters/")
    page.get_by_role("button", name="Dorset Council").click()
    expect(page.get_by_role("heading", name="You cannot sign in this way")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Sign in").click()
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()


@WITH_AND_WITHOUT_JAVASCRIPT
def test_who_has_no_password_shows_at_their_organisation_who_they_are(page, live_server, organisation):
    user = make_user(Role.VIEWER, make_partnership(), email="kim@dorset.example")
    user.set_unusable_password()
    user.save()
    organisation.claims = {"sub": "kim", "preferred_username": user.email}
    organisation.asked_ago = 3600
    page.goto(f"{live_server.url}/accounts/codes/")
    page.get_by_role("button", name="Dorset Council").click()
    expect(page.get_by_role("heading", name="Show that it is you")).to_be_visible()
    page.get_by_role("button", name="Send a code to kim@dorset.example").click()
    expect(page.get_by_text("We have sent 6 digits")).to_be_visible()
    organisation.asked_ago = 0
    page.get_by_role("button", name="Sign in again with Dorset Council").click()
    expect(page.get_by_role("heading", name="Security codes for signing in")).to_be_visible()


def test_pages_of_organisations_and_of_a_new_password(page, live_server, look, seen, organisation, settings):
    user = make_user(Role.VIEWER, make_partnership(), email="kim@dorset.example")
    organisation.claims = {"sub": "eve", "preferred_username": "eve@dorset.example"}
    page.goto(f"{live_server.url}/accounts/sign-in/")
    page.get_by_role("button", name="Dorset Council").click()
    expect(page.get_by_role("heading", name="You cannot sign in this way")).to_be_visible()
    seen()
    organisation.claims = {"sub": "kim", "preferred_username": user.email}
    organisation.asked_ago = None
    user.set_unusable_password()
    user.save()
    page.goto(f"{live_server.url}/accounts/codes/")
    page.get_by_role("button", name="Dorset Council").click()
    expect(page.get_by_role("heading", name="Show that it is you")).to_be_visible()
    seen()
    page.get_by_role("button", name="Send a code").click()
    type_code(page, "1")
    expect(page.get_by_text("This code does not fit").first).to_be_visible()
    seen()
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{live_server.url}/accounts/password/forgotten/")
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_role("button", name="Send the link").click()
    page.goto(link_in_mail())
    expect(page.get_by_role("heading", name="Set a new password")).to_be_visible()
    seen()
    page.get_by_role("button", name="Set password").click()
    expect(page.get_by_text("Enter a new password.").first).to_be_visible()
    seen()
    look("/accounts/password/reset/done/")
    settings.ORGANISATIONS[0]["settings"]["server_url"] = "http://127.0.0.1:9"
    page.goto(f"{live_server.url}/accounts/sign-in/")
    page.get_by_role("button", name="Dorset Council").click()
    expect(page.get_by_role("heading", name="Signing in with Dorset Council did not work")).to_be_visible()
    seen()


def test_pages_of_showing_who_one_is_and_of_codes_by_mail(page, live_server, look, seen, sign_in):
    dorset = make_partnership()
    make_user(partnership=dorset, name="Mia Manager")
    by_app, _ = make_app_user(role=Role.VIEWER, partnership=dorset)
    by_app.set_unusable_password()
    by_app.save()
    sign_in(page, by_app)
    look("/accounts/who-are-you/code/")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("Enter the security code.").first).to_be_visible()
    seen()
    page.context.clear_cookies()
    enter(page, make_user(Role.VIEWER, dorset), f"{live_server.url}/accounts/sign-in/")
    page.goto(f"{live_server.url}/accounts/codes/")
    page.get_by_label("My work e-mail").check()
    page.get_by_role("button", name="Continue").click()
    look("/accounts/codes/mail/")
    type_code(page, "1")
    expect(page.get_by_text("This code does not fit").first).to_be_visible()
    seen()


def test_pages_of_signing_in(page, live_server, look, seen, organisation):
    look("/accounts/sign-in/?ended=idle&unsaved=1&next=/letters/")
    look("/accounts/sign-in/through/dorset/")
    user, _ = make_app_user(role=Role.VIEWER, partnership=make_partnership())
    enter(page, user, live_server.url)
    seen()
    type_code(page, "000")
    expect(page.get_by_text("This code does not fit.").first).to_be_visible()
    seen()
    page.get_by_role("button", name="Sign in with another account").click()
    by_mail = make_user(Role.VIEWER, make_partnership("Torbay"))
    by_mail.set_up_second_factor(by_mail, SecondFactor.MAIL)
    enter(page, by_mail, live_server.url)
    seen()
    type_code(page, "")
    expect(page.get_by_text("Enter the security code.").first).to_be_visible()
    seen()


def test_pages_of_the_account(page, live_server, look, seen, sign_in):
    dorset = make_partnership()
    user = make_user(Role.BUSINESS_MANAGER, dorset, email=f"{'long' * 15}@example.org")
    sign_in(page, user)
    page.goto(f"{live_server.url}/accounts/codes/")
    expect(page.get_by_role("heading", name="Show that it is you")).to_be_visible()
    seen()
    page.get_by_label("Password").fill("not this")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("This is not your password.").first).to_be_visible()
    seen()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Security codes for signing in")).to_be_visible()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("Choose where you want to get the codes.").first).to_be_visible()
    seen()
    page.get_by_label("An authenticator app").check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Set up your authenticator app")).to_be_visible()
    seen()
    type_code(page, "1")
    expect(page.get_by_text("This code does not fit.").first).to_be_visible()
    seen()
    type_code(page, app_code(page.locator("p strong").inner_text().replace(" ", "")))
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    seen()
    page.get_by_role("button", name="I have kept them").click()
    look("/accounts/codes/recovery/")
    look("/accounts/")
    look("/accounts/password/")
    lost, _ = make_app_user(role=Role.CHAIR, partnership=dorset)
    look(f"/partnerships/{dorset.pk}/people/{lost.pk}/lost-phone/")
    look(f"/partnerships/{dorset.pk}/people/{user.pk}/lost-phone/", status=403)


def test_a_session_s_end_is_told_in_time_and_put_off(page, live_server, sign_in, seen):
    sign_in(page, make_user(Role.VIEWER, make_partnership()))
    page.clock.install()
    page.goto(f"{live_server.url}/accounts/")
    told = page.get_by_text("You will be signed out in 5 minutes.")
    page.clock.run_for("54:00")
    expect(told).to_be_hidden()
    page.clock.run_for("01:10")
    expect(told).to_be_visible()
    seen()
    page.get_by_role("button", name="Stay signed in").click()
    expect(told).to_be_hidden()
    page.clock.run_for("55:10")
    expect(told).to_be_visible()
    page.clock.run_for("05:00")
    expect(page.get_by_text("Copy what you have typed here before you leave this page")).to_be_visible()
