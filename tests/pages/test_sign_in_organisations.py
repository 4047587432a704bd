"""Signing in with an organisation's account: known people alone, bound to who they are there."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache
from django.test import Client

from partnerships.models import Event, Role, User
from tests.fake_organisation import FakeOrganisation
from tests.makers import PASSWORD, make_app_user, make_partnership, make_user

BEGIN = "/accounts/sign-in/through/dorset/"
KIM = {"sub": "kim-1", "preferred_username": "Kim@Dorset.example", "name": "Kim Jones"}


@pytest.fixture(scope="module")
def running():
    fake = FakeOrganisation()
    yield fake
    fake.close()


@pytest.fixture
def dorset(running, settings):
    cache.clear()
    running.claims = dict(KIM)
    running.signs_with, running.audience, running.issuer_told, running.lasts = running.keys, "tracker", "", 300
    use(settings, running.app())
    return running


def use(settings, *apps):
    settings.ORGANISATIONS = list(apps)
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": list(apps), "OAUTH_PKCE_ENABLED": True}}


def go(client, fake, begin=BEGIN):
    """Through the organisation and back: the last answer."""
    away = client.post(begin)
    assert away.url.startswith(f"{fake.url}/authorize?")
    return client.get(fake.agree(dict(parse_qsl(urlsplit(away.url).query))))


def who(client):
    return client.session.get("_auth_user_id")


def refused(answer, client):
    return answer.status_code == 403 and "no account here goes with" in answer.content.decode() and who(client) is None


def kim(**values):
    return make_user(Role.VIEWER, make_partnership(), email="kim@dorset.example", **values)


def test_a_known_person_signs_in_and_is_bound(client, dorset):
    user = kim()
    assert "Dorset Council" in client.get("/accounts/sign-in/?next=/actions/").content.decode()
    assert go(client, dorset, f"{BEGIN}?next=/actions/").url == "/actions/"
    assert who(client) == str(user.pk)
    assert SocialAccount.objects.get().uid == f"{dorset.url} kim-1"
    event = Event.objects.about(user).first()
    assert (event.verb, event.actor, event.changes) == (
        "linked sign-in",
        user,
        {"organisation": ["", "Dorset Council"]},
    )
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert "Dorset Council" in client.get("/accounts/").content.decode()


def test_nobody_is_led_to_another_site(client, dorset):
    kim()
    assert go(client, dorset, f"{BEGIN}?next=https://elsewhere.example/").url == "/"


def test_the_next_time_the_identity_counts_and_not_the_address(client, dorset):
    user = kim()
    go(client, dorset)
    dorset.claims["preferred_username"] = "kim.lee@dorset.example"
    again = Client()
    assert go(again, dorset).status_code == 302
    assert who(again) == str(user.pk)
    assert SocialAccount.objects.count() == 1


def test_nobody_gets_an_account_this_way(client, dorset):
    assert refused(go(client, dorset), client)
    assert not User.objects.exists()
    assert not SocialAccount.objects.exists()


def test_an_address_that_passed_to_another_person_is_refused(client, dorset):
    kim()
    go(client, dorset)
    dorset.claims["sub"] = "another-kim"
    later = Client()
    assert refused(go(later, dorset), later)


@pytest.mark.parametrize(
    "claims",
    [
        {"preferred_username": "kim@police.example"},  # a tenant's person with another organisation's address
        {"preferred_username": "x@dorset.example", "email": "kim@police.example", "email_verified": True},
        {"preferred_username": "x@dorset.example", "email": "kim@dorset.example"},  # "nOAuth": anyone can write it
        {"preferred_username": "x@dorset.example", "email": "kim@dorset.example", "email_verified": "no"},
        {"preferred_username": "kim_police.example#EXT#@dorset.onmicrosoft.com"},  # a guest
        {"preferred_username": "kim@police.example@dorset.example"},
        {"preferred_username": None},
        {"preferred_username": "@dorset.example"},
    ],
)
def test_a_tenant_vouches_for_its_own_domains_and_verified_addresses_alone(client, dorset, claims):
    kim()
    make_user(email="kim@police.example")
    dorset.claims |= claims
    assert refused(go(client, dorset), client)
    assert not SocialAccount.objects.exists()


def test_an_address_that_the_organisation_has_verified_counts(client, dorset):
    user = kim()
    dorset.claims |= {"preferred_username": "x", "email": "kim@dorset.example", "xms_edov": True}
    go(client, dorset)
    assert who(client) == str(user.pk)


def test_another_tenant_with_the_same_subject_is_another_person(client, dorset, settings):
    user = kim()
    go(client, dorset)
    police = FakeOrganisation()
    police.claims = {"sub": "kim-1", "preferred_username": "x@police.example"}
    try:
        use(settings, police.app(domains=["police.example"]))  # now “dorset” leads elsewhere
        other = Client()
        assert refused(go(other, police), other)
    finally:
        police.close()
    assert SocialAccount.objects.get().user == user


@pytest.mark.parametrize(
    "wrong",
    [
        {"signs_with": rsa.generate_private_key(public_exponent=65537, key_size=2048)},
        {"audience": "another program"},
        {"issuer_told": "https://elsewhere.example"},
        {"lasts": -60},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_a_token_that_is_not_in_order_is_refused(client, dorset, wrong):
    kim()
    for name, value in wrong.items():
        setattr(dorset, name, value)
    answer = go(client, dorset)
    assert (answer.status_code, who(client)) == (502, None)
    assert "did not work" in answer.content.decode()


def test_what_another_browser_began_is_not_finished_here(client, dorset):
    kim()
    away = Client().post(BEGIN)
    answer = client.get(dorset.agree(dict(parse_qsl(urlsplit(away.url).query))))
    assert (answer.status_code, who(client)) == (502, None)


def test_calling_it_off_leads_back(client, dorset):
    state = dict(parse_qsl(urlsplit(client.post(BEGIN).url).query))["state"]
    answer = client.get(f"{BEGIN}back/?error=access_denied&state={state}")
    assert "Try again, or sign in with your password" in answer.content.decode()


def test_an_organisation_that_does_not_answer_is_told(client, dorset, settings):
    app = dorset.app()
    app["settings"]["server_url"] = "http://127.0.0.1:9"
    use(settings, app)
    answer = client.post(BEGIN)
    assert answer.status_code == 502
    assert "Dorset Council did not answer" in answer.content.decode()


def test_looking_leads_nowhere_and_no_other_name_leads_away(client, dorset):
    assert client.get(BEGIN).status_code == 200
    for name in ("torbay", "openid_connect"):
        assert client.post(f"/accounts/sign-in/through/{name}/").url == "/"


def test_a_closed_account_stays_closed(client, dorset):
    user = kim()
    go(client, dorset)
    client.post("/accounts/sign-out/")
    user.refresh_from_db()
    user.change(None, is_active=False)
    assert go(client, dorset).url == "/accounts/closed/"
    assert who(client) is None


def test_a_closed_account_is_not_bound(client, dorset):
    kim(is_active=False)
    assert refused(go(client, dorset), client)


def test_who_is_signed_in_links_nobody_else(client, dorset):
    kim()
    other = make_user()
    client.force_login(other)
    answer = go(client, dorset, f"{BEGIN}?process=connect")
    assert answer.status_code == 403
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize(
    ("rule", "amr", "asked"),
    [("ask", ["mfa"], True), ("claim", ["pwd"], True), ("claim", ["pwd", "mfa"], False), ("trust", [], False)],
)
def test_the_organisation_s_own_second_factor_counts_where_that_is_set(client, dorset, settings, rule, amr, asked):
    use(settings, dorset.app(second_factor=rule))
    settings.SECOND_FACTOR_REQUIRED = True
    make_app_user(role=Role.BUSINESS_MANAGER, partnership=make_partnership(), email="kim@dorset.example")
    dorset.claims["amr"] = amr
    assert go(client, dorset).url == ("/accounts/sign-in/code/" if asked else "/")


def test_who_must_have_codes_and_comes_with_their_organisation_s_needs_none(client, dorset, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    make_user(Role.BUSINESS_MANAGER, make_partnership(), email="kim@dorset.example")
    go(client, dorset)
    assert client.get("/").url == "/accounts/codes/"
    client.post("/accounts/sign-out/")
    use(settings, dorset.app(second_factor="trust"))
    go(client, dorset)
    assert client.get("/").status_code == 200
    client.post("/accounts/sign-out/")
    client.post("/accounts/sign-in/", {"login": "kim@dorset.example", "password": PASSWORD})
    assert client.get("/").url == "/accounts/codes/"  # by password, the organisation vouches for nothing


def test_a_link_is_taken_away_by_its_person_alone(client, dorset):
    user = kim()
    go(client, dorset)
    link = SocialAccount.objects.get()
    other = Client()
    other.force_login(make_user())
    other.post("/accounts/who-are-you/", {"password": PASSWORD})
    assert other.post(f"/accounts/links/{link.pk}/remove/").status_code == 404
    assert client.post(f"/accounts/links/{link.pk}/remove/").url == "/accounts/"
    assert not SocialAccount.objects.exists()
    assert Event.objects.about(user).first().changes == {"organisation": ["Dorset Council", ""]}
