"""An address that has no account gets the same words and the same work as one that has."""

import datetime as dt
import threading
import time

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from partnerships.models import Invitation
from partnerships.signing_in import later as later_module
from tests.makers import PASSWORD, make_invitation, make_partnership, make_user

SIGN_IN, FORGOTTEN = "/accounts/sign-in/", "/accounts/password/forgotten/"


@pytest.fixture
def hashed(monkeypatch, settings):
    """Counts how often a password is hashed, by the hasher of real life."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    done = []
    encode = PBKDF2PasswordHasher.encode

    def counted(self, password, salt, iterations=None):
        done.append(iterations or self.iterations)
        return encode(self, password, salt, 10)

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", counted)
    return done


@pytest.fixture(autouse=True)
def _no_tries_yet():
    cache.clear()
    yield
    cache.clear()


def words(answer):
    """The page without what differs by itself: the token and what was typed."""
    lines = answer.content.decode().splitlines()
    return [line for line in lines if "csrfmiddlewaretoken" not in line and 'name="login"' not in line]


def test_sign_in_does_the_same_work_for_every_address(client, hashed, monkeypatch):
    iterations = PBKDF2PasswordHasher.iterations
    known, closed, invited = make_user(), make_user(is_active=False), make_user()
    for user in (known, closed):
        user.password = f"pbkdf2_sha256${iterations}$salt$hash"
        user.save()
    invited.set_unusable_password()
    invited.save()
    pages, work, queries = [], [], []
    for email in (known.email, closed.email, invited.email, "nobody@example.org"):
        hashed.clear()
        with CaptureQueriesContext(connection) as asked:
            pages.append(words(client.post(SIGN_IN, {"login": email, "password": "not this one"})))
        work.append(list(hashed))
        queries.append(len(asked))
    assert work == [[iterations]] * 4
    assert pages == [pages[0]] * 4
    assert queries == [queries[0]] * 4


def test_a_forgotten_password_asks_the_database_nothing_before_the_answer(client, monkeypatch):
    left = []
    monkeypatch.setattr("partnerships.account_forms.later", lambda work, *rest: left.append((work, rest)))
    known = make_user()
    seen = []
    for email in (known.email, "nobody@example.org"):
        with CaptureQueriesContext(connection) as asked:
            answer = client.post(FORGOTTEN, {"email": email})
        seen.append((answer.status_code, answer.url, len(asked)))
    assert seen == [(302, f"{FORGOTTEN}sent/", 0)] * 2
    assert mail.outbox == []
    for work, rest in left:
        work(*rest)
    assert [message.to for message in mail.outbox] == [[known.email]]


def test_a_closed_account_gets_no_link(client):
    client.post(FORGOTTEN, {"email": make_user(is_active=False).email})
    assert mail.outbox == []


@pytest.mark.parametrize("days", [0, 15])
def test_who_is_invited_and_has_not_come_gets_no_link_but_a_new_invitation(client, days):
    """Or an invitation that has run out, or was withdrawn, would let them in all the same."""
    invitation = make_invitation(make_partnership())
    Invitation.objects.update(sent_at=timezone.now() - dt.timedelta(days=days))
    answer = client.post(FORGOTTEN, {"email": invitation.user.email}, follow=True)
    assert "Look in your mail" in answer.content.decode()
    assert mail.outbox == []


def test_who_came_through_an_organisation_gets_a_link(client):
    user = make_user()
    user.set_unusable_password()
    user.last_login = timezone.now()
    user.save()
    client.post(FORGOTTEN, {"email": user.email})
    assert [message.to for message in mail.outbox] == [[user.email]]


def test_links_are_sent_a_few_times_and_then_no_more_whoever_it_is(client):
    known = make_user()
    for email in (known.email, "nobody@example.org"):
        codes = [client.post(FORGOTTEN, {"email": email}).status_code for _ in range(4)]
        assert codes == [302, 302, 302, 429]
    assert len(mail.outbox) == 3


def test_too_many_tries_are_told_on_a_page_of_our_own(client):
    for number in range(31):
        answer = client.post(SIGN_IN, {"login": f"somebody{number}@example.org", "password": ""})
    assert answer.status_code == 429
    assert "There were too many tries" in answer.content.decode()
    assert client.get(SIGN_IN).status_code == 200


def test_a_right_password_is_never_counted_against_its_person(client):
    user = make_user()
    for _ in range(8):
        assert client.post(SIGN_IN, {"login": user.email, "password": PASSWORD}).status_code == 302
        client.post("/accounts/sign-out/")


def test_a_mail_server_that_hangs_holds_up_nobody_s_code(settings):
    settings.WORK_LATER = True
    hangs, done = threading.Event(), threading.Event()
    try:
        later_module.later(hangs.wait, 30)
        later_module.later(done.set)
        assert done.wait(10)
    finally:
        hangs.set()


def test_what_is_left_for_later_is_done_by_a_thread_and_its_failure_logged(settings, caplog):
    settings.WORK_LATER = True
    done = []
    later_module.later(done.append, 1)
    later_module.later(lambda: 1 / 0)
    later_module.later(done.append, 2)
    later_module.pool.submit(int).result(timeout=10)
    deadline = time.monotonic() + 10
    while len(done) < 2 or "What was left" not in caplog.text:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert sorted(done) == [1, 2]
    assert "What was left for later failed" in caplog.text
