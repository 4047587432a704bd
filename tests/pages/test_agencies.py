"""The agencies of a partnership and their officers, seen by all of it, changed by its business manager."""

import datetime as dt

import pytest
from django.urls import reverse

from partnerships.models import Agency, Event, Officer, Role
from tests.makers import make_action, make_agency, make_finding, make_letter, make_officer, make_partnership, make_user

LEFT = dt.date(2018, 10, 1)


@pytest.fixture
def police(client, db):
    police = make_agency(make_partnership())
    client.force_login(make_user(partnership=police.partnership, name="Mia Manager"))
    return police


def words(answer):
    return " ".join(answer.content.decode().split())


def see(client, name, /, *args):
    return words(client.get(reverse(name, args=args)))


def send(client, name, /, *args, **form):
    return words(client.post(reverse(name, args=args), {"version": 1} | form, follow=True))


def add(client, police, **form):
    return send(client, "add_agency", police.partnership_id, **{"name": "Dorset ICB", "sector": "health"} | form)


def test_everyone_sees_agencies_officers_and_open_actions(client, police):
    make_officer(police)
    make_action(make_finding(make_letter(police.partnership)))
    client.force_login(make_user(Role.VIEWER, police.partnership))
    page = see(client, "agencies", police.partnership_id)
    for told in ("Dorset Police", "Debbie Simpson, accountable executive", "led by Dorset Police", "Count at once"):
        assert told in page
    assert "Add an agency" not in page
    page = see(client, "agency", police.partnership_id, police.pk)
    assert "Debbie Simpson, Chief Constable" in page
    assert "No e-mail yet" in page
    assert "Change" not in page.partition("<main")[2].partition("History")[0]


def test_an_agency_is_added_and_changed(client, police):
    assert "Dorset ICB is added." in add(client, police, clears_updates="on")
    icb = Agency.objects.get(name="Dorset ICB")
    assert icb.clears_updates
    took_over = {"successor": icb.pk, "succeeded_on": "1 July 2022"}
    args = (police.partnership_id, police.pk)
    said = send(client, "change_agency", *args, name="Dorset Constabulary", sector="police", **took_over)
    assert "Dorset Constabulary is saved." in said
    police.refresh_from_db()
    assert (police.name, police.successor, police.succeeded_on) == ("Dorset Constabulary", icb, dt.date(2022, 7, 1))
    assert Event.objects.about(police).first().actor_name == "Mia Manager"
    assert "It took the place of" in see(client, "agency", icb.partnership_id, icb.pk)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Enter the agency’s name."),
        ({"name": "dorset POLICE"}, "The partnership has an agency of this name."),
        ({"name": "n" * 301}, "Name: up to 300 characters."),
        ({"sector": "army"}, "Choose a sector from the list."),
        ({"sector": ""}, "Choose the sector."),
        ({"succeeded_on": "1 July 2022"}, "Choose the agency that took its place, or leave the day empty."),
        ({"succeeded_on": "soon"}, "write a day, a month and a year"),
        ({"successor": "0"}, "Choose an agency of this partnership."),
        ({"version": "x"}, "There is a problem"),
    ],
)
def test_wrong_input_adds_nothing(client, police, wrong, said):
    assert said in add(client, police, **wrong)
    assert Agency.objects.count() == 1


def test_a_successor_needs_its_day_and_is_never_foreign(client, police):
    foreign = make_agency(make_partnership("Torbay"), "Torbay Police")
    assert "write the day on which" in add(client, police, successor=police.pk)
    assert "Choose an agency of this partnership." in add(client, police, successor=foreign.pk)
    assert not Agency.objects.filter(name="Dorset ICB").exists()


def test_one_agency_stands_for_everyone(client, police):
    add(client, police, name="All", sector="partnership")
    assert "stands for everyone together already" in add(client, police, name="Everybody", sector="partnership")


def test_a_second_click_adds_once(client, police):
    add(client, police)
    add(client, police)
    assert Agency.objects.filter(name="Dorset ICB").count() == 1


def test_a_stale_change_is_refused_and_shows_both(client, police):
    police.change(make_user(None, name="Ann Ash"), name="Dorset Constabulary")
    args = (police.partnership_id, police.pk)
    said = send(client, "change_agency", *args, name="Dorset Force", sector="police")
    assert "Ann Ash changed this after you opened it." in said
    assert 'value="Dorset Force"' in said
    form = {"name": "Dorset Force", "sector": "police", "version": 2, "opened": 1, "keep_name": "mine"}
    assert "Dorset Force is saved." in send(client, "change_agency", *args, **form)


def officer_form(police, **form):
    return {"name": "Kim Jones", "job_title": "Inspector", "agency": police.pk} | form


def test_an_officer_is_added_tied_and_leaves(client, police):
    kim = make_user(Role.CONTRIBUTOR, police.partnership, agency=police, name="Kim Jones", email="kim@example.org")
    added = send(client, "add_officer", police.partnership_id, police.pk, **officer_form(police))
    assert "Kim Jones is added." in added
    assert "No e-mail yet" in added
    officer = Officer.objects.get()
    change = ("change_officer", police.partnership_id, officer.pk)
    assert "Signs in as" in send(client, *change, **officer_form(police, user=kim.pk))
    officer.refresh_from_db()
    assert officer.user == kim
    assert "Left on 1 October 2018" in send(
        client, *change, **officer_form(police, user=kim.pk, left_on="1/10/2018", version=officer.version)
    )


def test_whom_an_officer_is_has_to_be_of_the_partnership(client, police):
    stranger = make_user(partnership=make_partnership("Torbay"), name="Tor Stranger")
    args = (police.partnership_id, police.pk)
    said = send(client, "add_officer", *args, **officer_form(police, user=stranger.pk))
    assert "Choose a person of this partnership." in said
    assert "Stranger" not in said
    assert not Officer.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Enter the officer’s name."),
        ({"agency": ""}, "Choose the agency."),
        ({"agency": "0"}, "Choose an agency of this partnership."),
        ({"accountable_executive": "on", "never_owner": "on"}, "cannot be the accountable executive."),
        ({"left_on": "yesterday"}, "write a day, a month and a year"),
        ({"job_title": "j" * 301}, "Job title: up to 300 characters."),
    ],
)
def test_a_wrong_officer_is_not_added(client, police, wrong, said):
    assert said in send(client, "add_officer", police.partnership_id, police.pk, **officer_form(police, **wrong))
    assert not Officer.objects.exists()


def test_a_second_click_adds_one_officer(client, police):
    for _ in range(2):
        send(client, "add_officer", police.partnership_id, police.pk, **officer_form(police))
    assert Officer.objects.count() == 1


def test_who_has_left_and_still_has_open_actions_is_told_with_a_way_to_hand_them_over(client, police):
    officer = make_officer(police, left_on=LEFT)
    action = make_action(make_finding(make_letter(police.partnership)), lead_officer=officer)
    done = make_action(action.finding, lead_officer=officer)
    done.cancel(None, "Done elsewhere.")
    listed = see(client, "agencies", police.partnership_id)
    assert "Debbie Simpson</a> left on 1 October 2018: leads 1 open action<" in listed
    page = see(client, "agency", police.partnership_id, police.pk)
    address = f"{reverse('change_actions')}?action={action.pk}"
    assert f'href="{address}"' in page
    assert "Change 1 action" in words(client.get(address))
    client.force_login(make_user(Role.VIEWER, police.partnership))
    assert address not in see(client, "agency", police.partnership_id, police.pk)


def test_who_may_change_nothing(client, police):
    officer = make_officer(police)
    here = police.partnership_id
    addresses = [
        reverse("add_agency", args=[here]),
        reverse("change_agency", args=[here, police.pk]),
        reverse("add_officer", args=[here, police.pk]),
        reverse("change_officer", args=[here, officer.pk]),
    ]
    people = ((make_user(Role.AGENCY_LEAD, police.partnership, agency=police), 403), (make_user(None), 404))
    for user, status in people:
        client.force_login(user)
        assert [client.post(address, {"version": 1}).status_code for address in addresses] == [status] * 4
    assert client.get(reverse("agencies", args=[here])).status_code == 404
    assert client.get(reverse("agency", args=[here, police.pk])).status_code == 404


def test_another_partnership_s_agency_and_officer_are_not_there(client, police):
    foreign = make_officer(make_agency(make_partnership("Torbay"), "Torbay Police"))
    here = police.partnership_id
    for name, key in (
        ("agency", foreign.agency_id),
        ("change_agency", foreign.agency_id),
        ("add_officer", foreign.agency_id),
        ("change_officer", foreign.pk),
    ):
        assert client.get(reverse(name, args=[here, key])).status_code == 404


def test_pages_cost_the_same_whatever_their_rows(client, police, django_assert_max_num_queries):
    letter = make_letter(police.partnership)
    for _ in range(2):
        for number in range(4):
            officer = make_officer(police, f"Officer {number}", left_on=LEFT)
            make_action(make_finding(letter), lead_officer=officer)
            make_agency(police.partnership, f"Agency {Agency.objects.count()}", "health")
        for name, args in (("agencies", ()), ("agency", (police.pk,))):
            with django_assert_max_num_queries(14):
                client.get(reverse(name, args=[police.partnership_id, *args]))
