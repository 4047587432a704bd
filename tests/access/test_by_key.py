"""Every address that a key opens × every kind of person: who is answered, and that nothing leaks across."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.urls import reverse

from findings.models import Finding, Letter
from partnerships.models import Officer, Partnership, Role
from tests.access.by_key import BY_KEY, LISTS, RECORDS
from tests.access.test_held_back import grow
from tests.access.test_walk import INSIDERS, everyone_in, secrets, send
from tests.access.world import ANONYMOUS, EXPIRED, INSIDE, OUTSIDER, OWN, SECRET, WHO, make_everything
from tests.makers import make_calendar, make_letter, make_token, make_user
from tests.rows_once import rows_once

pytestmark = [pytest.mark.django_db, pytest.mark.once]
world = rows_once(lambda: (make_everything("Dorset", OWN), make_everything("Torbay", SECRET)))
PEOPLE = [who for who in WHO if who != ANONYMOUS]
ROWLESS = {ANONYMOUS, OUTSIDER, EXPIRED}
WORDLESS = ("partnerships", "statements", "timetable")  # whose rows hold none of the world's own words
SAYS = {name for name in LISTS if not any(one in name for one in WORDLESS)}
ON_LETTERS = {"letters", "findings", "actions", "updates", "measures", "readings", "statements", "timetable"}


@pytest.fixture(autouse=True)
def _no_tries(settings):
    cache.clear()
    settings.DATA_RATE_LIMITS = {}  # held by tests of their own


def keys_of(person, partnership):
    """What opens: of a calendar for the partnership, and a token."""
    _, calendar = make_calendar(person, partnership)
    _, token = make_token(person)
    return {"calendar": calendar, "token": token}


def address(name, keys):
    args = [one[1:] if one.startswith("'") else keys[one] for one in BY_KEY[name].args]
    return reverse(name, args=args)


def ask(client, name, keys, opens, method="get", **query):
    """The answer and its text, with the key that this address takes."""
    if name == "calendar_feed":
        return send(client, method, address(name, keys), {"key": opens["calendar"], **query})
    client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {opens['token']}"
    try:
        return send(client, method, address(name, keys), query)
    finally:
        del client.defaults["HTTP_AUTHORIZATION"]


def refused(name):
    """What somebody without a key that opens is answered."""
    return 404 if name in ("calendar_feed", "api_nothing") else 401


@pytest.fixture
def partnership(world):
    return Partnership.objects.get(pk=world[0]["partnership"])


@pytest.mark.parametrize("who", PEOPLE)
def test_who_is_answered(client, world, partnership, who):
    opens = keys_of(everyone_in(world, who), partnership)
    told = {}
    for name, row in BY_KEY.items():
        answer, text = ask(client, name, world[0], opens)
        if answer.status_code != (200 if who in row.get else 404):
            told[name] = answer.status_code
        if any(secret in text for secret in secrets(who)):
            told[name] = "leaks"
        if name in SAYS and who in INSIDE and OWN not in text:
            told[name] = "says nothing of their own"
        answer, text = ask(client, name, world[0], opens, "post")
        if answer.status_code != (404 if name == "api_nothing" else 405):
            told[name, "post"] = answer.status_code
    assert told == {}


@pytest.mark.parametrize("who", INSIDERS)
def test_nothing_of_another_partnership_is_there(client, world, partnership, who):
    """Its rows are 404 by their id, and as what a list is narrowed by, in the same words as what is nowhere."""
    own, other = world
    opens = keys_of(everyone_in(world, who), partnership)
    for name, row in BY_KEY.items():
        for record in row.args:
            if not record.startswith("'"):
                answer, text = ask(client, name, {**own, record: other[record]}, opens)
                _, nowhere = ask(client, name, {**own, record: 999_999}, opens)
                assert (answer.status_code, text) == (404, nowhere), name
    for name in LISTS:
        for parameter in ("partnership", "letter", "finding", "action", "agency", "measure", "statement"):
            answer, text = ask(client, name, own, opens, **{parameter: other[parameter]})
            assert answer.status_code in (404, 422), (name, parameter)
            assert SECRET not in text
            assert "Torbay" not in text


@pytest.mark.parametrize("who", ["business manager", "viewer"])
def test_a_session_is_no_key(client, world, partnership, who):
    client.force_login(everyone_in(world, who))
    for name in set(BY_KEY) - {"api_description"}:
        answer, text = send(client, "get", address(name, world[0]))
        assert answer.status_code == refused(name), name
        assert OWN not in text


def shut(client, world, opens):
    """The addresses that answer all the same."""
    return {name for name in BY_KEY if ask(client, name, world[0], opens)[0].status_code != refused(name)}


def test_keys_that_are_over_open_nothing(client, world, partnership):
    yesterday = dt.date(2020, 1, 1)
    for end in ("run out", "revoked", "disabled"):
        person = make_user(Role.BUSINESS_MANAGER, partnership)
        make_user(Role.BUSINESS_MANAGER, partnership)  # somebody manages it afterwards
        calendar, feed = make_calendar(person, partnership)
        token, bearer = make_token(person, "Power BI", expires_on=dt.date(2100, 1, 1))
        opens = {"calendar": feed, "token": bearer}
        assert shut(client, world, opens) == set(BY_KEY) - {"api_nothing"}
        if end == "run out":
            type(calendar).objects.filter(pk=calendar.pk).update(expires_on=yesterday)
            type(token).objects.filter(pk=token.pk).update(expires_on=yesterday)
        elif end == "revoked":
            calendar.revoke()
            token.revoke()
        else:
            person.change(None, is_active=False)
        assert shut(client, world, opens) == set(), end
    assert shut(client, world, {"calendar": bearer, "token": feed}) == set()  # each for its own


def test_a_role_that_ended_leaves_a_token_that_sees_nothing(client, world, partnership):
    person = make_user(Role.VIEWER, partnership)
    opens = keys_of(person, partnership)
    person.memberships.get().end(None)
    sees_nothing(client, world, opens)


def test_a_partnership_that_is_turned_off_gives_nothing(client, world, partnership):
    opens = keys_of(make_user(Role.BUSINESS_MANAGER, partnership), partnership)
    partnership.change(None, data_api=False, calendar_feeds=False)
    sees_nothing(client, world, opens)


def sees_nothing(client, world, opens):
    for name in BY_KEY:
        answer, text = ask(client, name, world[0], opens)
        assert answer.status_code == (200 if name in LISTS or name == "api_description" else 404), name
        assert OWN not in text, name


def test_a_letter_before_publication_is_nowhere_but_with_its_readers(client, world, partnership):
    """By a token for its readers, as on the site; in no calendar."""
    reader = make_user(Role.BUSINESS_MANAGER, partnership)
    Letter.objects.get(pk=world[0]["letter"]).hold_back(reader)
    for person, sees in ((make_user(Role.BUSINESS_MANAGER, partnership), False), (reader, True)):
        opens = keys_of(person, partnership)
        for name, record in RECORDS.items():
            answer, _ = ask(client, f"api_{name}_one", world[0], opens)
            assert answer.status_code == (200 if sees or name not in ON_LETTERS else 404), name
            listed, _ = ask(client, f"api_{name}", world[0], opens)
            there = world[0][record] in [one["id"] for one in listed.json()["results"]]
            assert there == (sees or name not in ON_LETTERS), name
        _, calendar = ask(client, "calendar_feed", world[0], opens)
        days = [line for line in calendar.splitlines() if line.startswith("UID:")]
        assert days
        assert all("meeting-" in day for day in days)  # which belong to no letter


def test_a_hidden_letter_may_grow_and_nothing_changes(client, world, partnership):
    """Nor a tag or a date beside what is told."""
    officer, known = Officer.objects.get(pk=world[0]["officer"]), Finding.objects.get(pk=world[0]["finding"])
    letter = make_letter(partnership, letter_date=dt.date(2019, 3, 4))
    letter.hold_back(make_user(partnership=partnership))
    opens = keys_of(make_user(Role.VIEWER, partnership), partnership)

    def shown():
        asked = {name: ask(client, name, world[0], opens) for name in BY_KEY}
        return {name: (text, dict(answer.headers)) for name, (answer, text) in asked.items()}

    before = shown()
    grow(letter, known, officer)
    after = shown()
    assert {name for name in BY_KEY if before[name] != after[name]} == set()
    letter.publish(None, dt.date(2019, 4, 4))
    assert {"api_actions", "api_findings_csv", "calendar_feed"} <= {
        name for name, told in shown().items() if told != before[name]
    }
