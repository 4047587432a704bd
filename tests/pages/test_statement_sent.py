"""On which day the written statement was sent, said by who runs the plan; taken back by emptying it."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Event, Role
from tests.makers import make_letter, make_user

SENT = dt.date(2018, 10, 12)


@pytest.fixture
def letter(client):
    letter = make_letter()
    client.force_login(make_user(partnership=letter.partnership, name="Kim Jones"))
    return letter


def send(client, letter, day, version=None):
    form = {"statement_sent_on": day, "version": version or letter.version}
    answer = client.post(reverse("statement_sent", args=[letter.pk]), form, follow=True)
    letter.refresh_from_db()
    return " ".join(answer.content.decode().split())


def home(client):
    return client.get("/").content.decode()


def test_it_is_said_on_the_letter_and_no_longer_late_at_home(client, letter):
    assert "years late" in home(client)
    page = client.get(reverse("letter", args=[letter.pk])).content.decode()
    assert "Say that the statement was sent" in page
    page = send(client, letter, "12 October 2018")
    assert "The statement was sent on 12 October 2018." in page
    assert "Sent on 12 October 2018" in page
    assert letter.statement_sent_on == SENT
    assert "years late" not in home(client)
    event = Event.objects.about(letter).first()
    assert (event.verb, event.actor_name) == ("statement sent", "Kim Jones")


def test_emptied_it_is_taken_back(client, letter):
    letter.statement_went(None, SENT)
    assert 'value="12 October 2018"' in client.get(reverse("statement_sent", args=[letter.pk])).content.decode()
    assert "The statement is not sent yet." in send(client, letter, "")
    assert letter.statement_sent_on is None
    assert "years late" in home(client)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("31 February 2019", "there is no 31 February 2019"),
        ("soon", "write a day, a month and a year"),
        ("8 July 2018", "the letter is dated 9 July 2018"),
        (f"{timezone.localdate() + dt.timedelta(days=1):%d/%m/%Y}", "choose today or an earlier day"),
    ],
)
def test_wrong_day_is_told_and_changes_nothing(client, letter, typed, words):
    assert f"Statement sent on: {words}" in send(client, letter, typed)
    assert letter.statement_sent_on is None


def test_second_click_writes_no_second_event(client, letter):
    send(client, letter, "12 October 2018")
    events = Event.objects.about(letter).count()
    send(client, letter, "12 October 2018")
    assert Event.objects.about(letter).count() == events


def test_stale_form_is_refused(client, letter):
    version = letter.version
    send(client, letter, "12 October 2018")
    assert "Statement sent on: choose which to keep" in send(client, letter, "15 October 2018", version)
    assert letter.statement_sent_on == SENT


def test_a_letter_that_asks_for_none_has_none_to_send(client, letter):
    letter.change(None, statement_required=False)
    assert "statement-sent" not in client.get(reverse("letter", args=[letter.pk])).content.decode()
    assert "This letter asks for no statement." in send(client, letter, "12 October 2018")
    assert letter.statement_sent_on is None


def test_others_are_not_asked(client, letter):
    client.force_login(make_user(Role.CHAIR, letter.partnership))
    assert "statement-sent" not in client.get(reverse("letter", args=[letter.pk])).content.decode()
