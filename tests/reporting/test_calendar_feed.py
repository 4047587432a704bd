"""What a calendar program is given: RFC 5545, read by another library, and only what its person can see now."""

import datetime as dt
import re

import pytest
from django.core.cache import cache
from django.utils import timezone
from django.utils.http import http_date
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from partnerships.models import Look, Membership, Role
from reporting.models import CalendarAddress
from tests.makers import (
    make_action,
    make_administrator,
    make_agency,
    make_assured,
    make_calendar,
    make_evidence,
    make_finding,
    make_letter,
    make_meeting,
    make_officer,
    make_partnership,
    make_statement,
    make_token,
    make_user,
    make_written,
)

pytestmark = pytest.mark.django_db
TODAY = dt.date(2018, 10, 12)
FEED = "/calendar/deadlines.ics"


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: TODAY)


@pytest.fixture
def letter():
    return make_letter()


@pytest.fixture
def viewer(letter):
    return make_user(Role.VIEWER, letter.partnership)


def ask(client, key, **headers):
    return client.get(FEED, {"key": key}, headers=headers)


def events(client, key):
    """By their key (the part of the UID before the host), as another library reads them."""
    answer = ask(client, key)
    assert answer.status_code == 200
    text = answer.content.decode()
    found = IcsCalendarStream.calendar_from_ics(text).events
    assert len(Calendar.from_ical(text).events) == len(found)
    return {event.uid.partition("@")[0]: event for event in found}


def of(found, record):
    return found[f"{record._meta.model_name}-{record.pk}"]


def test_deadline_is_a_day_with_number_and_state_in_words(client, letter, viewer):
    letter.partnership.change(None, red_says="off track or overdue")
    finding = make_finding(letter, number=5, text="Leaders must listen.")
    action = make_written(finding, text="Train everyone.", target_date=dt.date(2018, 10, 9))
    _, key = make_calendar(viewer, letter.partnership)
    event = of(events(client, key), action)
    assert event.summary == "A5.1 due, Red: off track or overdue"
    assert (event.dtstart, event.dtend) == (dt.date(2018, 10, 9), dt.date(2018, 10, 10))
    assert event.description == (
        f"Lead agency: Dorset Police (suggested). Letter: Dorset, 9 July 2018.\nhttp://testserver/actions/{action.pk}/"
    )
    assert (event.url, event.transparency, event.alarm) == (
        f"http://testserver/actions/{action.pk}/",
        "TRANSPARENT",
        [],
    )
    assert (event.status, event.classification) == ("CONFIRMED", "PRIVATE")


def test_no_finding_s_nor_action_s_words_leave(client, letter, viewer):
    finding = make_finding(letter, text="okapi", stem="okapi", subheading="okapi", theme="okapi")
    action = make_written(finding, text="okapi", measure_of_success="okapi", target_date=TODAY)
    make_evidence(action, title="okapi")
    action.deliver(make_user(None), "okapi")
    action.ask_for_more_evidence(make_user(None), "okapi")
    _, key = make_calendar(viewer, letter.partnership)
    answer = ask(client, key)
    assert b"A1.1 due\\, more evidence needed\\, Amber: at risk" in answer.content
    assert b"okapi" not in answer.content


@pytest.mark.parametrize(
    ("stands", "summary", "status"),
    [
        ("unwritten", "A1.1 due, no action written yet, Amber: at risk", "CONFIRMED"),
        ("delivered", "A1.1 delivered", "CONFIRMED"),
        ("assured", "A1.1 assured", "CONFIRMED"),
        ("cancelled", "A1.1 cancelled", "CANCELLED"),
    ],
)
def test_how_an_action_stands(client, letter, viewer, stands, summary, status):
    finding = make_finding(letter)
    if stands == "unwritten":
        action = make_action(finding)
    elif stands == "assured":
        action = make_assured(finding)
    else:
        action = make_written(finding)
        make_evidence(action)
        if stands == "delivered":
            action.deliver(make_user(None), "Seen.")
        else:
            action.cancel(make_user(None), "Not needed.")
    _, key = make_calendar(viewer, letter.partnership)
    event = of(events(client, key), action)
    assert (event.summary, event.status, event.dtstart) == (summary, status, dt.date(2018, 10, 16))


def test_the_same_event_moves_with_a_higher_sequence(client, letter, viewer):
    action = make_written(make_finding(letter), target_date=dt.date(2018, 11, 1))
    _, key = make_calendar(viewer, letter.partnership)
    before = of(events(client, key), action)
    action.change(None, target_date=dt.date(2018, 12, 3))
    after = of(events(client, key), action)
    assert (before.uid, before.sequence) == (after.uid, 0)
    assert (after.sequence, after.dtstart) == (1, dt.date(2018, 12, 3))
    assert after.dtstamp >= before.dtstamp
    letter.change(None, statement_printed=dt.date(2018, 12, 1))  # from which others have their deadline
    assert of(events(client, key), action).sequence == 2


def test_statement_and_its_timetable_are_the_whole_partnership_s(client, letter, viewer):
    statement = make_statement(letter)
    first, *_, last = statement.milestones.all()
    first.reach(None, dt.date(2018, 8, 1))
    last.remove(None)
    _, key = make_calendar(viewer, letter.partnership)
    found = events(client, key)
    due = found[f"statement-of-letter-{letter.pk}"]
    assert (due.summary, due.dtstart) == ("Statement to Ofsted due", dt.date(2018, 10, 16))
    assert of(found, first).summary == "First draft, reached"
    assert (of(found, last).summary, of(found, last).status) == (
        "The statement is sent, in the statement’s timetable",
        "CANCELLED",
    )
    letter.change(None, statement_sent_on=dt.date(2018, 10, 11))
    assert events(client, key)[f"statement-of-letter-{letter.pk}"].summary == (
        "Statement to Ofsted, sent on 11 October 2018"
    )
    _, mine = make_calendar(viewer, letter.partnership, "mine")
    assert events(client, mine) == {}


def test_mine_and_my_agencys(client, letter):
    police, health = (make_agency(letter.partnership, name) for name in ("Dorset Police", "Dorset CCG"))
    user = make_user(Role.CONTRIBUTOR, letter.partnership, agency=police)
    officer = make_officer(health, user=user)
    theirs = make_written(make_finding(letter, lead_agency=police))
    named = make_written(make_finding(letter, lead_agency=health), lead_officer=officer)
    make_written(make_finding(letter, lead_agency=health))
    keys = {scope: make_calendar(user, letter.partnership, scope)[1] for scope in ("mine", "agency", "partnership")}
    assert set(events(client, keys["mine"])) == {f"action-{named.pk}"}
    assert set(events(client, keys["agency"])) == {f"action-{theirs.pk}"}
    assert len(events(client, keys["partnership"])) == 4


def test_nothing_before_publication_even_for_who_reads_it(client, letter):
    reader = make_user(Role.BUSINESS_MANAGER, letter.partnership)
    make_statement(letter)
    make_written(make_finding(letter))
    open_action = make_written(
        make_finding(make_letter(letter.partnership, statement_required=False)), target_date=TODAY
    )
    letter.hold_back(reader)
    _, key = make_calendar(reader, letter.partnership)
    assert set(events(client, key)) == {f"action-{open_action.pk}"}
    letter.publish(None, TODAY)
    assert len(events(client, key)) > 5


def test_a_hidden_letter_may_grow_and_nothing_shows_it(client, letter, viewer):
    make_written(make_finding(letter))
    _, key = make_calendar(viewer, letter.partnership)
    hidden = make_letter(letter.partnership, letter_date=dt.date(2019, 3, 4))
    hidden.hold_back(make_user(Role.BUSINESS_MANAGER, letter.partnership))
    before = ask(client, key)
    make_written(make_finding(hidden), target_date=TODAY)
    after = ask(client, key)
    assert (after.content, dict(after.headers)) == (before.content, dict(before.headers))


def is_shut(client, key):
    answer = ask(client, key)
    said = answer.content.decode()
    return (answer.status_code, said) == (404, "There is no calendar at this address.")


def test_what_is_not_right_about_an_address_is_not_told(client, letter):
    user = make_user(Role.AGENCY_LEAD, letter.partnership)
    key = make_calendar(user, letter.partnership, "agency")[1]
    assert not is_shut(client, key)
    for other in ("", "no-such-key", "\0", "é", "x" * 5000, make_token(user, "x", letter.partnership)[1]):
        assert is_shut(client, other), other[:20]
    letter.partnership.change(None, calendar_feeds=False)
    assert is_shut(client, key)
    letter.partnership.change(None, calendar_feeds=True)
    user.change(None, is_active=False)
    assert is_shut(client, key)
    user.change(None, is_active=True)
    role = user.memberships.get()
    role.end(None)
    assert is_shut(client, key)
    Membership(partnership=letter.partnership, user=user, role=Role.VIEWER).enter(None)
    assert is_shut(client, key)  # of no agency any more
    whole, of_all = make_calendar(user, letter.partnership)
    assert not is_shut(client, of_all)
    whole.revoke()
    assert is_shut(client, of_all)


def test_an_address_ends_after_its_last_day_and_with_an_expired_role(client, letter, viewer):
    _, key = make_calendar(viewer, letter.partnership, expires_on=TODAY)
    assert not is_shut(client, key)
    CalendarAddress.objects.update(expires_on=TODAY - dt.timedelta(days=1))
    assert is_shut(client, key)
    guest = make_user(Role.VIEWER, letter.partnership, expires_on=TODAY - dt.timedelta(days=1))
    _, key = make_calendar(guest, letter.partnership)
    assert is_shut(client, key)


def test_no_role_no_calendar_for_an_administrator_either(client, letter):
    _, key = make_calendar(make_administrator(), letter.partnership)
    assert is_shut(client, key)


def test_a_session_opens_nothing(client, letter, viewer):
    make_calendar(viewer, letter.partnership)
    client.force_login(viewer)
    assert is_shut(client, "")
    for send in (client.post, client.put, client.delete):
        assert send(FEED).status_code == 405


def test_another_partnership_s_deadlines_are_not_there(client, letter, viewer):
    make_written(make_finding(make_letter(make_partnership("Torbay"))))
    _, key = make_calendar(viewer, letter.partnership)
    answer = ask(client, key)
    assert b"Torbay" not in answer.content
    assert b"action-" not in answer.content


def test_it_is_asked_again_only_for_what_is_new(client, letter, viewer, monkeypatch):
    action = make_written(make_finding(letter))
    _, key = make_calendar(viewer, letter.partnership)
    first = ask(client, key)
    assert first["Cache-Control"] == "private, no-cache"
    again = ask(client, key)
    assert (again["ETag"], again.content) == (first["ETag"], first.content)
    answer = ask(client, key, **{"if-none-match": first["ETag"]})
    assert (answer.status_code, answer.content) == (304, b"")
    later = timezone.now() + dt.timedelta(minutes=5)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    action.change(None, target_date=dt.date(2018, 12, 3))
    changed = ask(client, key, **{"if-none-match": first["ETag"]})
    assert (changed.status_code, changed["Last-Modified"]) == (200, http_date(later.timestamp()))


def test_a_time_alone_hides_nothing_that_went(client, letter, viewer):
    make_written(make_finding(letter))
    _, key = make_calendar(viewer, letter.partnership)
    first = ask(client, key)
    letter.hold_back(make_user(Role.BUSINESS_MANAGER, letter.partnership))
    again = ask(client, key, **{"if-modified-since": first["Last-Modified"]})
    assert again.status_code == 200
    assert b"action-" not in again.content


def test_the_day_changes_what_it_says(client, letter, viewer, monkeypatch):
    make_written(make_finding(letter), target_date=TODAY)
    _, key = make_calendar(viewer, letter.partnership)
    first = ask(client, key)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: TODAY + dt.timedelta(days=1))
    second = ask(client, key, **{"if-none-match": first["ETag"]})
    assert b"Amber: at risk" in first.content
    assert b"Red: off track or overdue" in second.content


def test_fetching_is_noted_with_the_number_of_days_and_without_the_key(client, letter, viewer):
    make_written(make_finding(letter))
    address, key = make_calendar(viewer, letter.partnership)
    first = ask(client, key)
    look = Look.objects.get()
    assert (look.user, look.what, look.rows, look.path) == (viewer, "export", 2, FEED)
    assert look.subject_name == "Calendar feed: Dorset: The whole partnership’s"
    ask(client, key, **{"if-none-match": first["ETag"]})
    client.head(FEED, {"key": key})
    assert Look.objects.count() == 1
    address.refresh_from_db()
    assert address.last_used_at is not None


def test_too_many_requests(client, letter, viewer, settings):
    settings.DATA_RATE_LIMITS = {"calendar": "2/m/key", "unknown": "3/m/ip"}
    _, key = make_calendar(viewer, letter.partnership)
    assert [ask(client, key).status_code for _ in range(3)] == [200, 200, 429]
    assert [ask(client, "none").status_code for _ in range(4)] == [404, 404, 404, 429]
    assert ask(client, "none")["Retry-After"] == "60"
    cache.clear()
    assert ask(client, key).status_code == 200


def test_the_file_keeps_to_the_format_line_by_line(client, letter, viewer):
    """Where a lenient reader would say nothing."""
    letter.partnership.change(None, red_says="off; track, or\u202e \U0001f6a8 \\ late " + "é" * 30, handling="a\nb;c")
    make_agency(letter.partnership).change(None, name="Dorset\x0b Police, “the” Force; " + "ü" * 200)
    make_written(make_finding(letter), target_date=dt.date(2018, 10, 1))
    make_statement(letter)
    _, key = make_calendar(viewer, letter.partnership)
    answer = ask(client, key)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    content = answer.content
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert content.count(b"\n") == content.count(b"\r\n") == content.count(b"\r")
    lines = content.split(b"\r\n")[:-1]
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()  # no character is cut in two
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", content)
    unfolded = content.decode().replace("\r\n ", "").split("\r\n")[:-1]
    assert all(re.match(r"[A-Z-]+(;[A-Z-]+=[A-Z]+)*:", line) for line in unfolded)
    depth = 0
    for line in unfolded:
        depth += line.startswith("BEGIN:") - line.startswith("END:")
        assert depth > 0 or line == "END:VCALENDAR"
    texts = [line.partition(":")[2] for line in unfolded if line.startswith(("SUMMARY", "DESCRIPTION", "X-WR-CALDESC"))]
    assert [text for text in texts if not re.fullmatch(r"(?:\\[\\,;nN]|[^\\,;])*", text)] == []
    for event in "\n".join(unfolded).split("BEGIN:VEVENT")[1:]:
        for name in ("UID:", "DTSTAMP:", "DTSTART;VALUE=DATE:", "SEQUENCE:", "SUMMARY:", "STATUS:"):
            assert event.count(f"\n{name}") == 1, name
    for once in ("VERSION:2.0", "PRODID:-//JTAI Tracker//Deadlines//EN", "CALSCALE:GREGORIAN"):
        assert unfolded.count(once) == 1
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT6H" in unfolded
    assert "X-PUBLISHED-TTL:PT6H" in unfolded
    assert not any(line.startswith(("METHOD", "BEGIN:VALARM")) for line in unfolded)


def test_it_asks_the_database_no_more_of_a_larger_plan(client, letter, viewer, django_assert_num_queries):
    _, key = make_calendar(viewer, letter.partnership)
    make_statement(letter)
    make_written(make_finding(letter))
    ask(client, key)
    for _ in range(12):
        make_written(make_finding(letter))
    with django_assert_num_queries(7):
        ask(client, key)


def test_a_meeting_and_its_cut_off_are_days_of_the_whole_plan_s_calendar(client, letter, viewer):
    meeting = make_meeting(letter.partnership, on=dt.date(2018, 10, 23), name="Executive")
    make_meeting(make_partnership("Torbay"), name="okapi")
    _, key = make_calendar(viewer, letter.partnership)
    found = events(client, key)
    day, last = of(found, meeting), found[f"updates-for-meeting-{meeting.pk}"]
    assert (day.summary, day.dtstart) == ("Executive", meeting.on)
    assert (last.summary, last.dtstart) == ("Last day of updates for Executive, 23 October 2018", meeting.cut_off)
    assert not any("okapi" in one.summary for one in found.values())
    meeting.call_off(None)
    assert {one.status for name, one in events(client, key).items() if "meeting" in name} == {"CANCELLED"}


def test_a_day_is_called_the_same_under_every_name_of_the_site(client, letter, viewer, settings):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://plan.example.org", ["*"]
    make_written(make_finding(letter))
    _, key = make_calendar(viewer, letter.partnership)
    asked = [ask(client, key, host=host) for host in ("a.org", "b.org")]
    uids = [re.findall(rb"UID:(\S+)", answer.content) for answer in asked]
    assert uids[0] == uids[1]
    assert all(uid.endswith(b"@plan.example.org") for uid in uids[0])
