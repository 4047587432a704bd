"""The command: through a real mail server, one that refuses, hangs or dies too; once a day; and dry."""

import datetime as dt
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from partnerships.models import Role
from reporting.models import Digest, ReminderRun
from reporting.reminders import people, post, run
from tests.makers import make_agency, make_finding, make_letter, make_officer, make_user, make_written
from tests.reporting.mail_server import Box, free_port, served

pytestmark = pytest.mark.django_db
DAY = dt.date(2018, 10, 3)
NEXT = dt.date(2018, 10, 4)
ALL = [f"{name}@example.org" for name in ("ann", "bob", "cat", "dan")]


@pytest.fixture
def letter():
    return make_letter()


@pytest.fixture
def four(letter):
    """Four officers with an action each that is due on DAY."""
    for email in ALL:
        add(letter, email)


@pytest.fixture
def box():
    return Box()


def add(letter, email):
    officer = make_officer(
        make_agency(letter.partnership), email, user=make_user(Role.VIEWER, letter.partnership, email)
    )
    return make_written(make_finding(letter), lead_officer=officer, target_date=DAY)


def send(on=DAY, **options):
    """What the command prints, what it complains of, and its exit status."""
    out, err = StringIO(), StringIO()
    try:
        call_command("send_reminders", on=on, stdout=out, stderr=err, **options)
    except SystemExit as ended:
        return out.getvalue(), err.getvalue(), ended.code
    return out.getvalue(), err.getvalue(), 0


def test_each_is_mailed_once_whatever_is_run_again(four, box, settings):
    with served(box, settings):
        assert send() == ("4 mails sent for 3 October 2018.\n", "", 0)
        assert send() == ("0 mails sent for 3 October 2018.\n", "", 0)
    assert box.people == ALL
    sent = box.arrived[0][1]
    assert sent["To"] == ALL[0]
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert sent["List-Unsubscribe"].strip().startswith("<http://127.0.0.1:8000/reminders/stop/")
    assert [part.get_content_type() for part in sent.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert Digest.objects.gone().count() == 4
    assert ReminderRun.objects.get().finished_at


def test_a_dry_run_says_who_would_get_what_and_leaves_no_trace(four, letter):
    add(letter, ALL[0].replace("ann", "eve"))
    printed, _, code = send(dry_run=True)
    assert printed.splitlines()[0] == "ann@example.org: 1 due soon"
    assert printed.splitlines()[-1] == "5 mails would be sent for 3 October 2018."
    assert (code, mail.outbox, Digest.objects.count(), ReminderRun.objects.count()) == (0, [], 0, 0)


def test_a_server_that_is_not_there_is_told_and_the_next_run_sends(four, box, settings):
    with served(box, settings) as server:
        settings.EMAIL_PORT = free_port()
        printed, complaint, code = send()
        assert (printed, code) == ("0 mails sent for 3 October 2018.\n", 1)
        assert "The mail server cannot be used: Connection refused." in complaint
        assert "The next run goes on from here." in complaint
        assert not Digest.objects.exists()
        settings.EMAIL_PORT = server.port
        assert send()[2] == 0
    assert box.people == ALL


def test_one_refused_address_holds_nobody_up_and_is_tried_again(four, box, settings):
    box.refused = {ALL[1]}
    with served(box, settings):
        printed, complaint, code = send()
        assert (printed, code) == ("3 mails sent for 3 October 2018.\n", 1)
        assert complaint == (
            "bob@example.org: not mailed. The server answered 550 no such mailbox. The next run tries again.\n"
        )
        box.refused = set()
        assert send()[0] == "1 mail sent for 3 October 2018.\n"
    assert sorted(box.people) == ALL


def test_what_was_refused_all_day_is_told_on_the_next(four, box, settings):
    box.refused = {ALL[1]}
    with served(box, settings):
        send()
        box.refused = set()
        assert send(NEXT)[0] == "1 mail sent for 4 October 2018.\n"
    assert box.people[-1] == ALL[1]
    assert "due 3 October 2018, 1 day late" in box.arrived[-1][1].get_payload(0).get_payload()


def test_a_server_that_dies_half_way_leaves_nobody_mailed_twice(four, box, settings):
    box.dies_after = 2
    with served(box, settings):
        printed, complaint, code = send()
    assert (printed, code) == ("2 mails sent for 3 October 2018.\n", 1)
    assert "cat@example.org: may have been mailed. The connection broke" in complaint
    assert "Tomorrow’s mail tells it again." in complaint
    box.dies_after = None
    with served(box, settings):
        assert send()[0] == "0 mails sent for 3 October 2018.\n"  # of the last two nobody knows
        assert send(NEXT)[0] == "2 mails sent for 4 October 2018.\n"
    assert box.people == ALL


def test_a_server_that_goes_away_between_two_mails_is_left_alone(four, box, settings, monkeypatch):
    deliver = post.Post.deliver

    with served(box, settings) as server:

        def then_stop(self, contents):
            deliver(self, contents)
            if len(box.arrived) == 2 and not self.stopped:
                server.stop()

        monkeypatch.setattr(post.Post, "deliver", then_stop)
        printed, complaint, code = send()
    assert (printed, code) == ("2 mails sent for 3 October 2018.\n", 1)
    assert "The mail server cannot be used" in complaint
    monkeypatch.undo()
    with served(box, settings):
        assert send()[0] == "2 mails sent for 3 October 2018.\n"
    assert box.people == ALL


def test_a_server_that_hangs_is_given_up(four, box, settings, monkeypatch):
    monkeypatch.setattr(post, "ENOUGH", 2)
    box.hangs = True
    with served(box, settings):
        _, complaint, code = send()
    assert code == 1
    broke = "The connection broke: Connection unexpectedly closed: timed out."
    assert f"ann@example.org: may have been mailed. {broke}" in complaint
    assert "2 mails one after the other could not be sent, so no more were tried." in complaint
    assert "cat" not in complaint
    assert sorted(one.user.email for one in run.due(DAY)) == ALL[2:]


def test_a_process_that_dies_with_a_mail_on_its_way(four, box, settings, monkeypatch):
    """It is not sent again on that day, because it may have arrived; the next day's mail tells it."""

    class Killed(BaseException):
        pass

    def die(*_, **__):
        raise Killed

    with served(box, settings):
        monkeypatch.setattr(post, "_complete", die)
        with pytest.raises(Killed):
            send()
        monkeypatch.undo()
        assert box.people == ALL[:1]
        assert send()[0] == "3 mails sent for 3 October 2018.\n"
        assert box.people == ALL
        assert send(NEXT)[0] == "1 mail sent for 4 October 2018.\n"
    assert box.people == [*ALL, ALL[0]]


def test_two_processes_at_once_mail_nobody_twice(four):
    """The second has read the same people before the first has written that their mails leave."""
    both = list(run.due(DAY))
    run.send(DAY)
    with post.Post(DAY) as second:
        for one in both:
            second.deliver(one)
    assert second.sent == 0
    assert len(mail.outbox) == 4


def test_without_an_address_of_the_site_nothing_is_mailed_from_a_server(four, settings):
    settings.HTTPS = True
    with pytest.raises(CommandError, match="SITE_URL is not set"):
        send()
    settings.SITE_URL = "https://plan.example.org"
    assert send()[2] == 0


def test_a_server_that_would_only_print_its_mail_sends_none(four, settings):
    """Everybody would count as told."""
    settings.HTTPS, settings.SITE_URL = True, "https://plan.example.org"
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    with pytest.raises(CommandError, match="EMAIL_URL is not set"):
        send()
    assert not Digest.objects.exists()


def test_what_is_no_date_is_said():
    with pytest.raises(CommandError, match="--on"):
        call_command("send_reminders", "--on", "tomorrow")


def test_old_rows_are_forgotten(four):
    old = DAY - dt.timedelta(days=91)
    Digest.objects.create(user=make_user(None), day=old, gone_at=timezone.now())
    ReminderRun.objects.create(day=old)
    send()
    assert Digest.objects.filter(day=old).count() + ReminderRun.objects.filter(day=old).count() == 0


def test_three_queries_a_batch_whatever_it_holds(letter, monkeypatch, django_assert_num_queries):
    """Two more tell when the last run was, one that nobody is left."""
    for number in range(12):
        add(letter, f"officer{number}@example.org")
    for size, batches in ((12, 1), (6, 2), (3, 4)):
        monkeypatch.setattr(people, "BATCH", size)
        with django_assert_num_queries(3 * batches + 3):
            assert len(list(run.due(DAY))) == 12
    for number in range(12):
        make_written(make_finding(letter), lead_officer=make_letter_officer(letter, number), target_date=DAY)
    with django_assert_num_queries(3 * 4 + 3):
        assert sum(len(one.lines) for one in run.due(DAY)) == 24


def make_letter_officer(letter, number):
    return letter.partnership.officers.get(name=f"officer{number}@example.org")
