"""Two people, or one form sent twice, at the same time: a letter before publication."""

import datetime as dt

import pytest
from django.test import Client

from findings.models import Letter, LetterReader
from partnerships.history import NotPossible
from partnerships.models import Event, Role
from tests.actions.test_at_once import at_once
from tests.makers import make_letter, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def letter():
    return make_letter()


@pytest.fixture
def manager(letter):
    return make_user(partnership=letter.partnership, name="Kim Jones")


def sends(person, path, **form):
    """A form sent by a browser of its own; the words of the page that follows."""
    client = Client()
    client.force_login(person)
    return lambda: client.post(path, form, follow=True).content.decode()


def test_holding_back_twice_at_once_is_done_once(letter, manager):
    pages = at_once(*(sends(manager, f"/letters/{letter.pk}/hold-back/") for _ in range(2)))
    assert sorted("Only you see the letter now." in page for page in pages) == [False, True]
    assert LetterReader.objects.get().user == manager
    assert Event.objects.about(letter).filter(verb__startswith="held back").count() == 1
    assert Event.objects.broken_at(letter.partnership_id) is None


def test_two_managers_who_hold_it_back_at_once_do_not_lock_each_other_out(letter, manager):
    other = make_user(partnership=letter.partnership)
    pages = at_once(*(sends(one, f"/letters/{letter.pk}/hold-back/") for one in (manager, other)))
    assert not any(isinstance(page, Exception) for page in pages)
    assert (Letter.objects.get().embargoed, LetterReader.objects.count()) == (True, 1)


def test_naming_a_reader_twice_at_once_names_them_once(letter, manager):
    letter.hold_back(manager)
    chair = make_user(Role.CHAIR, letter.partnership, name="Alex Chair")
    pages = at_once(*(sends(manager, f"/letters/{letter.pk}/readers/", user=chair.pk) for _ in range(2)))
    assert not any(isinstance(page, Exception) for page in pages)
    assert LetterReader.objects.filter(user=chair).count() == 1


def test_publishing_twice_at_once_is_done_once(letter, manager):
    letter.hold_back(manager)
    path = f"/letters/{letter.pk}/publish/"
    pages = at_once(*(sends(manager, path, published_on="20 July 2018") for _ in range(2)))
    assert sorted("sees the letter and its plan now" in page for page in pages) == [False, True]
    assert sum("The letter is published: everyone" in page for page in pages) == 1
    assert Event.objects.about(letter).filter(verb="published").count() == 1


def test_two_readers_who_take_back_from_each_other_leave_one(letter, manager):
    letter.hold_back(manager)
    letter.name_reader(manager, make_user(partnership=letter.partnership))
    one, other = LetterReader.objects.select_related("letter")
    ended = at_once(lambda: one.end(manager), lambda: other.end(manager))
    assert {type(answer) for answer in ended} == {bool, NotPossible}
    assert LetterReader.objects.current().count() == 1


def test_what_was_done_before_is_said_so(letter, manager):
    assert letter.hold_back(manager)
    assert not Letter.objects.get().hold_back(manager)
    stale = Letter.objects.get()
    Letter.objects.get().publish(manager, dt.date(2018, 7, 20))
    assert not stale.publish(manager, dt.date(2018, 7, 20))
