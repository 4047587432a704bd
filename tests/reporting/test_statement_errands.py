"""What the home page says of written statements, and to whom."""

import datetime as dt

import pytest
from django.urls import reverse

from partnerships.models import Event, Role, Sector
from reporting.models import Signatory
from tests.makers import (
    make_agency,
    make_finding,
    make_letter,
    make_officer,
    make_partnership,
    make_statement,
    make_user,
)

pytestmark = pytest.mark.django_db
TODAY = dt.date(2018, 9, 10)
AGREE, CHANGE = "Written statements to agree to", "Changes of a written statement that are asked for"
TIMETABLE = "Timetable of the written statement"


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: TODAY)


@pytest.fixture
def statement():
    letter = make_letter()
    make_finding(letter)
    return make_statement(letter)


@pytest.fixture
def signatory(statement):
    return statement.signatories.get()


def waits(client, user):
    client.force_login(user)
    groups = client.get("/").context["errands"]
    told = {group.title: [(row.name, row.note, row.due and row.due.words) for row in group.rows] for group in groups}
    return {title: rows for title, rows in told.items() if title in (AGREE, CHANGE, TIMETABLE)}


def test_a_signatory_is_asked_until_they_answer(client, statement, signatory):
    named = make_user(Role.VIEWER, statement.partnership)
    signatory.change(None, officer=make_officer(signatory.agency, "Noor", user=named))
    partner = make_user(Role.SAFEGUARDING_PARTNER, statement.partnership, agency=signatory.agency)
    row = ("Agree the written statement for Dorset Police", "Dorset, 9 July 2018", "in 36 days")
    for user in (named, partner):
        assert waits(client, user) == {AGREE: [row]}
        assert f'href="{reverse("answer_statement", args=[signatory.pk])}"' in client.get("/").content.decode()
    signatory.agree(named, "seal")
    assert waits(client, named) == waits(client, partner) == {}


def test_nobody_else_is_asked(client, statement, signatory):
    health = make_agency(statement.partnership, "Dorset CCG", Sector.HEALTH)
    for role, agency in ((Role.SAFEGUARDING_PARTNER, health), (Role.AGENCY_LEAD, signatory.agency), (Role.CHAIR, None)):
        assert waits(client, make_user(role, statement.partnership, agency=agency)) == {}
    torbay = make_partnership("Torbay")
    assert waits(client, make_user(Role.BUSINESS_MANAGER, torbay)) == {}


def test_who_has_left_is_not_asked_and_signs_no_more(client, statement, signatory):
    gone = make_user(Role.VIEWER, statement.partnership)
    officer = make_officer(signatory.agency, "Lee", user=gone, left_on=TODAY, accountable_executive=False)
    signatory.change(None, officer=officer)
    assert waits(client, gone) == {}
    assert client.get(reverse("answer_statement", args=[signatory.pk])).status_code == 403


def test_the_manager_hears_of_a_change_that_is_asked_for_and_of_the_timetable(client, statement, signatory):
    manager = make_user(partnership=statement.partnership)
    late = ("First draft", "Written statement, Dorset, 9 July 2018", "21 days late")
    soon = ("Agencies have cleared their parts", "Written statement, Dorset, 9 July 2018", "tomorrow")
    assert waits(client, manager) == {TIMETABLE: [late, soon]}
    statement.milestones.get(name="First draft").reach(manager, TODAY)
    signatory.ask_for_change(manager, "seal", "Name our audit.")
    asked = ("Dorset Police asks for a change", "Dorset, 9 July 2018: “Name our audit.”", None)
    assert waits(client, manager) == {CHANGE: [asked], TIMETABLE: [soon]}


def test_nothing_waits_once_it_is_sent_or_before_its_letter_is_published(client, statement, signatory):
    partner = make_user(Role.SAFEGUARDING_PARTNER, statement.partnership, agency=signatory.agency)
    manager = make_user(partnership=statement.partnership)
    statement.letter.hold_back(make_user(None))
    assert waits(client, partner) == {}
    statement.letter.publish(manager, TODAY)
    assert waits(client, partner) != {}
    statement.letter.change(None, statement_sent_on=TODAY)
    assert waits(client, partner) == waits(client, manager) == {}


def test_one_query_for_all_of_it(client, statement, signatory, django_assert_max_num_queries):
    user = make_user(partnership=statement.partnership)
    for number in range(3):
        other = make_letter(statement.partnership, letter_date=dt.date(2018, 6, number + 1))
        make_finding(other)
        make_statement(other)
    for one in Signatory.objects.all():
        one.ask_for_change(user, "seal", "Name our audit.")
    client.force_login(user)
    with django_assert_max_num_queries(15):
        client.get("/")


def test_what_comes_with_a_statement_is_told_once(client, statement):
    client.force_login(make_user(partnership=statement.partnership))
    assert Event.objects.filter(verb="came with its statement").count() == 16
    for page in ("statement", "history"):
        key = statement.pk if page == "statement" else statement.partnership_id
        told = client.get(reverse(page, args=[key])).content.decode()
        assert "began the written statement" in told
        assert "with its statement" not in told.split('id="history"')[-1].split("<ol")[-1]
