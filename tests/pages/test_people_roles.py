"""Giving, changing and ending roles; and that a partnership keeps a business manager."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnerships.history import NotPossible
from partnerships.models import Event, Membership, Role, SecondFactor
from tests.admin.forms import enter, errors
from tests.makers import make_administrator, make_agency, make_invitation, make_partnership, make_user

ONLY = "is the only business manager of"
YESTERDAY = timezone.localdate() - dt.timedelta(days=1)
LATER = dt.date(2040, 5, 1)


@pytest.fixture
def manager(client, db):
    manager = make_user(partnership=make_partnership(), name="Mia Manager")
    client.force_login(manager)
    return manager


@pytest.fixture
def dorset(manager):
    return manager.memberships.get().partnership


@pytest.fixture
def chair(dorset):
    return make_user(Role.CHAIR, dorset, name="Cher Chair")


def send(client, name, /, *args, **form):
    return " ".join(client.post(reverse(name, args=args), form, follow=True).content.decode().split())


def end(client, role):
    said = send(client, "end_role", role.partnership_id, role.pk)
    role.refresh_from_db()
    return said


def set_last_day(client, role, day):
    said = send(client, "last_day", role.partnership_id, role.pk, expires_on=day, version=role.version)
    role.refresh_from_db()
    return said


def test_a_role_is_given_and_ends_and_is_given_again(client, dorset, chair):
    viewer = {"role": Role.VIEWER}
    assert "Cher Chair is viewer now." in send(client, "add_role", dorset.pk, chair.pk, **viewer)
    assert "has this role already" in send(client, "add_role", dorset.pk, chair.pk, **viewer)
    role = chair.memberships.get(role=Role.VIEWER)
    assert "Cher Chair is no longer viewer." in end(client, role)
    assert role.ended_by.name == "Mia Manager"
    send(client, "add_role", dorset.pk, chair.pk, **viewer)
    assert chair.memberships.filter(role=Role.VIEWER).count() == 2
    assert chair.memberships.filter(role=Role.VIEWER, ended_at=None).count() == 1


@pytest.mark.parametrize("role", [Role.CHAIR, Role.SCRUTINEER])
def test_nobody_makes_themself_a_judge_of_their_own_plan(client, dorset, manager, role):
    assert "You cannot give yourself this role." in send(client, "add_role", dorset.pk, manager.pk, role=role)
    yourself = {"role": role, "email": manager.email, "name": "Mia"}
    assert "You cannot give yourself this role." in send(client, "invite", dorset.pk, **yourself)
    assert manager.memberships.get().role == Role.BUSINESS_MANAGER


def test_a_second_click_ends_once(client, chair):
    role = chair.memberships.get()
    end(client, role)
    events = Event.objects.count()
    end(client, role)
    assert Event.objects.count() == events


def test_an_expired_role_lives_again_when_it_is_given_again(client, dorset):
    viewer = make_user(Role.VIEWER, dorset, expires_on=YESTERDAY)
    send(client, "add_role", dorset.pk, viewer.pk, role=Role.VIEWER, expires_on="1 May 2040")
    assert viewer.memberships.get().expires_on == LATER


def test_whose_role_has_ended_sees_nothing(client, dorset, chair):
    theirs = Client()
    theirs.force_login(chair)
    assert theirs.get(reverse("partnership", args=[dorset.pk])).status_code == 200
    end(client, chair.memberships.get())
    assert theirs.get(reverse("partnership", args=[dorset.pk])).status_code in (302, 404)


def test_the_last_day_is_changed_and_never_to_one_that_is_over(client, chair):
    role = chair.memberships.get()
    assert "The last day is 1 May 2040." in set_last_day(client, role, "1 May 2040")
    assert "choose today or a later day" in set_last_day(client, role, YESTERDAY.isoformat())
    assert role.expires_on == LATER
    assert "The role has no end." in set_last_day(client, role, "")


def test_a_stale_last_day_is_refused_and_what_was_typed_kept(client, dorset, chair):
    role = chair.memberships.get()
    version = role.version
    role.change(None, expires_on=LATER)
    said = send(client, "last_day", dorset.pk, role.pk, expires_on="2 May 2040", version=version)
    assert "Last day: choose which to keep" in said
    assert 'value="2 May 2040"' in said
    role.refresh_from_db()
    assert role.expires_on == LATER


def test_the_last_business_manager_stays(client, manager, dorset):
    role = manager.memberships.get()
    said = end(client, role)
    assert ONLY in said
    assert "It ended on" not in said  # the page shows what stands
    assert "End the role" in said
    assert ONLY in set_last_day(client, role, "1 May 2040")
    assert (role.ended_at, role.expires_on) == (None, None)


def test_an_administrator_cannot_remove_them_either(manager, client):
    client.force_login(make_administrator())
    assert ONLY in end(client, manager.memberships.get())


def test_nor_on_the_admin_site(manager, client):
    client.force_login(make_administrator())
    role = manager.memberships.get()
    page = reverse("admin:partnerships_membership_change", args=[role.pk])
    for wrong in ({"expires_on": YESTERDAY.isoformat()}, {"role": "viewer"}, {"expires_on": "2040-05-01"}):
        assert ONLY in errors(enter(client, page, **wrong))
    role.refresh_from_db()
    assert (role.role, role.expires_on) == (Role.BUSINESS_MANAGER, None)


def test_someone_invited_who_never_came_does_not_count(client, manager, dorset):
    make_invitation(dorset, role=Role.BUSINESS_MANAGER)
    assert ONLY in end(client, manager.memberships.get())


def test_a_manager_whose_role_ends_sooner_does_not_count(client, manager, dorset):
    make_user(Role.BUSINESS_MANAGER, dorset, expires_on=LATER)
    assert ONLY in end(client, manager.memberships.get())


def test_of_two_each_may_go_and_not_both(client, manager, dorset):
    other = make_user(Role.BUSINESS_MANAGER, dorset)
    answer = client.post(reverse("end_role", args=[dorset.pk, manager.memberships.get().pk]))
    assert answer.url == "/"  # who ended their own role sees the page no longer
    with pytest.raises(NotPossible):
        other.memberships.get().end(other)


@pytest.mark.django_db(transaction=True)
def test_two_managers_who_end_each_other_s_role_at_once_leave_one():
    dorset = make_partnership()
    roles = [make_user(partnership=dorset).memberships.get() for _ in range(2)]

    def end_it(role):
        try:
            return Membership.objects.get(pk=role.pk).end(None)
        except NotPossible:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(end_it, roles)) == [False, True]
    assert Membership.objects.filter(partnership=dorset, ended_at=None).count() == 1


def test_a_role_of_another_partnership_is_not_there(client, dorset):
    stranger = make_user(Role.CHAIR, make_partnership("Torbay"))
    role = stranger.memberships.get()
    for name in ("end_role", "last_day"):
        assert client.post(reverse(name, args=[dorset.pk, role.pk])).status_code == 404
        assert client.post(reverse(name, args=[role.partnership_id, role.pk])).status_code == 404
    assert not Membership.objects.exclude(ended_at=None).exists()


def test_others_of_the_partnership_may_not(client, dorset, chair, manager):
    client.force_login(chair)
    role = manager.memberships.get()
    for name in ("end_role", "last_day"):
        assert client.post(reverse(name, args=[dorset.pk, role.pk])).status_code == 403
    assert client.post(reverse("add_role", args=[dorset.pk, chair.pk]), {"role": "business manager"}).status_code == 403
    assert chair.memberships.count() == 1


def test_a_role_needs_what_it_needs(client, dorset, chair):
    foreign = make_agency(make_partnership("Torbay"), "Torbay Police")
    add = ("add_role", dorset.pk, chair.pk)
    assert "Choose a role." in send(client, *add, role="administrator")
    assert "Choose the agency." in send(client, *add, role=Role.DEPUTY)
    assert "Choose an agency of this partnership." in send(client, *add, role=Role.DEPUTY, agency=foreign.pk)
    assert chair.memberships.count() == 1


def test_whose_last_role_anywhere_ends_is_signed_out(client, chair, dorset):
    theirs = Client()
    theirs.force_login(chair)
    Membership(partnership=dorset, user=chair, role=Role.VIEWER).enter(None)
    end(client, chair.memberships.get(role=Role.CHAIR))
    assert theirs.get("/").status_code == 200
    end(client, chair.memberships.get(role=Role.VIEWER))
    assert theirs.get("/").url.startswith("/accounts/sign-in/")


def test_lost_phone_is_offered_where_it_helps(client, chair, dorset):
    page = reverse("person", args=[dorset.pk, chair.pk])
    help_page = reverse("lost_phone", args=[dorset.pk, chair.pk])
    assert help_page not in client.get(page).content.decode()
    chair.set_up_second_factor(chair, SecondFactor.MAIL)
    assert help_page in client.get(page).content.decode()


def test_the_last_day_is_still_one_of_access(client, dorset):
    today = timezone.localdate()
    chair = make_user(Role.CHAIR, dorset, expires_on=today)
    role = chair.memberships.get()
    assert role.is_current(today)
    assert not role.is_current(today + dt.timedelta(days=1))
    table = client.get(reverse("people", args=[dorset.pk])).context["people"]
    assert [one.current for one in table if one.pk == chair.pk] == [[role]]


def test_somebody_who_was_invited_and_has_an_account_does_not_count_before_they_accept(client, manager, dorset):
    kim = make_user(Role.VIEWER, make_partnership("Torbay"))
    invitation = make_invitation(dorset, kim.email, role=Role.BUSINESS_MANAGER)
    assert ONLY in end(client, manager.memberships.get())
    invitation.accept()
    end(client, manager.memberships.get())
    assert manager.memberships.get().ended_at
