"""Changing many at once keeps the plan's own rules, asks for new dates, cancels; and warns of what is allowed."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actions.models import Action, DateChange, Status
from partnerships.models import Event, Look, Role
from tests.makers import (
    make_agency,
    make_date_change,
    make_finding,
    make_letter,
    make_officer,
    make_user,
    make_written,
)
from tests.pages.test_bulk_change import ADDRESS, DAY, asked, confirmed, words

AGREED = dt.date(2029, 1, 1)
LATER = {"target_date": "2 May 2030", "reason": "The trainer fell ill."}


@pytest.fixture
def manager(client):
    letter = make_letter()
    manager = make_user(Role.BUSINESS_MANAGER, letter.partnership, name="Kim Jones")
    client.force_login(manager)
    return manager


@pytest.fixture
def written(manager):
    """`written(2)`: as many written actions, each under a finding of its own."""
    letter = manager.memberships.get().partnership.letters.get()
    return lambda number, **values: [make_written(make_finding(letter), **values) for _ in range(number)]


def test_a_planned_start_after_the_agreed_date_is_not_saved(client, written):
    late, fine = written(1, target_date=AGREED) + written(1)
    form = {"planned_start": "2 January 2029"}
    assert "Planned start: choose a day up to 1 January 2029" in words(
        client.post(ADDRESS, asked([late, fine], **form))
    )
    client.post(ADDRESS, confirmed([late, fine], **form))
    assert list(Action.objects.exclude(planned_start=None)) == [fine]


def test_a_target_date_before_the_planned_start_is_not_saved(client, written):
    [action] = written(1, planned_start=dt.date(2030, 6, 1))
    form = {"target_date": "2 May 2030"}
    assert "choose a day up to 2 May 2030" in words(client.post(ADDRESS, asked([action], **form)))
    client.post(ADDRESS, confirmed([action], **form))
    assert not Action.objects.exclude(target_date=None).exists()


def test_dates_that_are_wrong_already_do_not_hold_up_a_lead_officer(client, written):
    [action] = written(1, planned_start=DAY, target_date=AGREED)
    officer = make_officer(action.lead_agency)
    client.post(ADDRESS, confirmed([action], lead_officer=officer.pk))
    action.refresh_from_db()
    assert action.lead_officer == officer


def test_the_deputy_does_not_become_the_lead_officer_as_well(client, written):
    [action] = written(1)
    officer = make_officer(action.lead_agency)
    action.change(None, deputy=officer)
    page = words(client.post(ADDRESS, confirmed([action], lead_officer=officer.pk), follow=True))
    assert "Nothing was left to change." in page
    assert "Debbie Simpson cannot be both" in words(client.post(ADDRESS, asked([action], lead_officer=officer.pk)))


def test_who_never_owns_is_not_offered(client, written):
    [action] = written(1)
    officer = make_officer(action.lead_agency, "Com Missioner", accountable_executive=False, never_owner=True)
    assert "Com Missioner" not in words(client.get(ADDRESS, asked([action])))
    page = words(client.post(ADDRESS, confirmed([action], lead_officer=officer.pk)))
    assert "Choose an officer of this partnership." in page


def test_an_officer_of_another_agency_is_told_of_each_action_and_allowed(client, written):
    theirs, own = written(2)
    health = make_agency(theirs.partnership, "Dorset CCG", "health")
    nurse = make_officer(health, "Nora Nurse")
    own.change(None, lead_agency=health)
    page = words(client.post(ADDRESS, asked([theirs, own], lead_officer=nurse.pk)))
    assert page.count("Nora Nurse is of Dorset CCG, and Dorset Police leads.") == 1
    client.post(ADDRESS, confirmed([theirs, own], lead_officer=nurse.pk))
    assert set(Action.objects.values_list("lead_officer__name", flat=True)) == {"Nora Nurse"}
    page = words(client.post(ADDRESS, asked([own], lead_agency=theirs.lead_agency_id)))
    assert "Nora Nurse is of Dorset CCG, and Dorset Police leads." in page


def test_later_dates_are_asked_for_together_with_one_reason(client, written, manager):
    first, second = written(2, target_date=AGREED)
    [undated] = written(1)
    page = words(client.post(ADDRESS, asked([first, second, undated], **LATER)))
    assert page.count("Target date: 2 May 2030 is asked for (now 1 January 2029)") == 2
    assert "Reason: “The trainer fell ill.”" in page
    form = confirmed([first, second, undated], **LATER)
    client.post(ADDRESS, form)
    waiting = DateChange.objects.open().values_list("action", "was", "wanted", "reason", "asked_by__name")
    told = (AGREED, DAY, "The trainer fell ill.", "Kim Jones")
    assert set(waiting) == {(first.pk, *told), (second.pk, *told)}
    assert list(Action.objects.filter(target_date=DAY)) == [undated]
    events = Event.objects.count()
    client.post(ADDRESS, form)
    assert Event.objects.count() == events
    change = DateChange.objects.first()
    assert client.post(f"/dates/{change.pk}/agree/").status_code == 403  # nobody agrees to their own
    client.force_login(make_user(Role.CHAIR, manager.memberships.get().partnership))
    client.post(f"/dates/{change.pk}/agree/")
    change.action.refresh_from_db()
    assert change.action.target_date == DAY


def test_a_date_before_the_planned_start_and_one_that_somebody_asked_for_stay(client, written):
    theirs, mine = written(2, target_date=AGREED)
    make_date_change(theirs, wanted=dt.date(2029, 6, 1), asked_by=make_user(None, name="Lea Lead"))
    page = words(client.post(ADDRESS, asked([theirs, mine], **LATER)))
    assert "Lea Lead has asked for 1 June 2029, which waits for an answer." in page
    mine.change(None, planned_start=dt.date(2028, 6, 1))
    page = words(client.post(ADDRESS, asked([mine], target_date="31 May 2028", reason="Sooner.")))
    assert "31 May 2028 is before the planned start." in page
    assert "Change them" not in page
    page = words(client.post(ADDRESS, asked([mine], target_date="1 June 2028", reason="Sooner.")))
    assert "Target date: 1 June 2028 is asked for (now 1 January 2029)" in page
    client.post(ADDRESS, confirmed([theirs, mine], **LATER))
    assert DateChange.objects.open().filter(action=mine).exists()
    assert DateChange.objects.count() == 2


def test_many_are_cancelled_with_one_reason(client, written):
    first, second = written(2)
    form = {"status": "cancel", "reason": "The new service does it."}
    assert words(client.post(ADDRESS, asked([first, second], **form))).count("Status: cancelled") == 2
    client.post(ADDRESS, confirmed([first, second], **form))
    told = set(Action.objects.values_list("status", "reason"))
    assert told == {(Status.CANCELLED, "The new service does it.")}
    assert Event.objects.about(first).first().verb == "cancelled"
    page = words(client.post(ADDRESS, confirmed([first, second], **form), follow=True))
    assert "Nothing was left to change." in page


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"status": "cancel"}, "Reason: say why they are cancelled."),
        ({"status": "cancel", "reason": "No.", "planned_start": "1 May 2030"}, "cancel them on their own"),
        ({"status": "assured"}, "Status: choose one from the list."),
        ({"reason": "Why not."}, "Choose at least one thing to change."),
        ({"status": "start", "reason": "x" * 1501}, "at most 1500 characters"),
    ],
)
def test_what_does_not_go_is_told_and_kept(client, written, form, said):
    page = words(client.post(ADDRESS, confirmed(written(1), **form)))
    assert said in page
    assert form.get("reason", "") in page
    assert set(Action.objects.values_list("status", flat=True)) == {Status.NOT_STARTED}


def test_from_what_will_change_one_goes_back_with_what_was_chosen(client, written):
    [action] = written(1)
    form = {"planned_start": "1 May 2030", "status": "start"}
    assert "Choose something else" in words(client.post(ADDRESS, asked([action], **form)))
    page = words(client.post(ADDRESS, confirmed([action], **form, again="yes")))
    assert "Look at what will change" in page
    assert 'value="1 May 2030"' in page
    assert '<option value="start" selected>' in page
    assert "There is a problem" not in page
    action.refresh_from_db()
    assert action.planned_start is None


def test_pages_of_many_cost_the_same_as_of_few(client, written):
    """The one that shows what will change, and the one for what somebody else changed meanwhile."""
    officer = make_officer(written(1)[0].lead_agency)
    costs = []
    for number in (2, 12):
        actions = written(number, target_date=AGREED, lead_officer=officer)
        for action in actions:
            make_date_change(action)
        form = {"planned_start": "1 May 2028", **LATER}
        stale = confirmed(actions, **form)
        for action in actions:
            Action.objects.get(pk=action.pk).write_text(None, "Something else.")
        for sent in (asked(actions, **form), stale):
            with CaptureQueriesContext(connection) as told:
                assert "What will change" in words(client.post(ADDRESS, sent))
            costs.append(len(told))
    assert costs[:2] == costs[2:]
    assert max(costs) <= 15


def test_who_looked_at_actions_to_change_is_noted(client, written):
    actions = written(2)
    for page in (client.get(ADDRESS, asked(actions)), client.post(ADDRESS, asked(actions, status="start"))):
        assert page.status_code == 200
        look = Look.objects.latest("pk")
        assert (look.subject_name, look.rows) == ("Actions to change", 2)
    assert Look.objects.count() == 2
