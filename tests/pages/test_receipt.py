import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Event
from tests.makers import make_letter, make_user


@pytest.fixture
def letter(client):
    letter = make_letter()
    client.force_login(make_user(partnership=letter.partnership, name="Kim Jones"))
    return letter


def send(client, letter, day, version=None):
    form = {"received_on": day, "version": version or letter.version}
    return client.post(reverse("receipt", args=[letter.pk]), form, follow=True)


@pytest.mark.parametrize("typed", ["11 July 2018", "11/07/2018", "11/7/18", "2018-07-11", "11 Jul 2018"])
def test_day_is_kept_however_it_is_written(client, letter, typed):
    answer = send(client, letter, typed)
    assert "The day of receipt is 11 July 2018." in answer.content.decode()
    letter.refresh_from_db()
    assert letter.received_on == dt.date(2018, 7, 11)
    assert letter.working_days_due == dt.date(2018, 10, 18)
    assert Event.objects.about(letter).first().actor_name == "Kim Jones"


def test_form_shows_the_day_that_stands(client, letter):
    page = client.get(reverse("receipt", args=[letter.pk])).content.decode()
    assert 'value="9 July 2018"' in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "write a day, a month and a year"),
        ("31 February 2018", "there is no 31 February 2018"),
        ("soon", "write a day, a month and a year"),
        ("1 July 2018", "the letter is dated 9 July 2018"),
    ],
)
def test_wrong_day_is_told_and_changes_nothing(client, letter, typed, words):
    answer = send(client, letter, typed)
    assert words in answer.content.decode()
    letter.refresh_from_db()
    assert letter.received_on is None


def test_day_to_come_is_refused(client, letter):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    assert "choose today or an earlier day" in send(client, letter, f"{tomorrow:%d/%m/%Y}").content.decode()


def test_second_click_writes_no_second_event(client, letter):
    send(client, letter, "11 July 2018")
    events = Event.objects.about(letter).count()
    send(client, letter, "11 July 2018", version=letter.version + 1)
    assert Event.objects.about(letter).count() == events


def test_stale_form_is_refused(client, letter):
    send(client, letter, "11 July 2018")
    answer = send(client, letter, "12 July 2018", version=letter.version)
    assert "Day of receipt: choose which to keep" in answer.content.decode()
    letter.refresh_from_db()
    assert letter.received_on == dt.date(2018, 7, 11)
