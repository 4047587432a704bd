"""What a person with an account is asked when somebody invites them, and what opens when."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Event, Invitation, Membership, Officer, Role
from tests.makers import (
    PASSWORD,
    make_agency,
    make_invitation,
    make_officer,
    make_partnership,
    make_user,
)

KIM = "kim.jones@torbay.example"
PAGE = "/invitations/"


@pytest.fixture
def kim(db):
    return make_user(Role.VIEWER, make_partnership("Torbay"), email=KIM, name="Kimberly Secret")


@pytest.fixture
def dorset(kim):
    return make_partnership()


@pytest.fixture
def invitation(dorset):
    return make_invitation(dorset, KIM, "Kim J", Role.CHAIR, by=make_user(partnership=dorset, name="Mia Manager"))


def words(answer):
    return " ".join(answer.content.decode().split())


def enter(client, user, **more):
    return client.post("/accounts/sign-in/", {"login": user.email, "password": PASSWORD, **more})


def answer(client, invitation, what):
    address = reverse("answer_invitation", args=[invitation.pk])
    said = words(client.post(address, {what: "1"}, follow=True))
    invitation.refresh_from_db()
    return said


def sees(client, dorset):
    return client.get(reverse("partnership", args=[dorset.pk])).status_code == 200


def test_they_are_asked_at_sign_in_and_led_on_afterwards(client, kim, invitation):
    landed = enter(client, kim, next="/actions/")
    assert landed.url == "/invitations/?next=%2Factions%2F"
    page = words(client.get(landed.url))
    assert "Mia Manager has invited you to work on its action plan, as chair." in page
    assert '<a class="govuk-link" href="/actions/">Not now</a>' in page
    assert "You are invited" in words(client.get("/actions/"))  # the way back


def test_the_link_in_the_mail_leads_there_once(client, kim, invitation):
    assert enter(client, kim, next=PAGE).url == PAGE


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_nobody_is_led_to_another_site(client, kim, invitation, elsewhere):
    client.force_login(kim)
    assert '<a class="govuk-link" href="/">Not now</a>' in words(client.get(PAGE, {"next": elsewhere}))


def test_nothing_opens_before_it_is_accepted(client, kim, dorset, invitation):
    client.force_login(kim)
    assert not sees(client, dorset)
    assert "Dorset" not in words(client.get("/"))
    assert "You have accepted." in answer(client, invitation, "accept")
    assert sees(client, dorset)
    assert "You are invited" not in words(client.get("/"))


def test_accepting_makes_them_known(client, kim, dorset, invitation):
    client.force_login(kim)
    answer(client, invitation, "accept")
    client.force_login(make_user(partnership=dorset))
    page = words(client.get(reverse("person", args=[dorset.pk, kim.pk])))
    assert "Kimberly Secret" in page
    assert "Not known yet" not in page
    assert "Send the invitation again" not in page


def test_declining_ends_the_role_and_tells_nothing_of_them(client, kim, dorset, invitation):
    officer = make_officer(make_agency(dorset))
    officer.change(None, user=kim)
    client.force_login(kim)
    assert "You have declined the invitation of Dorset" in answer(client, invitation, "decline")
    assert not sees(client, dorset)
    assert client.get("/").status_code == 200  # they stay signed in for their own work
    assert Officer.objects.get().user is None
    manager = Client()
    manager.force_login(make_user(partnership=dorset))
    page = words(manager.get(reverse("person", args=[dorset.pk, kim.pk])))
    assert "Declined on" in page
    assert "Secret" not in page
    told = str(list(Event.objects.filter(partnership=dorset).values()))
    assert "declined invitation" in told
    assert "Secret" not in told
    assert Event.objects.broken_at(dorset.pk) is None


def test_who_comes_through_an_organisation_and_declines_all_stays_signed_in(client, dorset):
    new = make_invitation(dorset)
    client.force_login(new.user)
    answer(client, new, "decline")
    assert client.get("/accounts/").status_code == 200


@pytest.mark.parametrize("second", ["accept", "decline"])
def test_a_second_click_changes_nothing(client, kim, invitation, second):
    client.force_login(kim)
    answer(client, invitation, "accept")
    events = Event.objects.count()
    assert "waits no more" in answer(client, invitation, second)
    assert Event.objects.count() == events
    assert invitation.accepted_at
    assert not invitation.declined


def test_a_form_without_an_answer_answers_nothing(client, kim, invitation):
    client.force_login(kim)
    client.post(reverse("answer_invitation", args=[invitation.pk]))
    assert Invitation.objects.open().exists()


def test_nobody_answers_for_another(client, dorset, invitation):
    client.force_login(make_user(Role.VIEWER, dorset))
    for what in ("accept", "decline"):
        assert "waits no more" in answer(client, invitation, what)
    assert Invitation.objects.open().exists()
    assert "No invitation waits for you" in words(client.get(PAGE))


def test_one_that_ran_out_or_was_withdrawn_waits_no_more(client, kim, dorset, invitation):
    Invitation.objects.update(sent_at=timezone.now() - dt.timedelta(days=14, minutes=1))
    client.force_login(kim)
    assert "No invitation waits for you" in words(client.get(PAGE))
    assert "waits no more" in answer(client, invitation, "accept")
    assert not sees(client, dorset)
    Invitation.objects.update(sent_at=timezone.now())
    client.force_login(kim)
    invitation.refresh_from_db()
    invitation.withdraw(None)
    assert "waits no more" in answer(client, invitation, "accept")


def test_several_are_answered_one_after_the_other(client, kim, invitation):
    make_invitation(make_partnership("Wiltshire"), KIM)
    client.force_login(kim)
    page = answer(client, invitation, "accept")
    assert "Wiltshire" in page
    assert "Not now" in page


def test_who_is_only_invited_to_manage_needs_no_codes_yet(kim, dorset):
    invitation = make_invitation(dorset, KIM, role=Role.BUSINESS_MANAGER)
    assert not kim.needs_second_factor
    kim.refresh_from_db()
    assert invitation.user == kim
    assert invitation.accept()
    assert kim.needs_second_factor


def test_who_is_invited_and_has_not_accepted_manages_nothing(kim, dorset):
    manager = make_user(partnership=dorset)
    make_invitation(dorset, KIM, role=Role.BUSINESS_MANAGER)
    assert list(Membership.objects.filter(partnership=dorset).managing()) == [manager.memberships.get()]


# From the inviter's side: nothing tells whether the address was known


def manage(client, dorset):
    client.force_login(make_user(partnership=dorset, name="Mia Manager"))


def invite(client, dorset, email):
    form = {"role": Role.VIEWER, "email": email, "name": "Kim Jones"}
    return words(client.post(reverse("invite", args=[dorset.pk]), form, follow=True))


def nothing_told(page, email):
    """The page without what differs by itself: keys, addresses, tokens, times."""
    page = page.replace(email, "ADDRESS")
    return re.sub(r'/people/\d+/|value="\w{40,}"|\d\d:\d\d|roles/\d+/', "", page)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.CHAIR])
def test_invited_withdrawn_and_given_a_role_a_known_address_looks_like_a_new_one(client, kim, dorset, role):
    manage(client, dorset)
    pages = {}
    for email in (KIM, "nobody.yet@torbay.example"):
        invite(client, dorset, email)
        user = Membership.objects.get(partnership=dorset, user__email=email).user
        if email == KIM:
            Client().force_login(kim)  # for their own work
        args = [dorset.pk, user.pk]
        seen = [client.get(reverse("person", args=args))]
        seen.append(client.post(reverse("withdraw_invitation", args=args), follow=True))
        seen.append(client.post(reverse("add_role", args=args), {"role": role}, follow=True))
        seen.append(client.post(reverse("send_again", args=args), follow=True))
        pages[email] = [nothing_told(words(one), email) for one in seen]
    one, other = pages.values()
    assert one == other
    assert "Send the invitation again" in one[2]
    assert "Kim Jones is invited. A mail is on its way" in one[2]


def test_a_stranger_who_is_given_a_role_is_asked_and_becomes_known(client, kim, dorset):
    manage(client, dorset)
    invite(client, dorset, KIM)
    args = [dorset.pk, kim.pk]
    client.post(reverse("withdraw_invitation", args=args))
    client.post(reverse("add_role", args=args), {"role": Role.CHAIR})
    theirs = Client()
    theirs.force_login(kim)
    assert not sees(theirs, dorset)
    answer(theirs, Invitation.objects.open().get(), "accept")
    assert sees(theirs, dorset)
    row = next(one for one in client.get(reverse("people", args=[dorset.pk])).context["people"] if one.pk == kim.pk)
    assert (row.name, row.is_unknown, row.seen_at is None) == ("Kimberly Secret", False, False)


def test_a_further_role_before_they_come_needs_no_second_mail(client, kim, dorset):
    manage(client, dorset)
    invite(client, dorset, KIM)
    page = client.post(reverse("add_role", args=[dorset.pk, kim.pk]), {"role": Role.CHAIR}, follow=True)
    assert "Kim Jones is invited as chair too." in words(page)
    assert len(mail.outbox) == 1
    assert Invitation.objects.open().count() == 1


def test_who_was_known_gets_a_role_at_once_even_after_the_last_one_ended(client, kim, dorset, invitation):
    invitation.accept()
    kim.memberships.get(partnership=dorset).end(None)
    manage(client, dorset)
    page = client.post(reverse("add_role", args=[dorset.pk, kim.pk]), {"role": Role.VIEWER}, follow=True)
    assert "Kimberly Secret is viewer now." in words(page)
    client.force_login(kim)
    assert sees(client, dorset)


def test_whom_an_administrator_gave_a_role_is_known(kim, dorset, invitation):
    """They vouch for it, even where an invitation was withdrawn before."""
    from partnerships.inviting import knows

    invitation.withdraw(None)
    assert not knows(dorset, kim)
    Membership(partnership=dorset, user=kim, role=Role.VIEWER).enter(None)
    assert knows(dorset, kim)
