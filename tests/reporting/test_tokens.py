"""One's own tokens: made by who has just shown who they are, shown until copied, revoked; by nobody else."""

import datetime as dt
import re

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from partnerships.models import Event, Membership, Role
from reporting.models import Token
from tests.makers import PASSWORD, make_partnership, make_token, make_user

pytestmark = pytest.mark.django_db
PAGE, MAKE = "/tokens/", "/tokens/make/"
TODAY = dt.date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: TODAY)


@pytest.fixture
def partnership():
    partnership = make_partnership()
    partnership.change(None, data_api=True)
    return partnership


@pytest.fixture
def lead(client, partnership):
    """Has just signed in with their password."""
    user = make_user(Role.AGENCY_LEAD, partnership, name="Lee Lead")
    client.post("/accounts/sign-in/", {"login": user.email, "password": PASSWORD})
    return user


def read(answer):
    return " ".join(answer.content.decode().split())


def make(client, name="Power BI", last_day="1 March 2027"):
    return read(client.post(MAKE, {"name": name, "last_day": last_day}, follow=True))


def shown(page):
    """The tokens that can be copied now."""
    return re.findall(r'value="([\w-]{43})"', page)


def opens(client, key):
    return client.get("/api/v1/letters", headers={"authorization": f"Bearer {key}"}).status_code == 200


def test_it_is_made_and_shown_until_it_is_copied(client, partnership, lead):
    page = make(client)
    (key,) = shown(page)
    assert "Works until 1 March 2027. Made on " in page
    assert "Not used yet." in page
    assert opens(client, key)
    page = read(client.get(PAGE))
    assert shown(page) == [key]
    assert "Last used on" in page
    token = Token.objects.get()
    page = read(client.post(reverse("keep_token", args=[token.pk]), follow=True))
    assert shown(page) == []
    assert opens(client, key)


def test_who_they_are_is_asked_first(client, partnership):
    client.force_login(make_user(Role.AGENCY_LEAD, partnership))
    answer = client.get(MAKE)
    assert (answer.status_code, answer.url.partition("?")[0]) == (302, "/accounts/who-are-you/")
    client.post(MAKE, {"name": "Power BI", "last_day": "1 March 2027"})
    assert not Token.objects.exists()


def test_the_token_is_kept_nowhere(client, partnership, lead):
    (key,) = shown(make(client))
    told = [repr(list(model.objects.values())) for model in (Token, Event)]
    told += [repr(session.get_decoded()) for session in Session.objects.all()]
    assert len(told) == 3
    assert not any(key in text for text in told)


def test_a_second_click_makes_no_second_and_loses_nothing(client, partnership, lead):
    first = shown(make(client))
    assert shown(make(client)) == first
    assert Token.objects.count() == 1
    assert len(shown(make(client, "Excel"))) == 2


def test_revoked_it_opens_nothing_and_its_name_is_free(client, partnership, lead):
    (key,) = shown(make(client))
    token = Token.objects.get()
    pages = [read(client.post(reverse("revoke_token", args=[token.pk]), follow=True)) for _ in range(2)]
    assert "The token “Power BI” is revoked." in pages[0]
    assert "is revoked" not in pages[1]
    assert not opens(client, key)
    assert client.post(reverse("keep_token", args=[token.pk])).status_code == 404
    (other,) = shown(make(client))
    assert opens(client, other)
    assert other != key


def test_it_is_nobody_else_s(client, partnership, lead):
    token, _ = make_token(make_user(Role.BUSINESS_MANAGER, partnership), "Board report")
    for name in ("revoke_token", "keep_token"):
        assert client.post(reverse(name, args=[token.pk])).status_code == 404
    token.refresh_from_db()
    assert token.version == 1
    assert "Board report" not in read(client.get(PAGE))


@pytest.mark.parametrize(
    ("name", "last_day", "said"),
    [
        ("", "1 March 2027", "Write what the token is for."),
        (" ", "1 March 2027", "Write what the token is for."),
        ("x" * 61, "1 March 2027", "at most 60 characters"),
        ("Power BI\0", "1 March 2027", "Null characters"),
        ("Power BI", "19 November 2026", "choose a day from today to 20 November 2027"),
        ("Power BI", "21 November 2027", "choose a day from today to 20 November 2027"),
        ("Power BI", "", "write a day, a month and a year"),
    ],
)
def test_wrong_input(client, partnership, lead, name, last_day, said):
    assert said in make(client, name, last_day)
    assert not Token.objects.exists()


def test_180_days_are_offered(client, partnership, lead):
    assert 'value="19 May 2027"' in read(client.get(MAKE))


def test_turned_off_it_says_so_and_who_turns_it_on(client, partnership, lead):
    torbay = make_partnership("Torbay")
    make_user(Role.BUSINESS_MANAGER, torbay, name="Mia Manager")
    Membership(partnership=torbay, user=lead, role=Role.VIEWER).enter(None)
    page = read(client.get(PAGE))
    assert "Your tokens open Dorset Safeguarding Children Partnership, as far" in page
    assert "Data for other programs is turned off for Torbay Safeguarding Children Partnership." in page
    assert "Mia Manager</a>, business manager of Torbay" in page
    partnership.change(None, data_api=False)
    page = read(client.get(PAGE))
    assert "Make a token" not in page
    client.force_login(manager := make_user(Role.BUSINESS_MANAGER, partnership))
    assert manager.is_active
    assert reverse("partnership_settings", args=[partnership.pk]) in read(client.get(PAGE))


def test_one_that_ran_out_says_so(client, partnership, lead):
    make_token(lead, expires_on=dt.date(2026, 11, 19))
    assert "Ran out on 19 November 2026." in read(client.get(PAGE))


def test_who_is_in_no_partnership_is_told(client):
    client.force_login(make_user(None))
    assert "You are in no partnership yet." in read(client.get(PAGE))


def test_the_business_manager_turns_it_on(client, partnership):
    partnership.change(None, data_api=False)
    client.force_login(make_user(Role.BUSINESS_MANAGER, partnership))
    settings_page = reverse("partnership_settings", args=[partnership.pk])
    form = client.get(settings_page).context["form"]
    values = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    client.post(settings_page, values | {"data_api": "on"})
    partnership.refresh_from_db()
    assert (partnership.calendar_feeds, partnership.data_api) == (False, True)
    assert "changed the data for other programs from no to yes" in read(client.get(settings_page))


def test_the_pages_cost_the_same_however_many(client, partnership, lead, django_assert_max_num_queries):
    for area in ("Torbay", "Kent", "Sefton"):
        Membership(partnership=make_partnership(area), user=lead, role=Role.VIEWER).enter(None)
        make_token(lead, area)
    with django_assert_max_num_queries(9):
        client.get(PAGE)
