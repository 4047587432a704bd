"""A partnership's history: who changed what and when, for those who may, as a list and as a file."""

import csv
import datetime as dt
import io

import pytest
from django.urls import reverse

from partnerships.models import Event, Look, Role
from tests.makers import (
    make_agency,
    make_evidence,
    make_file,
    make_finding,
    make_letter,
    make_officer,
    make_partnership,
    make_update,
    make_user,
    make_written,
)


@pytest.fixture
def action(client):
    action = make_written()
    client.force_login(make_user(partnership=action.partnership, name="Bea Manager"))
    return action


@pytest.fixture
def ann(action):
    return make_user(Role.AGENCY_LEAD, action.partnership, agency=action.lead_agency, name="Ann Ash")


def history(client, partnership, page="history", **query):
    query = {f"filter-{name}" if name not in ("page", "per_page") else name: value for name, value in query.items()}
    return client.get(reverse(page, args=[partnership.pk]), query)


def text(answer):
    return " ".join(answer.content.decode().split())


def entries(answer):
    return [(row["event"].actor_name, row["event"].verb) for row in answer.context["rows"]]


def rows(answer):
    return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode().removeprefix("\ufeff"))))


def test_who_and_when_are_said_once(client, action, ann):
    """A change's own time and actor are left out; others are told, times as clocks here had them."""
    manager = make_user(partnership=action.partnership, name="Max Manager")
    long_ago = dt.datetime(2018, 9, 1, 9, 30, tzinfo=dt.UTC)
    update = make_update(action, author=ann)
    action.finding.confirm_lead(ann, action.lead_agency)
    action.finding.change(ann, "corrected", lead_confirmed_by=manager, lead_confirmed_at=long_ago)
    page = text(history(client, action.partnership))
    assert update.cleared_at
    for stamp in ("Cleared at", "Cleared by", "Last update at", "now “Ann Ash”"):
        assert stamp not in page
    assert "now “Max Manager”" in page
    assert "now “1 September 2018, 10:30”" in page


def test_changes_stand_in_words_with_a_link_to_the_thing(client, action, ann):
    action.write_text(ann, "Train everyone.")
    page = text(history(client, action.partnership))
    assert "<strong>Ann Ash</strong>: wrote the action" in page
    assert "What will be done: was “Train every officer in the use of the tool.”, now “Train everyone.”" in page
    assert f'href="{reverse("action", args=[action.pk])}"' in page


def test_what_belongs_to_a_thing_leads_to_its_page(client, action, ann):
    letter = action.letter
    make_evidence(action)
    make_update(action)
    make_file(letter)
    make_officer(action.lead_agency)
    answer = history(client, action.partnership, per_page=100)
    where = {row["kind"]: row["address"] for row in answer.context["rows"]}
    on_action, on_letter = (reverse(name, args=[one.pk]) for name, one in (("action", action), ("letter", letter)))
    assert where["Evidence"] == where["Update"] == where["Action"] == on_action
    assert where["Letter file"] == where["Letter"] == on_letter


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ({"who": "Ann Ash"}, {"wrote the action", "planned"}),
        ({"who": "Ann Ash", "verb": "planned"}, {"planned"}),
        ({"kind": "actions.action", "about": "a1.1", "who": "Ann Ash"}, {"wrote the action", "planned"}),
        ({"who": "Ann Ash", "about": "A2.1"}, set()),
        ({"until": "1 January 2018"}, set()),
        ({"since": "1 January 2018", "who": "Ann Ash"}, {"wrote the action", "planned"}),
        ({"since": "1 January 2100"}, set()),
        ({"until": "31 December 9999", "who": "Ann Ash"}, {"wrote the action", "planned"}),
    ],
)
def test_filters_narrow_and_are_told(client, action, ann, query, left):
    action.write_text(ann, "Train everyone.")
    action.change(ann, "planned", measure_of_success="Nine of ten.")
    answer = history(client, action.partnership, **query)
    assert {verb for _, verb in entries(answer)} == left
    assert len(answer.context["filtered"]) == len(query)


@pytest.mark.parametrize(
    "query",
    [{"who": "Nobody"}, {"kind": "auth.group"}, {"verb": "stole"}, {"since": "31 June 2018"}, {"about": "x" * 201}],
)
def test_a_wrong_filter_is_told_and_left_out(client, action, query):
    answer = history(client, action.partnership, **query)
    assert "There is a problem" in text(answer)
    assert len(entries(answer)) == min(Event.objects.filter(partnership=action.partnership).count(), 25)


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.VIEWER, Role.AGENCY_LEAD])
def test_who_has_no_part_in_the_whole_may_not(client, action, role):
    client.force_login(make_user(role, action.partnership))
    assert history(client, action.partnership).status_code == 403
    assert history(client, action.partnership, "history_csv").status_code == 403


def test_another_partnership_s_history_is_not_there(client, action):
    assert history(client, make_partnership("Torbay")).status_code == 404


def test_the_file_has_a_line_for_each_field_and_runs_nothing(client, action, ann):
    action.write_text(ann, "=1+1")
    answer = history(client, action.partnership, "history_csv", who="Ann Ash")
    told = rows(answer)
    assert told[0] == ["OFFICIAL-SENSITIVE"]
    assert told[1][0].startswith("Downloaded by Bea Manager, ")
    assert told[2] == ["Only: Who: Ann Ash"]
    [line] = told[5:]
    assert line[2:] == [
        *("Ann Ash", "wrote the action", "Action", str(action), "What will be done"),
        *("Train every officer in the use of the tool.", "'=1+1"),
    ]
    assert Look.objects.get(what="export").rows == 1


def test_a_day_begins_and_ends_where_the_people_are(client, action):
    """In London 11 July 2018 begins at 23:00 of the 10th, UTC."""
    night = dt.datetime(2018, 7, 10, 23, 30, tzinfo=dt.UTC)
    partnership, viewer = action.partnership, make_user(None, name="Night Owl")
    Look.objects.create(partnership=partnership, user=viewer, user_name="Night Owl", at=night, subject_name="Letter")
    for day, seen in (("10 July 2018", False), ("11 July 2018", True), ("12 July 2018", False)):
        page = history(client, partnership, "who_looked", since=day, until=day)
        assert ("23:30" in text(page) or "0:30" in text(page)) is seen


def test_the_page_costs_the_same_whatever_its_rows(client, action, django_assert_max_num_queries):
    make_evidence(action)
    make_file(action.letter)
    for number in range(30):
        make_finding(action.letter, text=f"Finding {number}")
        make_officer(make_agency(action.partnership), f"Officer {number}")
    with django_assert_max_num_queries(11):
        history(client, action.partnership, per_page=100)


def test_a_letter_s_page_tells_its_history(client, action, ann):
    action.letter.change(ann, "corrected", theme="neglect")
    page = text(client.get(reverse("letter", args=[action.letter_id])))
    assert "<strong>Ann Ash</strong>: corrected" in page


def test_markup_in_the_history_stays_text(client, action, ann):
    action.write_text(ann, "<script>alert(1)</script>")
    assert "<script>alert" not in text(history(client, action.partnership))


def test_a_new_partnership_s_history_says_so(client):
    partnership = make_partnership("Torbay")
    client.force_login(make_user(Role.CHAIR, partnership))
    make_letter(partnership)
    assert "1 January 2100" in text(history(client, partnership, since="1 January 2100"))
    assert "No change fits <strong>From: 1 January 2100</strong>." in text(
        history(client, partnership, since="1 January 2100")
    )
