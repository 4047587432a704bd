"""A person chooses their reminders; and the address in each of them that ends them without signing in."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from partnerships.models import Event, Role
from reporting.models import ReminderChoice
from reporting.reminders.stopping import token_of
from tests.makers import make_partnership, make_user

pytestmark = pytest.mark.django_db
KINDS = ("due", "overdue", "asked", "evidence", "assurance", "statement", "missed")


@pytest.fixture
def user(client):
    user = make_user(Role.VIEWER, make_partnership(), "pat@example.org", name="Pat Person")
    client.force_login(user)
    return user


def words(answer):
    return " ".join(answer.content.decode().split())


def choose(client, *ticked, weekday="0", version=1):
    typed = {"version": version, "weekday": weekday, **dict.fromkeys(ticked, "on")}
    return words(client.post(reverse("reminders"), typed, follow=True))


def stop(user):
    return reverse("stop_reminders", args=[token_of(user)])


def test_who_has_never_chosen_gets_them_all(client, user):
    page = client.get(reverse("reminders")).content.decode()
    assert len(re.findall(r"<input[^>]*checkbox[^>]*checked", page)) == len(KINDS) + 1
    assert reverse("reminders") in client.get(reverse("account")).content.decode()
    assert not ReminderChoice.objects.exists()


def test_a_choice_is_saved_and_told(client, user):
    assert "Your choice of reminders is saved." in choose(client, "on", "asked", weekday="3")
    choice = ReminderChoice.objects.get()
    assert [name for name in KINDS if choice.wants(name)] == ["asked"]
    assert choice.weekday == 3
    choose(client, "on", "asked", weekday="3", version=choice.version)
    assert Event.objects.about(choice).count() == 1
    choose(client, weekday="3", version=choice.version)
    choice.refresh_from_db()
    assert not choice.on
    assert [one.verb for one in Event.objects.about(choice)] == ["chose reminders", "chose reminders"]


@pytest.mark.parametrize("weekday", ["", "7", "Friday", "-1"])
def test_what_is_no_weekday_is_said(client, user, weekday):
    assert "Choose a day of the week." in choose(client, "on", weekday=weekday)
    assert not ReminderChoice.objects.exists()


def test_the_first_choice_sent_twice_is_kept_once(client, user):
    for _ in range(2):
        choose(client, "on", "asked")
    assert ReminderChoice.objects.count() == 1


def test_a_choice_is_nobody_elses(client, user):
    choose(client, "on")
    other = make_user(Role.VIEWER, make_partnership("Kent"))
    client.force_login(other)
    assert len(re.findall("checked", client.get(reverse("reminders")).content.decode())) == len(KINDS) + 1


def test_the_mailboxs_button_stops_them_without_a_session_or_a_csrf_token(user):
    mailbox = Client(enforce_csrf_checks=True)
    answer = mailbox.post(stop(user), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not ReminderChoice.objects.get().on
    assert Event.objects.about(ReminderChoice.objects.get()).get().verb == "stopped reminders"
    assert mailbox.post(stop(user), {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Event.objects.about(ReminderChoice.objects.get()).count() == 1


def test_opening_the_link_changes_nothing_and_shows_one_button(user):
    page = words(Client().get(stop(user)))
    assert page.count("<button") - page.count("Menu</button>") >= 1
    assert "Stop all reminders" in page
    assert user.email not in page
    assert not ReminderChoice.objects.exists()
    ReminderChoice(user=user, on=False).enter(None)
    assert "Reminders are stopped" in words(Client().get(stop(user)))


@pytest.mark.parametrize("token", ["x", "1", "1.forged", "9" * 30 + ".forged", "%00.forged"])
def test_a_link_that_nobody_signed_stops_nothing(user, token):
    for send in (Client().get, Client().post):
        answer = send(f"/reminders/stop/{token}/")
        assert "This link does not work" in words(answer)
    assert not ReminderChoice.objects.exists()


def test_a_signed_link_of_nobody_stops_nothing(user):
    nobody = type(user)(pk=user.pk + 1)
    assert "This link does not work" in words(Client().post(stop(nobody)))
    assert not ReminderChoice.objects.exists()


def test_mail_for_signing_in_still_comes(client, user, settings):
    Client().post(stop(user))
    Client().post(reverse("account_reset_password"), {"email": user.email})
    assert [one.to for one in mail.outbox] == [[user.email]]
    assert "List-Unsubscribe" not in mail.outbox[0].extra_headers


def test_another_person_who_is_signed_in_stops_those_of_the_links_person(client, user):
    other = make_user(Role.VIEWER, make_partnership("Kent"))
    client.force_login(other)
    client.post(stop(user))
    assert ReminderChoice.objects.get().user == user
