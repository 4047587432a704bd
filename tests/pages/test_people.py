"""The list of people, its filters and its file."""

import csv
import datetime as dt
import io

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Membership, Role, User
from tests.makers import make_agency, make_invitation, make_officer, make_partnership, make_user

DAYS = dt.timedelta(days=1)


@pytest.fixture
def dorset(client, db):
    partnership = make_partnership()
    client.force_login(make_user(partnership=partnership, name="Mia Manager"))
    return partnership


def seen(user, days):
    User.objects.filter(pk=user.pk).update(last_login=timezone.now() - days * DAYS)
    return user


def everybody(dorset):
    """One person of each kind: came yesterday, idle, never came, invited, ended, expired."""
    police = make_agency(dorset)
    return {
        "active": seen(make_user(Role.AGENCY_LEAD, dorset, agency=police, name="Ann Active"), 1),
        "idle": seen(make_user(Role.CHAIR, dorset, name="Ida Idle"), 92),
        "never": make_user(Role.CONTRIBUTOR, dorset, agency=police, name="Neva Never"),
        "invited": make_invitation(dorset, name="Ina Invited").user,
        "ended": _ended(make_user(Role.SCRUTINEER, dorset, name="Edda Ended")),
        "expired": seen(make_user(Role.VIEWER, dorset, name="Exa Expired", expires_on=dt.date(2020, 5, 1)), 1),
    }


def left(police, user, day=dt.date(2018, 10, 1), **values):
    return make_officer(police, user=user, left_on=day, **values)


def _ended(user):
    user.memberships.get().end(None)
    return seen(user, 1)


def look(client, dorset, **filters):
    query = {f"filter-{name}": value for name, value in filters.items()}
    answer = client.get(reverse("people", args=[dorset.pk]), query)
    return [person.name for person in answer.context["people"]], " ".join(answer.content.decode().split())


def test_everyone_is_listed_with_what_a_review_looks_at(client, dorset):
    everybody(dorset)
    names, page = look(client, dorset)
    assert names == [
        *("Ann Active", "Edda Ended", "Exa Expired", "Ida Idle", "Ina Invited", "Mia Manager", "Neva Never"),
    ]
    for told in ("Idle for 90 days", "Never signed in", "not come yet", "No role now", "Agency lead, Dorset Police"):
        assert told in page
    assert "expired on 1 May 2020" in page


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({"state": "idle"}, ["Ida Idle"]),
        ({"state": "never"}, ["Ina Invited", "Neva Never"]),
        ({"state": "invited"}, ["Ina Invited"]),
        ({"state": "ended"}, ["Edda Ended", "Exa Expired"]),
        ({"state": "none"}, ["Edda Ended", "Exa Expired"]),
        ({"role": "chair"}, ["Ida Idle"]),
        ({"role": "scrutineer"}, []),
        ({"search": "idle"}, ["Ida Idle"]),
    ],
)
def test_filters(client, dorset, filters, names):
    everybody(dorset)
    assert look(client, dorset, **filters)[0] == names


def test_role_and_agency_are_asked_of_the_same_role(client, dorset):
    police, health = make_agency(dorset), make_agency(dorset, "Dorset CCG", "health")
    both = make_user(Role.AGENCY_LEAD, dorset, agency=police, name="Bo Both")
    Membership(partnership=dorset, user=both, role=Role.DEPUTY, agency=health).enter(None)
    assert look(client, dorset, role="deputy", agency=health.pk)[0] == ["Bo Both"]
    assert look(client, dorset, role="deputy", agency=police.pk)[0] == []


def test_a_wrong_filter_is_told_and_shows_everyone(client, dorset):
    names, page = look(client, dorset, state="x", agency="0")
    assert names == ["Mia Manager"]
    assert "How it stands: choose one from the list." in page
    assert "Agency: choose one from the list." in page


def test_nothing_of_other_partnerships(client, dorset):
    torbay = make_partnership("Torbay")
    make_user(Role.CHAIR, torbay, agency=None, name="Tor Stranger")
    shared = make_user(Role.VIEWER, dorset, name="Sam Shared")
    Membership(partnership=torbay, user=shared, role=Role.CHAIR).enter(None)
    names, page = look(client, dorset)
    assert names == ["Mia Manager", "Sam Shared"]
    assert "Torbay" not in page
    assert "Chair" not in page.partition("<table")[2]


def test_the_file_has_a_line_for_each_role_and_runs_no_formula(client, dorset):
    everybody(dorset)
    make_user(Role.VIEWER, dorset, name='=HYPERLINK("http://x.example")')
    answer = client.get(reverse("people_csv", args=[dorset.pk]), {"filter-search": ""})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["OFFICIAL-SENSITIVE"]
    assert rows[1][0].startswith("Downloaded by Mia Manager, ")
    assert len(rows) == 5 + Membership.objects.filter(partnership=dorset).count()
    assert any(row and row[0] == '\'=HYPERLINK("http://x.example")' for row in rows)
    by_name = {row[0]: row for row in rows[5:]}
    assert by_name["Ann Active"][2:5] == ["Agency lead", "Dorset Police", ""]
    assert by_name["Exa Expired"][4] == "2020-05-01"


def test_the_file_is_as_filtered(client, dorset):
    everybody(dorset)
    answer = client.get(reverse("people_csv", args=[dorset.pk]), {"filter-state": "idle", "filter-role": "x"})
    text = b"".join(answer.streaming_content).decode()
    assert "Only: How it stands: Idle for 90 days" in text
    assert "Left out: Role now: choose one from the list." in text
    assert "Ann Active" not in text


def test_who_may(client, dorset):
    for name in ("people", "people_csv", "review_people"):
        address = reverse(name, args=[dorset.pk])
        for user, status in ((make_user(Role.CHAIR, dorset), 403), (make_user(None), 404)):
            other = Client()
            other.force_login(user)
            assert other.get(address).status_code == status


def test_a_page_costs_the_same_whatever_its_rows(client, dorset, django_assert_max_num_queries):
    everybody(dorset)
    for name in ("people", "review_people", "people_csv"):
        for grow in (False, True):
            if grow:
                for number in range(8):
                    make_user(Role.CHAIR, dorset, name=f"Person {number}")
                    make_invitation(dorset)
            with django_assert_max_num_queries(14):
                answer = client.get(reverse(name, args=[dorset.pk]))
                assert answer.status_code == 200
                b"".join(answer.streaming_content if answer.streaming else [answer.content])


def test_a_person_s_page_tells_what_happened_to_their_roles(client, dorset):
    chair = make_user(Role.CHAIR, dorset, name="Cher Chair")
    chair.memberships.get().change(chair, "changed last day", expires_on=dt.date(2040, 5, 1))
    page = " ".join(client.get(reverse("person", args=[dorset.pk, chair.pk])).content.decode().split())
    assert "Until 1 May 2040" in page
    assert "<strong>Cher Chair</strong> set the last day to 1 May 2040" in page


def test_an_officer_who_has_left_and_still_has_a_role_is_marked(client, dorset):
    police = make_agency(dorset)
    gone = make_user(Role.AGENCY_LEAD, dorset, agency=police, name="Gus Gone")
    left(police, gone)
    chair = make_user(Role.CHAIR, dorset, name="Cher Chair")
    left(make_agency(dorset, "Dorset Council", "local authority"), chair)
    names, page = look(client, dorset, state="left")
    assert names == ["Cher Chair", "Gus Gone"]
    assert "Left on 1 October 2018, role goes on" in page
    page = " ".join(client.get(reverse("person", args=[dorset.pk, gone.pk])).content.decode().split())
    assert "Debbie Simpson, Chief Constable (Dorset Police), left on 1 October 2018" in page
    assert "End the roles below that went with it" in page
    gone.memberships.get().end(None)
    assert look(client, dorset, state="left")[0] == ["Cher Chair"]


def test_who_left_one_agency_for_another_keeps_that_one_s_role_unmarked(client, dorset):
    police, health = make_agency(dorset), make_agency(dorset, "Dorset CCG", "health")
    moved = make_user(Role.DEPUTY, dorset, agency=health)
    left(police, moved)
    make_officer(health, user=moved)
    promoted = make_user(Role.AGENCY_LEAD, dorset, agency=police)
    left(police, promoted)
    make_officer(police, "Debbie Simpson", user=promoted, job_title="Deputy Chief Constable")
    later = make_user(Role.CONTRIBUTOR, dorset, agency=police)
    left(police, later, timezone.localdate() + DAYS)
    assert look(client, dorset, state="left")[0] == []
