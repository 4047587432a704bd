"""The new dates that wait, agreed to together by who may and did not ask."""

import datetime as dt

import pytest
from django.urls import reverse

from actions.models import DateChange
from partnerships.models import Role
from tests.makers import make_date_change, make_finding, make_letter, make_partnership, make_user, make_written
from tests.pages.test_later_dates import FIRST, LATER


@pytest.fixture
def letter(db):
    return make_letter()


@pytest.fixture
def asker(letter):
    return make_user(partnership=letter.partnership, name="Mia Manager")


@pytest.fixture
def changes(letter, asker):
    """Three that a business manager asked for."""
    actions = [make_written(make_finding(letter), target_date=FIRST) for _ in range(3)]
    return [make_date_change(action, asked_by=asker) for action in actions]


@pytest.fixture
def chair(client, letter):
    chair = make_user(Role.CHAIR, letter.partnership, name="Cher Chair")
    client.force_login(chair)
    return chair


def address(letter):
    return reverse("waiting_dates", args=[letter.partnership_id])


def words(answer):
    return " ".join(answer.content.decode().split())


def agree(client, letter, *chosen):
    return words(client.post(address(letter), {"date": [change.pk for change in chosen]}, follow=True))


def dates(changes):
    return [DateChange.objects.select_related("action").get(pk=one.pk).action.target_date for one in changes]


def test_those_chosen_are_agreed_to_and_the_others_wait(client, letter, changes, chair):
    page = words(client.get(address(letter)))
    assert "New target dates (3)" in page
    assert "Mia Manager: “The trainer fell ill.”" in page
    assert "2 actions have the new target date." in agree(client, letter, *changes[:2])
    assert dates(changes) == [LATER, LATER, FIRST]
    assert "Of 2 more, the date was answered" in agree(client, letter, *changes[:2])


def test_nothing_chosen_says_so(client, letter, changes, chair):
    assert "Choose at least one date" in agree(client, letter)
    assert dates(changes) == [FIRST] * 3


def test_home_leads_there_where_there_are_several(client, letter, changes, chair):
    assert f'href="{address(letter)}"' in words(client.get("/"))
    for change in changes[:2]:
        change.decline(chair, "Children wait.")
    assert address(letter) not in words(client.get("/"))


def test_what_one_asked_for_and_what_is_closed_is_not_there(client, letter, changes, asker, chair):
    changes[0].action.cancel(None, "Not needed.")
    assert "New target dates (2)" in words(client.get(address(letter)))
    client.force_login(asker)
    assert "No new date waits for your answer." in words(client.get(address(letter)))
    agree(client, letter, *changes)
    assert dates(changes) == [FIRST] * 3


def test_one_that_is_closed_in_the_same_moment_keeps_its_date(client, letter, changes, chair, monkeypatch):
    original = DateChange.agree

    def overtaken(self, actor):
        type(self.action).objects.get(pk=self.action_id).cancel(None, "Not needed.")
        return original(self, actor)

    monkeypatch.setattr(DateChange, "agree", overtaken)
    assert "Of 1 more, the date was answered or the action closed" in agree(client, letter, changes[0])
    assert dates(changes[:1]) == [FIRST]


def test_another_partnership_s_dates_are_not_agreed_to(client, letter, changes, chair):
    foreign = make_written(make_finding(make_letter(make_partnership("Torbay"))), target_date=FIRST)
    change = make_date_change(foreign, wanted=dt.date(2019, 1, 1))
    agree(client, letter, change)
    assert dates([change]) == [FIRST]


def test_as_many_queries_however_many_wait(client, letter, asker, changes, chair, django_assert_max_num_queries):
    for _ in range(6):
        make_date_change(make_written(make_finding(letter), target_date=FIRST), asked_by=asker)
    for page in (address(letter), "/"):
        with django_assert_max_num_queries(15):
            assert client.get(page).status_code == 200
