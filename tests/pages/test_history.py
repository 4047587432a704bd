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
    for stamp in ("Cleared at", "Cleared by", "Last update at", "by: Ann Ash"):
        assert stamp not in page
    assert "Lead confirmed by: from Ann Ash to Max Manager" in page
    assert "to 1 September 2018, 10:30" in page


def test_changes_stand_in_words_with_a_link_to_the_thing(client, action, ann):
    action.write_text(ann, "Train everyone.")
    page = text(history(client, action.partnership))
    assert "<strong>Ann Ash</strong> wrote what will be done" in page
    assert "What will be done: from “Train every officer in the use of the tool.” to “Train everyone.”" in page
    assert f'href="{reverse("action", args=[action.pk])}"' in page


def test_recorded_progress_is_told_once_and_the_file_has_all_of_it(client, action, ann):
    make_update(action, author=ann, declared="amber")
    answer = history(client, action.partnership, who="Ann Ash")
    assert entries(answer) == [("Ann Ash", "recorded progress")]
    assert "1 change<" in text(answer)
    assert "On track: Amber" in text(answer)
    told = rows(history(client, action.partnership, "history_csv", who="Ann Ash"))
    steps = {"recorded an update", "cleared an update", "brought the action up to date"}
    assert {line[3] for line in told[5:]} == steps
    page = text(client.get(reverse("action", args=[action.pk])))
    assert page[page.index("What happened") :].count("Ann Ash") == 1


def test_clearing_what_another_recorded_is_told(client, action, ann):
    make_update(action, draft=True, author=ann).clear(make_user(None, name="Lea Lead"))
    told = entries(history(client, action.partnership, per_page=100))
    assert [one for one in told if one[0] in ("Ann Ash", "Lea Lead")] == [
        ("Lea Lead", "cleared update"),
        ("Ann Ash", "recorded draft"),
    ]


def test_one_short_change_is_told_in_a_sentence(client, action, ann):
    first, second = dt.date(2018, 9, 1), dt.date(2018, 10, 1)
    officer = make_officer(action.lead_agency)
    steps = (
        ({"target_date": first}, "set the target date to 1 September 2018"),
        ({"target_date": second}, "changed the target date from 1 September 2018 to 1 October 2018"),
        ({"measure_of_success": "Nine of ten."}, "set the measure of success to “Nine of ten.”"),
        ({"measure_of_success": ""}, "took out the measure of success “Nine of ten.”"),
        ({"lead_officer": officer}, "set the lead officer to Debbie Simpson, Chief Constable"),
    )
    action.original_target_date = first
    action.change(None, "corrected", original_target_date=first)
    for values, words in steps:
        action.change(ann, "planned", **values)
        for page in (history(client, action.partnership), client.get(reverse("action", args=[action.pk]))):
            assert f"<strong>Ann Ash</strong> {words}</p>" in text(page), words


def test_several_changes_and_long_ones_are_told_below(client, action, ann):
    action.change(ann, "planned", planned_start=dt.date(2018, 8, 1), measure_of_success="Nine.")
    page = text(history(client, action.partnership))
    assert "<strong>Ann Ash</strong> planned who does it and by when</p>" in page
    for line in ("Planned start: 1 August 2018</p>", "Measure of success: “Nine.”</p>"):
        assert line in page
    action.change(ann, "planned", measure_of_success="Nine of ten. " * 10)
    assert "Measure of success: from “Nine.” to “Nine of ten." in text(history(client, action.partnership))


def test_a_verb_that_has_no_words_yet_is_told_as_it_stands(client, action, ann):
    action.change(ann, "turned over", planned_start=dt.date(2018, 8, 1))
    assert "<strong>Ann Ash</strong> turned over</p>" in text(history(client, action.partnership))
    assert "turned over" in [
        words for _, words in history(client, action.partnership).context["form"].fields["verb"].choices
    ]


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
        *("Ann Ash", "wrote what will be done", "Action", str(action), "What will be done"),
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
    assert "<strong>Ann Ash</strong> changed the theme from “child exploitation” to “neglect”" in page


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
