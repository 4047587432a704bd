"""The same form sent twice at once: the second is answered as done before, on both databases."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Event, Invitation, Membership, Role, User
from tests.makers import PASSWORD, make_invitation, make_partnership, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def dorset():
    return make_partnership()


@pytest.fixture
def manager(dorset):
    return make_user(partnership=dorset)


def twice(user, address, **form):
    """Both answers' status; a click that breaks breaks the test."""
    clients = [Client(), Client()]
    for client in clients:
        if user:
            client.force_login(user)

    together = Barrier(len(clients))

    def click(client):
        try:
            together.wait()
            return client.post(address, form).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(click, clients))


def test_a_role_is_given_once(dorset, manager):
    chair = make_user(Role.CHAIR, dorset)
    assert twice(manager, reverse("add_role", args=[dorset.pk, chair.pk]), role=Role.VIEWER) == [302, 302]
    assert chair.memberships.filter(role=Role.VIEWER).count() == 1
    assert len(mail.outbox) == 1


def test_one_invitation_is_sent(dorset, manager):
    form = {"role": Role.VIEWER, "email": "kim@dorset.example", "name": "Kim Jones"}
    assert twice(manager, reverse("invite", args=[dorset.pk]), **form) == [302, 302]
    assert Membership.objects.filter(user__email="kim@dorset.example").count() == 1
    assert len(mail.outbox) == 1


def test_it_is_sent_again_once(dorset, manager):
    invitation = make_invitation(dorset)
    Invitation.objects.update(sent_at=timezone.now() - dt.timedelta(hours=1))
    assert twice(manager, reverse("send_again", args=[dorset.pk, invitation.user_id])) == [302, 302]
    assert len(mail.outbox) == 1


def test_it_is_withdrawn_once(dorset, manager):
    invitation = make_invitation(dorset)
    assert twice(manager, reverse("withdraw_invitation", args=[dorset.pk, invitation.user_id])) == [302, 302]
    assert Event.objects.about(invitation).filter(verb="withdrew invitation").count() == 1


def test_a_role_ends_once(dorset, manager):
    role = make_user(Role.CHAIR, dorset).memberships.get()
    assert twice(manager, reverse("end_role", args=[dorset.pk, role.pk])) == [302, 302]
    assert Event.objects.about(role).filter(verb="ended role").count() == 1


def test_it_is_accepted_once(dorset):
    kim = make_user(Role.VIEWER, make_partnership("Torbay"))
    invitation = make_invitation(dorset, kim.email)
    assert twice(kim, reverse("answer_invitation", args=[invitation.pk]), accept="1") == [302, 302]
    assert Event.objects.about(invitation).filter(verb="accepted invitation").count() == 1


def test_a_link_makes_one_account(dorset):
    invitation = make_invitation(dorset)
    form = {"name": "Kim Jones", "password": PASSWORD, "again": PASSWORD}
    answers = twice(None, reverse("accept_invitation", args=[invitation.token]), **form)
    assert set(answers) in ({302}, {302, 200})  # 200: the link is used by now, says the page
    assert Event.objects.about(User.objects.get(pk=invitation.user_id)).filter(verb="set password").count() == 1
