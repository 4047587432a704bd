"""A letter before publication: naming its readers, opening it to the partnership, and holding one back."""

import datetime as dt

import pytest
from django.utils import timezone

from findings.models import Letter
from partnerships.models import Event, Role
from tests.makers import (
    make_action,
    make_administrator,
    make_finding,
    make_invitation,
    make_letter,
    make_partnership,
    make_user,
)


@pytest.fixture
def letter():
    letter = make_letter()
    make_action(make_finding(letter))
    return letter


@pytest.fixture
def manager(client, letter):
    manager = make_user(partnership=letter.partnership, name="Kim Jones")
    client.force_login(manager)
    return manager


@pytest.fixture
def chair(letter):
    return make_user(Role.CHAIR, letter.partnership, name="Alex Chair")


@pytest.fixture
def held(letter, manager, chair):
    letter.hold_back(manager)
    return letter


def words(answer):
    return " ".join(answer.content.decode().split())


def test_letter_says_who_sees_it(client, held, chair):
    page = words(client.get(f"/letters/{held.pk}/"))
    assert "Not published yet" in page
    assert "recorded on it: Kim Jones." in page
    held.name_reader(None, chair)
    assert "recorded on it: Kim Jones, Alex Chair." in words(client.get(f"/letters/{held.pk}/"))
    assert "Not published yet" in words(client.get("/letters/"))


def test_naming_a_reader_lets_them_see_it_at_once(client, held, chair):
    assert not Letter.objects.visible_to(chair).exists()
    page = words(client.post(f"/letters/{held.pk}/readers/", {"user": chair.pk}, follow=True))
    assert "Alex Chair sees the letter now." in page
    assert "named by Kim Jones" in page
    assert Letter.objects.visible_to(chair).exists()


def test_second_naming_is_told(client, held, chair):
    for _ in range(2):
        page = words(client.post(f"/letters/{held.pk}/readers/", {"user": chair.pk}, follow=True))
    assert "Choose a person of this partnership." in page
    assert held.readers.filter(user=chair).count() == 1


def test_nobody_of_another_partnership_is_named(client, held):
    stranger = make_user(partnership=make_partnership("Torbay"), name="A Stranger")
    assert "A Stranger" not in words(client.get(f"/letters/{held.pk}/readers/"))
    answer = words(client.post(f"/letters/{held.pk}/readers/", {"user": stranger.pk}))
    assert "Choose a person of this partnership." in answer
    assert not held.readers.filter(user=stranger).exists()


def test_what_an_invited_person_calls_themself_elsewhere_is_told_nowhere(client, letter, manager):
    make_user(None, email="nia@example.org", name="Nia Elsewhere")
    make_invitation(letter.partnership, "nia@example.org", "N. Typed")
    page = words(client.get(f"/letters/{letter.pk}/hold-back/"))
    assert "N. Typed" in page
    letter.hold_back(manager)
    pages = page + "".join(words(client.get(f"/letters/{letter.pk}/{one}/")) for one in ("readers", "publish"))
    assert "Nia Elsewhere" not in pages


def test_taking_it_back(client, held, chair):
    held.name_reader(None, chair)
    reader = held.readers.get(user=chair)
    assert "Alex Chair no longer sees the letter." in words(client.post(f"/readers/{reader.pk}/end/", follow=True))
    assert not Letter.objects.visible_to(chair).exists()
    assert "saw it no longer before" in words(client.post(f"/readers/{reader.pk}/end/", follow=True))


def test_the_last_reader_stays(client, held, manager):
    reader = held.readers.get(user=manager)
    assert "Somebody has to see the letter." in words(client.post(f"/readers/{reader.pk}/end/", follow=True))
    assert Letter.objects.visible_to(manager).exists()


def test_who_takes_it_back_from_themselves_is_led_to_the_letters(client, held, manager, chair):
    held.name_reader(None, chair)
    answer = client.post(f"/readers/{held.readers.get(user=manager).pk}/end/", follow=True)
    assert answer.redirect_chain[-1] == ("/letters/", 302)


def test_publishing_opens_it_and_says_to_whom(client, held, chair):
    page = words(client.get(f"/letters/{held.pk}/publish/"))
    assert "Alex Chair" in page
    answer = client.post(f"/letters/{held.pk}/publish/", {"published_on": "20 July 2018"}, follow=True)
    assert "sees the letter and its plan now: 2 people." in words(answer)
    held.refresh_from_db()
    assert (held.embargoed, held.published_on) == (False, dt.date(2018, 7, 20))
    assert Letter.objects.visible_to(chair).exists()
    assert Event.objects.about(held).first().verb == "published"
    assert "Published</dt>" in words(answer)


def test_second_click_on_publishing_is_told(client, held):
    for _ in range(2):
        answer = client.post(f"/letters/{held.pk}/publish/", {"published_on": "20 July 2018"}, follow=True)
    assert "The letter is published: everyone in the partnership sees it." in words(answer)
    assert Event.objects.about(held).filter(verb="published").count() == 1


@pytest.mark.parametrize("typed", ["", "soon", f"{timezone.localdate() + dt.timedelta(days=1):%d/%m/%Y}", "1 May 1999"])
def test_wrong_day_opens_nothing(client, held, typed):
    assert "Published on: " in words(client.post(f"/letters/{held.pk}/publish/", {"published_on": typed}))
    held.refresh_from_db()
    assert held.embargoed


def test_holding_back_a_letter_that_everyone_saw(client, letter, manager, chair):
    page = words(client.get(f"/letters/{letter.pk}/hold-back/"))
    assert "Alex Chair" in page
    answer = client.post(f"/letters/{letter.pk}/hold-back/", follow=True)
    assert "Only you see the letter now." in words(answer)
    assert not Letter.objects.visible_to(chair).exists()
    assert Letter.objects.visible_to(manager).exists()
    again = client.post(f"/letters/{letter.pk}/hold-back/", follow=True)
    assert "Only named people see the letter already." in words(again)


def test_reader_of_another_role_reads_and_names_nobody(client, held, chair):
    held.name_reader(None, chair)
    client.force_login(chair)
    assert "Change who sees it" not in words(client.get(f"/letters/{held.pk}/"))
    for path in ("readers", "publish"):
        assert client.get(f"/letters/{held.pk}/{path}/").status_code == 403
        assert client.post(f"/letters/{held.pk}/{path}/").status_code == 403
    assert client.post(f"/readers/{held.readers.get(user=chair).pk}/end/").status_code == 403


def test_business_manager_who_is_not_named_finds_nothing(client, held):
    client.force_login(make_user(partnership=held.partnership))
    for path in ("", "readers/", "publish/", "hold-back/"):
        assert client.get(f"/letters/{held.pk}/{path}").status_code == 404
    assert client.post(f"/readers/{held.readers.get().pk}/end/").status_code == 404


def test_administrator_sees_it(client, held):
    client.force_login(make_administrator())
    assert "Not published yet" in words(client.get(f"/letters/{held.pk}/"))


def test_pages_cost_the_same_whatever_their_readers(client, held, django_assert_max_num_queries):
    for _ in range(10):
        held.name_reader(None, make_user(Role.VIEWER, held.partnership))
    for path in ("", "readers/", "publish/"):
        with django_assert_max_num_queries(15):
            assert client.get(f"/letters/{held.pk}/{path}").status_code == 200
