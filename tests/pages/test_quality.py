"""The plan quality check: each check finds what it is for, and nothing else."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from actions.models import Action, Contributor, Update
from actions.quality import ACTION_CHECKS, findings_failing
from findings.models import Finding
from partnerships.models import Membership, Partnership, Role, User
from tests.makers import (
    make_action,
    make_agency,
    make_decision,
    make_difference,
    make_evidence,
    make_file,
    make_finding,
    make_invitation,
    make_letter,
    make_officer,
    make_partnership,
    make_update,
    make_user,
    make_written,
)

TODAY = timezone.localdate()


@pytest.fixture
def letter():
    return make_letter()


@pytest.fixture
def officer(letter):
    return make_officer(make_finding(letter).lead_agency, user=make_user(Role.VIEWER, letter.partnership))


@pytest.fixture
def sound(letter, officer):
    """An action that nothing is wrong with."""
    finding = letter.findings.get()
    finding.confirm_lead(None, finding.lead_agency)
    later = TODAY + dt.timedelta(days=60)
    plan = {"lead_officer": officer, "target_date": later, "measure_of_success": "Nine of ten."}
    action = make_written(finding, **plan)
    make_update(action, next_step="Train the next ten.")
    action.refresh_from_db()
    return action


@pytest.fixture
def manager(client, letter):
    user = make_user(partnership=letter.partnership)
    client.force_login(user)
    return user


def found(client, letter, **query):
    """What is found: names of the lines by the check's key."""
    page = client.get(reverse("plan_check", args=[letter.partnership_id]), query)
    assert page.status_code == 200
    return {result.check.key: [line.name.split()[0] for line in result.lines] for result, _ in page.context["found"]}


def words(page):
    return " ".join(page.content.decode().split())


def test_nothing_to_put_right_is_said(client, letter, manager, sound):
    assert found(client, letter) == {}
    assert "Nothing to put right: all 19 checks" in words(
        client.get(f"/partnerships/{letter.partnership_id}/plan-check/")
    )


LONG_AGO, SOON = TODAY - dt.timedelta(days=31), TODAY + dt.timedelta(days=3)


@pytest.mark.parametrize(
    ("values", "keys"),
    [
        ({"lead_officer": None}, ["no-officer"]),
        ({"measure_of_success": ""}, ["no-measure"]),
        ({"planned_start": TODAY + dt.timedelta(days=61)}, ["start-ahead", "dates"]),
        ({"planned_start": SOON}, ["start-ahead"]),
        ({"planned_start": SOON, "status": "not started"}, []),
        ({"planned_start": TODAY}, []),
        ({"target_date": dt.date(2018, 1, 1)}, ["dates"]),
        ({"last_update_at": timezone.now() - dt.timedelta(days=31)}, ["quiet"]),
        ({"last_update_at": timezone.now() - dt.timedelta(days=29)}, []),
        ({"last_update_at": None}, []),
        ({"last_update_at": None, "started_at": timezone.now() - dt.timedelta(days=31)}, ["quiet"]),
        ({"last_update_at": None, "planned_start": SOON, "status": "not started"}, []),
        ({"declared": "red"}, []),
        ({"status": "delivered"}, ["no-evidence"]),
        ({"status": "cancelled", "lead_officer": None}, ["no-action"]),
    ],
)
def test_an_action_s_gap_is_found(client, letter, manager, sound, values, keys):
    sound.change(None, **values)
    assert list(found(client, letter)) == keys


def test_no_target_date(client, letter, manager, sound):
    sound.change(None, target_date=None, original_target_date=None)
    letter.change(None, statement_sent_on=TODAY)
    assert found(client, letter) == {"no-date": ["A1.1"]}


def test_red_needs_a_next_step_in_its_latest_update(client, letter, manager, sound):
    make_update(sound, declared="red", next_step="")
    assert found(client, letter) == {"red": ["A1.1"]}
    sound.refresh_from_db()
    make_update(sound, declared="red", next_step="Hire a trainer.")
    assert found(client, letter) == {}


def test_next_step_that_the_former_lead_said_counts(client, letter, manager, sound):
    make_update(sound, declared="red", next_step="Hire a trainer.")
    sound.refresh_from_db()
    sound.change(None, lead_agency=make_agency(letter.partnership, "Probation Service", "probation"), lead_officer=None)
    assert "red" not in found(client, letter)


def test_next_step_counts_once_the_agency_stands_by_it(client, letter, manager, sound):
    make_update(sound, declared="red", next_step="")
    sound.refresh_from_db()
    make_update(sound, next_step="Hire a trainer.")
    Update.objects.filter(next_step="Hire a trainer.").update(cleared_at=None)
    assert found(client, letter) == {"red": ["A1.1"]}


def test_thirty_days_are_not_quiet_yet(client, letter, manager, sound):
    Action.objects.filter(pk=sound.pk).update(last_update_at=timezone.now() - dt.timedelta(days=30))
    assert found(client, letter) == {}


def test_delivered_with_evidence_is_sound(client, letter, manager, sound):
    make_evidence(sound)
    sound.deliver(None, "They are asked.")
    assert found(client, letter) == {}


def test_officer_who_left_or_cannot_be_reached(client, letter, manager, sound, officer):
    officer.change(None, left_on=TODAY)
    assert found(client, letter) == {"officer-left": ["A1.1"]}
    officer.change(None, left_on=None, user=None)
    assert found(client, letter) == {"no-email": ["A1.1"]}
    place = reverse("agency", args=[letter.partnership_id, officer.agency_id])
    assert f'href="{place}#officer-{officer.pk}"' in words(
        client.get(f"/partnerships/{letter.partnership_id}/plan-check/")
    )


def test_what_comes_back_to_an_agency_whose_place_was_taken_is_told(client, letter, manager, sound):
    make_evidence(sound)
    sound.deliver(None, "They are asked.")
    old = sound.lead_agency
    old.change(None, successor=make_agency(letter.partnership, "Regional force"), succeeded_on=TODAY)
    assert found(client, letter) == {}
    sound.ask_for_more_evidence(None, "An audit.")
    assert found(client, letter) == {"place-taken": ["A1.1"]}
    address = reverse("hand_over", args=[letter.partnership_id, old.pk])
    assert way_on(client, letter, "place-taken") == [address]
    client.post(address)
    assert "place-taken" not in found(client, letter)
    old.change(None, succeeded_on=TODAY + dt.timedelta(days=1))
    Action.objects.update(lead_agency=old)
    assert "place-taken" not in found(client, letter)


def test_officer_who_has_lost_access_cannot_be_reached(client, letter, manager, sound, officer):
    role = officer.user.memberships.get()
    role.end(None)
    assert found(client, letter) == {"no-email": ["A1.1"]}
    role = Membership(partnership=letter.partnership, user=officer.user, role=Role.VIEWER).enter(None)
    assert found(client, letter) == {}
    role.change(None, expires_on=TODAY - dt.timedelta(days=1))
    assert found(client, letter) == {"no-email": ["A1.1"]}
    invited = make_invitation(letter.partnership).user
    officer.change(None, user=invited)
    assert found(client, letter) == {"no-email": ["A1.1"]}
    make_user(Role.VIEWER, make_partnership("Torbay"), email="elsewhere@example.org")
    officer.change(None, user=User.objects.get(email="elsewhere@example.org"))
    assert found(client, letter) == {"no-email": ["A1.1"]}


def test_ending_the_last_role_tells_which_actions_are_in_their_name(client, letter, manager, sound, officer):
    make_written(letter.findings.get(), lead_officer=officer)
    make_written(letter.findings.get(), lead_officer=officer).cancel(None, "Twice.")
    address = reverse("end_role", args=[letter.partnership_id, officer.user.memberships.get().pk])
    page = words(client.get(address))
    assert f'filter-officer={officer.pk}">2 open actions</a>. Name somebody else on them' in page
    Membership(partnership=letter.partnership, user=officer.user, role=Role.SCRUTINEER).enter(None)
    assert "Name somebody else" not in words(client.get(address))


def test_contributor_without_a_name(client, letter, manager, sound):
    part = {"partnership": letter.partnership, "action": sound}
    Contributor(agency=sound.lead_agency, **part).enter(None)
    assert found(client, letter) == {}
    Contributor(agency=make_agency(letter.partnership, "Dorset CCG", "health"), **part).enter(None)
    assert found(client, letter) == {"no-person": ["A1.1"]}


def way_on(client, letter, key, **query):
    """Where the lines of one check lead."""
    found = client.get(reverse("plan_check", args=[letter.partnership_id]), query).context["found"]
    return next([line.put_right for line in lines] for result, lines in found if result.check.key == key)


def back_at(place, show=""):
    return "?" + urlencode({"next": f"/partnerships/{Partnership.objects.get().pk}/plan-check/{show}#{place}"})


def test_deputies_and_named_persons_who_left_are_found_too(client, letter, manager, sound, officer):
    sound.change(None, deputy=make_officer(officer.agency, "Dep Uty", left_on=TODAY))
    assert found(client, letter) == {"officer-left": ["A1.1"]}
    sound.change(None, deputy=None)
    nurse = make_officer(make_agency(letter.partnership, "Dorset CCG", "health"), "Nora Nurse", left_on=TODAY)
    part = {"partnership": letter.partnership, "action": sound, "agency": nurse.agency}
    part = Contributor(officer=nurse, **part).enter(None)
    assert found(client, letter) == {"person-left": ["A1.1"]}
    address = reverse("contributor", args=[part.pk])
    assert way_on(client, letter, "person-left") == [address + back_at("person-left")]
    nurse.change(None, left_on=TODAY + dt.timedelta(days=1))
    assert found(client, letter) == {}


def test_a_lead_officer_of_another_agency_is_told(client, letter, manager, sound, officer):
    health = make_agency(letter.partnership, "Dorset CCG", "health")
    sound.change(None, lead_agency=health)
    assert found(client, letter) == {"officer-elsewhere": ["A1.1"]}
    page = words(client.get(reverse("plan_check", args=[letter.partnership_id])))
    assert "Debbie Simpson is of Dorset Police, and Dorset CCG leads." in page
    assert way_on(client, letter, "officer-elsewhere") == [f"/actions/{sound.pk}/plan/{back_at('officer-elsewhere')}"]
    officer.change(None, agency=None)
    assert found(client, letter) == {}


def test_what_was_written_a_moment_ago_is_not_quiet(client, letter, manager, officer):
    action = make_action(make_finding(letter), lead_officer=officer)
    action.write_text(None, "Train every officer.")
    assert "quiet" not in found(client, letter)
    Action.objects.filter(pk=action.pk).update(written_at=timezone.now() - dt.timedelta(days=31))
    assert found(client, letter)["quiet"] == ["A2.1"]
    Action.objects.filter(pk=action.pk).update(written_at=None)
    assert found(client, letter)["quiet"] == ["A2.1"]


def test_lines_lead_to_forms_and_back_to_the_place_above_them(client, letter, manager):
    first, second = make_finding(letter), make_finding(letter)
    places = [back_at("no-action"), back_at(f"no-action-{first.pk}")]
    forms = [reverse("finding_add-action", args=[one.pk]) for one in (first, second)]
    assert way_on(client, letter, "no-action") == [form + place for form, place in zip(forms, places, strict=True)]
    shown = back_at(f"no-action-{first.pk}", "?show=no-action")
    assert way_on(client, letter, "no-action", show="no-action")[1] == forms[1] + shown
    page = words(client.get(reverse("plan_check", args=[letter.partnership_id])))
    assert f'id="no-action-{first.pk}"' in page
    client.force_login(make_user(Role.VIEWER, letter.partnership))
    assert way_on(client, letter, "no-action") == [f"/findings/{first.pk}/", f"/findings/{second.pk}/"]


def test_each_form_comes_back_to_where_it_was_opened(client, letter, manager):
    action = make_action(make_finding(letter))
    health = make_agency(letter.partnership, "Dorset CCG", "health")
    part = Contributor(partnership=letter.partnership, action=action, agency=health, part="Nurses.").enter(None)
    here = f"/partnerships/{letter.partnership_id}/plan-check/#draft"
    forms = {
        reverse("write_action", args=[action.pk]): {"text": "Train every officer.", "version": 1},
        reverse("plan", args=[action.pk]): {"measure_of_success": "Nine of ten.", "version": 2},
        reverse("contributor", args=[part.pk]): {"part": "Midwives.", "version": 1},
        reverse("end_contributor", args=[part.pk]): {},
        reverse("finding_add-action", args=[action.finding_id]): {"text": "More.", "lead_agency": health.pk},
        reverse("lead", args=[action.finding_id]): {"agency": health.pk, "version": 1},
    }
    for address, form in forms.items():
        if "end" not in address:
            assert words(client.get(address, {"next": here})).count(here) >= 2, address  # sent along, and to go back
        assert client.post(address, form | {"next": here}).url == here, address
        assert "elsewhere" not in client.post(address, form | {"next": "https://elsewhere.example/"}).url, address


def test_coming_back_the_message_does_not_pull_to_the_top(client, letter, manager):
    action = make_action(make_finding(letter))
    here = f"/partnerships/{letter.partnership_id}/plan-check/"
    form = {"text": "Train every officer.", "version": 1, "next": here}
    page = words(client.post(reverse("write_action", args=[action.pk]), form, follow=True))
    assert 'data-disable-auto-focus="true"' in page


def test_findings_without_lead_or_action_and_drafts(client, letter, manager, sound):
    make_finding(letter, lead_agency=None)
    make_action(make_finding(letter))
    assert found(client, letter) == {
        "no-action": ["A2"],
        "no-lead": ["A2"],
        "lead-suggested": ["A3"],
        "draft": ["A3.1"],
    }


def test_open_differences_lead_to_the_letter(client, letter, manager, sound):
    make_difference(make_file(letter))
    page = client.get(reverse("plan_check", args=[letter.partnership_id]))
    [(result, lines)] = page.context["found"]
    assert (result.check.key, lines[0].put_right) == ("differences", f"/letters/{letter.pk}/#differences")


def test_differences_and_suggested_leads_are_counted_as_on_the_home_page(client, letter, manager, sound):
    for number in range(2):
        make_difference(make_file(letter, name=f"{number}.txt", data=f"{number}".encode()))
    make_finding(letter)
    make_finding(letter, lead_agency=None)
    home = [row.name for group in client.get("/").context["errands"] for row in group.rows]
    assert home == [f"{letter}: 2 differences to decide", f"{letter}: 1 suggested lead to confirm"]
    page = words(client.get(reverse("plan_check", args=[letter.partnership_id])))
    for title in ("Differences between copies of a letter (2)", "Leads that are only suggested (1)"):
        assert title in page


def test_line_leads_where_it_is_put_right_by_who_may(client, letter, manager, sound):
    sound.change(None, lead_officer=None)
    plan, page = reverse("plan", args=[sound.pk]), reverse("plan_check", args=[letter.partnership_id])
    assert f'href="{plan}?next=' in words(client.get(page))
    client.force_login(make_user(Role.VIEWER, letter.partnership))
    viewed = words(client.get(page))
    assert plan not in viewed
    assert f'href="/actions/{sound.pk}/"' in viewed


def test_many_lines_are_cut_and_shown_on_request(client, letter, manager, sound):
    for _ in range(12):
        make_action(make_finding(letter))
    page = reverse("plan_check", args=[letter.partnership_id])
    lines = {result.check.key: len(shown) for result, shown in client.get(page).context["found"]}
    assert lines == {"lead-suggested": 10, "draft": 10}
    lines = {result.check.key: len(shown) for result, shown in client.get(page, {"show": "draft"}).context["found"]}
    assert lines == {"lead-suggested": 10, "draft": 12}


@pytest.mark.parametrize("check", ACTION_CHECKS, ids=lambda check: check.key)
def test_table_of_actions_is_narrowed_by_the_same_check(client, letter, manager, sound, check):
    for values in ({}, {"lead_officer": sound.lead_officer, "planned_start": SOON, "target_date": TODAY}):
        make_written(make_finding(letter), **values)
    make_action(make_finding(letter))
    page = client.get(reverse("plan_check", args=[letter.partnership_id]))
    expected = next((list(r.lines) for r, _ in page.context["found"] if r.check.key == check.key), [])
    shown = client.get("/actions/", {"filter-check": check.key}).context["table"].page.object_list
    assert [row.record.number for row in shown] == [line.name.split()[0] for line in expected]


def test_another_partnership_is_not_there(client, letter, sound):
    client.force_login(make_user(Role.BUSINESS_MANAGER, make_partnership("Torbay")))
    assert client.get(reverse("plan_check", args=[letter.partnership_id])).status_code == 404
    assert client.get("/actions/", {"filter-check": "no-date"}).context["table"].page.paginator.count == 0


def test_queries_do_not_grow(client, letter, manager, sound, django_assert_max_num_queries):
    for _ in range(8):
        action = make_written(make_finding(letter))
        Contributor(partnership=letter.partnership, action=action, agency=action.lead_agency).enter(None)
        make_action(make_finding(letter, lead_agency=None))
    with django_assert_max_num_queries(12):
        client.get(reverse("plan_check", args=[letter.partnership_id]))


def test_a_finding_that_needs_no_action_is_not_missed():
    finding = make_finding()
    missing = findings_failing(Finding.objects.all(), "no-action")
    assert list(missing) == [finding]
    make_decision(finding, no_action=True)
    assert not missing.all().exists()
