"""A business manager takes security codes off the account of one of their own people."""

import pytest

from partnerships.models import Event, Membership, Role
from tests.makers import make_administrator, make_app_user, make_invitation, make_partnership, make_user


@pytest.fixture
def dorset():
    return make_partnership()


@pytest.fixture
def lost(dorset):
    return make_app_user(role=Role.CHAIR, partnership=dorset, name="Kim Jones")[0]


@pytest.fixture
def manager(client, dorset):
    user = make_user(Role.BUSINESS_MANAGER, dorset)
    client.force_login(user)
    return user


def page(dorset, user):
    return f"/partnerships/{dorset.pk}/people/{user.pk}/lost-phone/"


def removed(client, dorset, user):
    code = client.post(page(dorset, user)).status_code
    user.refresh_from_db()
    return code == 302 and user.second_factor == ""


def test_it_asks_and_then_takes_them_off(client, dorset, lost, manager):
    assert "Make sure by telephone" in client.get(page(dorset, lost)).content.decode()
    lost.refresh_from_db()
    assert lost.second_factor == "app"
    told = client.post(page(dorset, lost), follow=True).content.decode()
    assert "No security code is asked of Kim Jones now." in told
    event = Event.objects.about(lost).first()
    assert (event.verb, event.actor) == ("removed second factor", manager)


def test_a_second_click_does_nothing_more(client, dorset, lost, manager):
    for _ in range(2):
        assert removed(client, dorset, lost)
    assert Event.objects.about(lost).filter(verb="removed second factor").count() == 1
    assert "There is nothing to take off" in client.get(page(dorset, lost)).content.decode()


def test_who_works_elsewhere_too_is_an_administrator_s_to_help(client, dorset, lost, manager):
    elsewhere = Membership(partnership=make_partnership("Torbay"), user=lost, role=Role.VIEWER).enter(None)
    refused = client.get(page(dorset, lost))
    assert refused.status_code == 403
    assert "An administrator can." in refused.content.decode()
    assert "Torbay" not in refused.content.decode()
    assert not removed(client, dorset, lost)
    Membership(partnership=elsewhere.partnership, user=manager, role=Role.BUSINESS_MANAGER).enter(None)
    assert removed(client, dorset, lost)


def test_nobody_helps_themself_or_an_administrator(client, dorset, manager):
    assert client.post(page(dorset, manager)).status_code == 403
    administrator, _ = make_app_user(role=Role.VIEWER, partnership=dorset, is_staff=True, is_superuser=True)
    assert not removed(client, dorset, administrator)


def test_others_may_not(client, dorset, lost):
    client.force_login(make_user(Role.AGENCY_LEAD, dorset))
    assert client.post(page(dorset, lost)).status_code == 403
    client.force_login(make_user(Role.BUSINESS_MANAGER, make_partnership("Torbay")))
    assert client.post(page(dorset, lost)).status_code == 404


def test_a_stranger_is_not_there(client, dorset, manager):
    other = make_user(Role.VIEWER, make_partnership("Torbay"))
    assert client.get(page(dorset, other)).status_code == 404


def test_an_administrator_helps_anybody(client, dorset, lost):
    client.force_login(make_administrator())
    assert removed(client, dorset, lost)


def test_nobody_helps_whom_they_only_wait_for(client, dorset, manager):
    """Until they come, a partnership learns nothing of an account that was there before, and changes nothing on it."""
    elsewhere, _ = make_app_user(email="kim@torbay.example")
    make_invitation(dorset, elsewhere.email)
    assert client.get(page(dorset, elsewhere)).status_code == 403
    assert not removed(client, dorset, elsewhere)
