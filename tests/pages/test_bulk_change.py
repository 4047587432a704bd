"""Changing many actions at once, from the table over a page that says what will change."""

import datetime as dt

import pytest

from actions.models import Action, Status
from partnerships.models import Event, Role
from tests.makers import (
    make_action,
    make_administrator,
    make_agency,
    make_finding,
    make_letter,
    make_officer,
    make_partnership,
    make_user,
    make_written,
)

ADDRESS = "/actions/change/"
DAY = dt.date(2030, 5, 2)


@pytest.fixture
def letter(client):
    letter = make_letter()
    client.force_login(make_user(Role.BUSINESS_MANAGER, letter.partnership, name="Kim Jones"))
    return letter


def words(answer):
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def asked(actions, **values):
    return {"action": [action.pk for action in actions], "back": "filter-due=overdue", **values}


def confirmed(actions, **values):
    return asked(actions, version=[f"{a.pk}:{a.version}" for a in actions], confirmed="yes", **values)


def test_table_offers_it_to_who_may_plan(client, letter):
    action = make_written(make_finding(letter))
    assert "Change the chosen actions" in words(client.get("/actions/"))
    client.force_login(make_user(Role.AGENCY_LEAD, letter.partnership))
    assert "Change the chosen actions" not in words(client.get("/actions/"))
    assert client.get(ADDRESS, asked([action])).status_code == 403
    assert client.post(ADDRESS, confirmed([action], status="start")).status_code == 403
    action.refresh_from_db()
    assert action.status == Status.NOT_STARTED


def test_what_will_change_is_listed_before_it_changes(client, letter):
    officer = make_officer(make_agency(letter.partnership))
    one, two = make_written(make_finding(letter)), make_written(make_finding(letter))
    values = {"lead_officer": officer.pk, "planned_start": "1 May 2030", "target_date": "02/05/2030", "status": "start"}
    page = words(client.post(ADDRESS, asked([one, two], **values)))
    for said in ("Lead officer: Debbie Simpson", "Planned start: 1 May 2030", "Target date: 2 May 2030", "in progress"):
        assert page.count(said) == 2, said
    assert not Action.objects.exclude(lead_officer=None).exists()


def test_confirmed_it_changes_with_its_history(client, letter):
    officer = make_officer(make_agency(letter.partnership))
    one, two = make_written(make_finding(letter)), make_written(make_finding(letter))
    values = {"lead_officer": officer.pk, "target_date": "2 May 2030", "status": "start"}
    answer = client.post(ADDRESS, confirmed([one, two], **values))
    assert answer.url == "/actions/?filter-due=overdue"
    for action in Action.objects.all():
        assert (action.lead_officer, action.target_date, action.original_target_date) == (officer, DAY, DAY)
        assert action.status == Status.IN_PROGRESS
        told = Event.objects.about(action)
        assert [(event.verb, event.actor_name) for event in told][:2] == [
            ("began work", "Kim Jones"),
            ("planned", "Kim Jones"),
        ]
    assert "2 actions are changed." in words(client.get("/actions/"))
    assert "began work" in words(client.get(f"/actions/{one.pk}/"))


def test_second_click_changes_nothing_more(client, letter):
    action = make_written(make_finding(letter))
    form = confirmed([action], target_date="2 May 2030")
    client.post(ADDRESS, form)
    before = Event.objects.count()
    client.post(ADDRESS, form)
    assert Event.objects.count() == before
    assert "Nothing was left to change." in words(client.get("/actions/"))


def test_row_that_someone_changed_meanwhile_stays(client, letter):
    mine, theirs = make_written(make_finding(letter)), make_written(make_finding(letter))
    form = confirmed([mine, theirs], target_date="2 May 2030")
    Action.objects.get(pk=theirs.pk).write_text(None, "Something else.")
    page = words(client.post(ADDRESS, form))
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.target_date, theirs.target_date, theirs.text) == (DAY, None, "Something else.")
    assert "1 action is changed." in page
    assert "Someone else changed A2.1 meanwhile" in page
    assert "The program: What will be done is now “Something else.”" in page
    assert f'name="version" value="{theirs.pk}:{theirs.version}"' in page
    assert f'name="action" value="{mine.pk}"' not in page
    client.post(ADDRESS, confirmed([theirs], target_date="2 May 2030"))
    theirs.refresh_from_db()
    assert (theirs.target_date, theirs.text) == (DAY, "Something else.")


def test_what_stands_now_is_told_beside_what_is_asked_for(client, letter):
    action = make_written(make_finding(letter), planned_start=dt.date(2030, 4, 1))
    page = words(client.post(ADDRESS, asked([action], planned_start="2 April 2030")))
    assert "Planned start: 2 April 2030 (now 1 April 2030)" in page


def test_a_form_without_versions_changes_nothing(client, letter):
    action = make_written(make_finding(letter))
    for versions in ([], ["x"], [f"{action.pk}:"], ["1:1:1"]):
        client.post(ADDRESS, asked([action], confirmed="yes", status="start", version=versions))
        action.refresh_from_db()
        assert action.status == Status.NOT_STARTED


def test_an_agreed_date_stays_and_the_rest_is_changed(client, letter):
    dated = make_written(make_finding(letter), target_date=dt.date(2029, 1, 1))
    form = {"target_date": "2 May 2030", "planned_start": "1 April 2028"}
    page = words(client.post(ADDRESS, asked([dated], **form)))
    assert "Planned start: 1 April 2028" in page
    assert "Target date: stays 1 January 2029. To ask for another, give the reason." in page
    client.post(ADDRESS, asked([dated], confirmed="yes", version=f"{dated.pk}:{dated.version}", **form))
    dated.refresh_from_db()
    assert (dated.planned_start, dated.target_date) == (dt.date(2028, 4, 1), dt.date(2029, 1, 1))


def test_the_lead_agency_of_several_is_changed(client, letter):
    actions = [make_written(make_finding(letter)), make_written(make_finding(letter))]
    icb = make_agency(letter.partnership, "NHS Dorset ICB", "health")
    assert "Lead agency: NHS Dorset ICB (now Dorset Police)" in words(
        client.post(ADDRESS, asked(actions, lead_agency=icb.pk))
    )
    client.post(ADDRESS, confirmed(actions, lead_agency=icb.pk))
    assert set(Action.objects.values_list("lead_agency__name", flat=True)) == {"NHS Dorset ICB"}
    foreign = make_agency(make_partnership("Torbay"), "Torbay Council", "local authority")
    assert "choose one from the list" in words(client.post(ADDRESS, asked(actions, lead_agency=foreign.pk)))


def test_why_one_stays_as_it_is(client, letter):
    draft = make_action(make_finding(letter))
    dated = make_written(make_finding(letter), target_date=dt.date(2029, 1, 1))
    closed = make_written(make_finding(letter))
    closed.cancel(None, "Twice the same.")
    same = make_written(make_finding(letter), target_date=DAY)
    same.start(None)
    form = {"target_date": "2 May 2030", "status": "start"}
    page = words(client.post(ADDRESS, asked([draft, dated, closed, same], **form)))
    for said in ("so it cannot start", "To ask for another", "It is cancelled.", "It is so already."):
        assert said in page
    client.post(ADDRESS, confirmed([draft, dated, closed, same], **form))
    assert list(Action.objects.filter(target_date=DAY)) == [same]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "Choose at least one thing to change."),
        ({"target_date": "31 February"}, "Target date: write a day, a month and a year"),
        (
            {"planned_start": "3 May 2030", "target_date": "2 May 2030"},
            "Planned start: choose a day up to 2 May 2030, the target date.",
        ),
        ({"lead_officer": "x"}, "Choose an officer of this partnership."),
        ({"lead_officer": "9" * 25}, "Choose an officer of this partnership."),
    ],
)
def test_wrong_input_is_told_and_kept(client, letter, values, said):
    action = make_written(make_finding(letter))
    page = words(client.post(ADDRESS, confirmed([action], **values)))
    assert said in page
    assert values.get("planned_start", "") in page
    action.refresh_from_db()
    assert action.version == 1


def test_officer_of_another_partnership_is_no_choice(client, letter):
    foreign = make_officer(make_agency(make_partnership("Torbay"), "Torbay Police"), "Jim Colwell")
    action = make_written(make_finding(letter))
    assert "Jim Colwell" not in words(client.get(ADDRESS, asked([action])))
    assert "Choose an officer of this partnership." in words(
        client.post(ADDRESS, confirmed([action], lead_officer=foreign.pk))
    )


@pytest.mark.parametrize("key", ["x", "-1", "9" * 25, "²", "999999"])
def test_what_is_not_there_is_404(client, letter, key):
    assert client.get(ADDRESS, {"action": key}).status_code == 404


def test_another_partnerships_action_is_not_there(client, letter):
    own = make_written(make_finding(letter))
    foreign = make_written(make_finding(make_letter(make_partnership("Torbay"))))
    assert client.get(ADDRESS, asked([own, foreign])).status_code == 404
    assert client.post(ADDRESS, confirmed([own, foreign], status="start")).status_code == 404
    assert not Action.objects.exclude(status=Status.NOT_STARTED).exists()


def test_nothing_chosen_is_said(client, letter):
    answer = client.get(ADDRESS, {"back": "sort=number"}, follow=True)
    assert answer.redirect_chain == [("/actions/?sort=number", 302)]
    assert "Choose at least one action" in words(answer)


def test_one_area_at_a_time(client, letter):
    client.force_login(make_administrator())
    actions = [make_written(make_finding(each)) for each in (letter, make_letter(make_partnership("Torbay")))]
    assert "one area at a time" in words(client.get(ADDRESS, asked(actions), follow=True))


def test_the_way_back_is_always_the_table(client, letter):
    action = make_written(make_finding(letter))
    form = confirmed([action], status="start") | {"back": "//elsewhere.example/\r\nX: y"}
    assert client.post(ADDRESS, form).url.startswith("/actions/?")
