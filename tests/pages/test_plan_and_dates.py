import datetime as dt

import pytest
from django.urls import reverse

from actions.models import Action, DateChange
from partnerships.models import Role
from tests.makers import (
    make_agency,
    make_officer,
    make_partnership,
    make_user,
    make_written,
)

FIRST, LATER = dt.date(2018, 10, 1), dt.date(2018, 12, 3)
WISH = {"wanted": "3 December 2018", "reason": "The trainer fell ill."}


@pytest.fixture
def action(client):
    action = make_written(target_date=FIRST)
    client.force_login(make_user(Role.AGENCY_LEAD, action.partnership, agency=action.lead_agency, name="Lea Lead"))
    return action


def send(client, page, record, **form):
    answer = client.post(reverse(page, args=[record.pk]), {"version": record.version} | form, follow=True)
    record.refresh_from_db()
    return " ".join(answer.content.decode().split())


def test_plan_says_who_and_when(client, action):
    officer = make_officer(action.lead_agency, "Ann Ash", job_title="Inspector")
    form = {"lead_officer": officer.pk, "planned_start": "1/9/2018", "measure_of_success": "Nine of ten."}
    page = send(client, "plan", action, **form)
    assert "The plan of A1.1 is saved." in page
    for words in ("Ann Ash, Inspector", "1 September 2018", "Nine of ten."):
        assert words in page


def test_first_target_date_is_set_in_the_plan_and_later_ones_are_asked_for(client, action):
    action.change(None, target_date=None)
    undated = make_written(action.finding)
    send(client, "plan", undated, target_date="1 October 2018")
    assert undated.original_target_date == undated.target_date == FIRST
    send(client, "plan", undated, target_date="3 December 2018")
    assert undated.target_date == FIRST


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"planned_start": "2 October 2018"}, "Planned start: choose a day up to 1 October 2018"),
        ({"planned_start": "soon"}, "write a day, a month and a year"),
        ({"planned_start": "1/1/0001"}, "Planned start: choose a day from 2000 to"),
        ({"lead_officer": "999"}, "Choose an officer of this partnership."),
    ],
)
def test_wrong_plan_is_told(client, action, form, told):
    assert told in send(client, "plan", action, **form)


def test_officers_of_another_partnership_and_those_who_left_are_not_offered(client, action):
    foreign = make_officer(make_agency(make_partnership("Torbay"), "Devon Police"), "Tor Bay")
    gone = make_officer(action.lead_agency, "Gone Away", left_on=FIRST)
    page = client.get(reverse("plan", args=[action.pk])).content.decode()
    assert "Tor Bay" not in page
    assert "Gone Away" not in page
    for officer in (foreign, gone):
        send(client, "plan", action, lead_officer=officer.pk)
        assert action.lead_officer is None


def test_stale_plan_is_refused_and_kept(client, action):
    version = action.version
    action.change(None, measure_of_success="Eight of ten.")
    page = send(client, "plan", action, version=version, measure_of_success="Nine of ten.")
    assert "“Eight of ten.”" in page
    assert "Nine of ten.</textarea>" in page
    assert action.measure_of_success == "Eight of ten."


def test_later_date_waits_until_someone_else_agrees(client, action):
    page = send(client, "later_date", action, **WISH)
    assert "It waits for an answer." in page
    assert "Agree to the date" not in page
    assert action.target_date == FIRST
    change = DateChange.objects.get()
    client.force_login(make_user(Role.CHAIR, action.partnership, name="Cher Chair"))
    assert "Agree to the date" in client.get(reverse("action", args=[action.pk])).content.decode()
    page = send(client, "agree_date", change)
    action.refresh_from_db()
    assert (action.target_date, action.original_target_date) == (LATER, FIRST)
    assert "moved by 63 days: first agreed for 1 October 2018" in page
    assert "<strong>Cher Chair</strong> agreed to the target date 3 December 2018" in page


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"wanted": "1 October 2018"}, "Ask for another day than 1 October 2018"),
        ({"wanted": "31 June 2018"}, "New target date: there is no 31 June 2018."),
        ({"wanted": "1 March 2999"}, "New target date: choose a day from 2000 to"),
        ({"reason": " "}, "Give the reason."),
    ],
)
def test_wrong_wish_is_told_and_kept(client, action, form, told):
    assert told in send(client, "later_date", action, **WISH | form)
    assert not DateChange.objects.exists()


def test_a_date_that_was_set_too_late_is_put_right(client, action):
    Action.objects.filter(pk=action.pk).update(target_date=dt.date(2036, 11, 16), original_target_date="2036-11-16")
    send(client, "later_date", action, **WISH | {"reason": "2036 was typed instead of 2018."})
    client.force_login(make_user(Role.CHAIR, action.partnership))
    page = send(client, "agree_date", DateChange.objects.get())
    action.refresh_from_db()
    assert (action.target_date, action.original_target_date) == (LATER, dt.date(2036, 11, 16))
    assert "first agreed for 16 November 2036" in page
    assert "moved by" not in page


def test_no_date_before_the_planned_start_is_asked_for(client, action):
    action.change(None, planned_start=dt.date(2018, 9, 3))
    page = send(client, "later_date", action, **WISH | {"wanted": "2 September 2018"})
    assert "Ask for 3 September 2018, the planned start, or a day after it." in page
    assert not DateChange.objects.exists()
    assert "It waits for an answer." in send(client, "later_date", action, **WISH | {"wanted": "3 September 2018"})


def test_action_without_a_target_date_is_sent_to_its_plan(client, action):
    assert "The first one is set in the plan" in send(client, "later_date", make_written(action.finding), **WISH)


def test_plan_of_an_action_that_was_closed_meanwhile_is_given_back(client, action):
    officer = make_officer(action.lead_agency, "Ann Ash", job_title="Inspector")
    version = action.version
    action.cancel(None, "Not needed.")
    form = {"lead_officer": officer.pk, "planned_start": "1/9/2018", "measure_of_success": "Nine of ten."}
    page = send(client, "plan", action, version=version, **form)
    for words in ("A1.1 is closed", "Lead officer: “Ann Ash, Inspector”", "“1 September 2018”", "“Nine of ten.”"):
        assert words in page
    assert "What you wrote" not in client.get(reverse("plan", args=[action.pk]), follow=True).content.decode()
    assert action.measure_of_success == ""
