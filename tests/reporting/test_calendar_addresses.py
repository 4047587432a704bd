"""The page of one's own calendar addresses: made, shown until copied, renewed, revoked; by nobody else."""

import datetime as dt
import re

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Event, Membership, Role
from reporting.models import CalendarAddress
from tests.makers import (
    make_agency,
    make_calendar,
    make_finding,
    make_letter,
    make_partnership,
    make_user,
    make_written,
)

pytestmark = pytest.mark.django_db
PAGE = "/calendar/"
TODAY = dt.date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: TODAY)


@pytest.fixture
def partnership():
    partnership = make_partnership()
    partnership.change(None, calendar_feeds=True)
    make_written(make_finding(make_letter(partnership)))
    return partnership


@pytest.fixture
def lead(client, partnership):
    user = make_user(Role.AGENCY_LEAD, partnership, name="Lee Lead")
    client.force_login(user)
    return user


def make(client, what, last_day="1 March 2027"):
    answer = client.post(PAGE, {"what": what, "last_day": last_day}, follow=True)
    return " ".join(answer.content.decode().split())


def shown(page):
    """The addresses that can be copied now."""
    return re.findall(r'value="http://testserver(/calendar/deadlines\.ics\?key=[\w-]+)"', page)


def opens(client, address):
    return client.get(address).status_code == 200


def test_it_is_made_and_shown_until_it_is_copied(client, partnership, lead):
    page = make(client, f"{partnership.pk}:agency")
    (feed,) = shown(page)
    assert opens(client, feed)
    assert "Works until 1 March 2027. Not used yet." in page
    page = client.get(PAGE).content.decode()
    assert shown(page) == [feed]
    assert "Last used on" in page
    address = CalendarAddress.objects.get()
    page = client.post(reverse("keep_calendar", args=[address.pk]), follow=True).content.decode()
    assert shown(page) == []
    assert opens(client, feed)


def test_the_key_is_kept_nowhere(client, partnership, lead):
    (feed,) = shown(make(client, f"{partnership.pk}:mine"))
    key = feed.partition("=")[2]
    assert len(key) == 43
    told = [repr(list(model.objects.values())) for model in (CalendarAddress, Event)]
    told += [repr(session.get_decoded()) for session in Session.objects.all()]
    assert len(told) == 3
    assert not any(key in text for text in told)


def test_the_history_tells_who_made_what(client, partnership, lead):
    make(client, f"{partnership.pk}:mine")
    event = Event.objects.filter(partnership=partnership).order_by("-sequence").first()
    assert (event.actor_name, event.did, event.subject_name) == (
        *("Lee Lead", "made a calendar address", "Calendar: My actions"),
    )
    assert Event.objects.broken_at(partnership.pk) is None


def test_a_second_click_makes_no_second_and_loses_nothing(client, partnership, lead):
    first = shown(make(client, f"{partnership.pk}:mine"))
    assert shown(make(client, f"{partnership.pk}:mine")) == first
    assert CalendarAddress.objects.count() == 1


def test_renewed_it_is_another_and_the_one_before_stops(client, partnership, lead, monkeypatch):
    (before,) = shown(make(client, f"{partnership.pk}:mine"))
    address = CalendarAddress.objects.get()
    renew = reverse("renew_calendar", args=[address.pk])
    assert shown(client.post(renew, {"last_day": "2 March 2027"}, follow=True).content.decode()) == [
        before
    ]  # just made
    later = timezone.now() + dt.timedelta(hours=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    pages = [client.post(renew, {"last_day": "2 March 2027"}, follow=True).content.decode() for _ in range(2)]
    (after,) = shown(pages[0])
    assert shown(pages[1]) == [after]
    assert "Works until 2 March 2027." in pages[1]
    assert (opens(client, before), opens(client, after)) == (False, True)
    address.refresh_from_db()
    assert address.version == 2


def test_revoked_it_opens_nothing(client, partnership, lead):
    (feed,) = shown(make(client, f"{partnership.pk}:mine"))
    address = CalendarAddress.objects.get()
    pages = [client.post(reverse("revoke_calendar", args=[address.pk]), follow=True) for _ in range(2)]
    assert "The address is revoked." in pages[0].content.decode()
    assert "The address is revoked." not in pages[1].content.decode()
    assert not opens(client, feed)
    assert client.get(reverse("renew_calendar", args=[address.pk])).status_code == 404
    assert shown(make(client, f"{partnership.pk}:mine")) != [feed]


def test_it_is_nobody_else_s(client, partnership, lead):
    address, _ = make_calendar(make_user(Role.BUSINESS_MANAGER, partnership), partnership)
    for name in ("renew_calendar", "revoke_calendar", "keep_calendar"):
        assert client.post(reverse(name, args=[address.pk]), {"last_day": "1 March 2027"}).status_code == 404
    address.refresh_from_db()
    assert address.version == 1
    assert f"calendar-{address.pk}" not in client.get(PAGE).content.decode()


def test_each_is_offered_what_they_have(client, partnership, lead):
    page = client.get(PAGE).content.decode()
    assert "My agency’s actions" in page
    client.force_login(make_user(Role.CHAIR, partnership))
    page = client.get(PAGE).content.decode()
    assert "My agency’s actions" not in page
    assert "The whole partnership’s" in page
    assert "Choose what the calendar shows from the list." in make(client, f"{partnership.pk}:agency")
    torbay = make_partnership("Torbay")
    torbay.change(None, calendar_feeds=True)
    for what in (f"{torbay.pk}:partnership", f"{partnership.pk}:all", "x", ":", "", "\0"):
        assert "Choose what the calendar shows" in make(client, what)
    assert not CalendarAddress.objects.exists()


def test_two_partnerships_are_told_apart(client, partnership, lead):
    torbay = make_partnership("Torbay")
    Membership(partnership=torbay, user=lead, role=Role.VIEWER).enter(None)
    page = client.get(PAGE).content.decode()
    assert "Dorset: My actions" in page
    assert "Torbay: My actions" not in page
    assert "Calendar feeds are turned off for Torbay" in page


@pytest.mark.parametrize(
    ("last_day", "said"),
    [
        ("19 November 2026", "choose a day from today to 20 November 2027"),
        ("21 November 2027", "choose a day from today to 20 November 2027"),
        ("31/12/9999", "choose a day from today to 20 November 2027"),
        ("soon", "write a day, a month and a year"),
        ("", "write a day, a month and a year"),
    ],
)
def test_wrong_last_days(client, partnership, lead, last_day, said):
    assert said in make(client, f"{partnership.pk}:mine", last_day)
    assert not CalendarAddress.objects.exists()


def test_180_days_are_offered(client, partnership, lead):
    assert 'value="19 May 2027"' in client.get(PAGE).content.decode()


def test_turned_off_it_says_so_and_who_turns_it_on(client, partnership, lead):
    make(client, f"{partnership.pk}:mine")
    manager = make_user(Role.BUSINESS_MANAGER, partnership, name="Mia Manager")
    partnership.change(None, calendar_feeds=False)
    page = " ".join(client.get(PAGE).content.decode().split())
    assert "Stopped: calendar feeds are turned off in this partnership." in page
    assert "Mia Manager</a>, business manager of Dorset" in page
    assert "Make the address" not in page
    client.force_login(manager)
    assert reverse("partnership_settings", args=[partnership.pk]) in client.get(PAGE).content.decode()


def test_how_each_stands(client, partnership, lead):
    make_calendar(lead, partnership, "mine", expires_on=dt.date(2026, 11, 1))
    make_calendar(lead, partnership, "agency")
    page = client.get(PAGE).content.decode()
    assert "Ran out on 1 November 2026." in page
    lead.memberships.get().end(None)  # which signs them out
    lead.refresh_from_db()
    client.force_login(lead)
    page = client.get(PAGE).content.decode()
    assert page.count("Stopped: you have no part in this partnership now.") == 2
    Membership(partnership=partnership, user=lead, role=Role.VIEWER).enter(None)
    assert "Stopped: you work for no agency of this partnership now." in client.get(PAGE).content.decode()


def test_the_business_manager_turns_feeds_on(client, partnership):
    partnership.change(None, calendar_feeds=False)
    client.force_login(make_user(Role.BUSINESS_MANAGER, partnership, name="Mia Manager"))
    settings_page = reverse("partnership_settings", args=[partnership.pk])
    form = client.get(settings_page).context["form"]
    values = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    client.post(settings_page, values | {"calendar_feeds": "on"})
    partnership.refresh_from_db()
    assert (partnership.calendar_feeds, partnership.data_api) == (True, False)
    assert "changed the calendar feeds from no to yes" in client.get(settings_page).content.decode()


def test_the_page_costs_the_same_however_many(client, partnership, lead, django_assert_max_num_queries):
    for area in ("Torbay", "Kent", "Sefton"):
        other = make_partnership(area)
        Membership(partnership=other, user=lead, role=Role.AGENCY_LEAD, agency=make_agency(other, f"{area} P")).enter(
            None
        )
        for scope in ("mine", "agency", "partnership"):
            make_calendar(lead, other, scope)
    with django_assert_max_num_queries(9):
        client.get(PAGE)
