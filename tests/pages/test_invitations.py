"""Inviting people into a partnership, and what they find under the link."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Event, Invitation, Membership, Officer, Role, User
from tests.makers import PASSWORD, make_agency, make_invitation, make_officer, make_partnership, make_user

KIM = "kim.jones@dorset.example"
TOO_LONG_AGO = dt.timedelta(days=14, minutes=1)
ACCEPTED = {"name": "Kim A Jones", "password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def dorset(client, db):
    partnership = make_partnership()
    client.force_login(make_user(partnership=partnership, name="Mia Manager"))
    return partnership


def words(answer):
    return " ".join(answer.content.decode().split())


def send(client, partnership, **form):
    form = {"role": Role.VIEWER, "email": KIM, "name": "Kim Jones"} | form
    return words(client.post(reverse("invite", args=[partnership.pk]), form, follow=True))


def link():
    return re.search(r"/invitations/\S+", mail.outbox[-1].body)[0]


def kim_s(partnership, name, **also):
    return reverse(name, args=[partnership.pk, User.objects.get(email=KIM).pk])


def test_someone_new_is_invited_and_comes(client, dorset):
    page = send(client, dorset, expires_on="20/2/2040")
    assert f"Kim Jones is invited. A mail is on its way to {KIM}." in page
    assert "not come yet" in page
    kim = User.objects.get(email=KIM)
    assert not kim.has_usable_password()
    assert kim.memberships.get().expires_on == dt.date(2040, 2, 20)
    new = Client()
    assert "Mia Manager has invited you to work on the action plan of Dorset" in words(new.get(link()))
    landed = new.post(link(), ACCEPTED)
    assert (landed.status_code, landed.url) == (302, "/")
    assert "Dorset" in words(new.get("/"))
    kim.refresh_from_db()
    assert (kim.name, kim.check_password(PASSWORD)) == ("Kim A Jones", True)
    assert "Kim A Jones" in words(client.get(reverse("people", args=[dorset.pk])))
    assert Event.objects.broken_at(dorset.pk) is None


def test_the_mail_says_who_where_and_the_link_alone(client, dorset):
    send(client, dorset)
    assert mail.outbox[0].to == [KIM]
    assert "Mia Manager has invited you" in mail.outbox[0].body
    assert f"http://testserver{link()}" in mail.outbox[0].body
    token = link().split("/")[2]
    kept = Invitation.objects.get()
    assert token not in str(vars(kept)) + str(list(Event.objects.values()))


def test_opening_the_link_changes_nothing(client, dorset):
    send(client, dorset)
    events = Event.objects.count()
    for _ in range(2):
        assert "Accept and sign in" in words(Client().get(link()))
    assert Event.objects.count() == events
    assert not User.objects.get(email=KIM).has_usable_password()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": " "}, "Enter your name."),
        ({"password": "short", "again": "short"}, "too short"),
        ({"again": "another"}, "The two passwords differ."),
        ({"password": KIM, "again": KIM}, "too similar"),
        ({"password": "a" * 129, "again": "a" * 129}, "up to 128 characters"),
    ],
)
def test_a_poor_name_or_password_is_refused(client, dorset, wrong, said):
    send(client, dorset)
    assert said in words(Client().post(link(), ACCEPTED | wrong))
    assert not User.objects.get(email=KIM).has_usable_password()


def test_a_used_link_leads_to_signing_in(client, dorset):
    send(client, dorset)
    Client().post(link(), ACCEPTED)
    again = Client().post(link(), {"name": "Eve", "password": PASSWORD + "!", "again": PASSWORD + "!"})
    assert "The invitation is accepted." in words(again)
    assert User.objects.get(email=KIM).check_password(PASSWORD)


def test_a_link_runs_out_and_is_sent_again(client, dorset):
    send(client, dorset)
    Invitation.objects.update(sent_at=timezone.now() - TOO_LONG_AGO)
    old = link()
    assert "lasts 14 days" in words(Client().post(old, ACCEPTED))
    assert "has run out" in words(client.get(reverse("people", args=[dorset.pk])))
    assert f"on its way to {KIM}" in words(client.post(kim_s(dorset, "send_again"), follow=True))
    assert link() != old
    assert "only the link in the newest mail works" in words(Client().get(old))
    assert "Accept and sign in" in words(Client().get(link()))


def test_a_second_click_on_sending_again_sends_no_second_mail(client, dorset):
    send(client, dorset)
    assert "a moment ago" in words(client.post(kim_s(dorset, "send_again"), follow=True))
    assert len(mail.outbox) == 1


def test_withdrawing_ends_link_and_role(client, dorset):
    send(client, dorset)
    for _ in range(2):
        client.post(kim_s(dorset, "withdraw_invitation"))
    answer = Client().post(link(), ACCEPTED)
    assert "was withdrawn" in words(answer)
    assert not Membership.objects.filter(user__email=KIM, ended_at=None).exists()
    assert not User.objects.get(email=KIM).has_usable_password()
    verbs = Event.objects.about(Invitation.objects.get()).values_list("verb", flat=True)
    assert list(verbs) == ["withdrew invitation", "invited"]
    assert "is invited" in send(client, dorset)  # and can be invited once more
    assert "Accept and sign in" in words(Client().get(link()))


def test_ending_the_only_role_withdraws_the_invitation(client, dorset):
    send(client, dorset)
    role = Membership.objects.get(user__email=KIM)
    client.post(reverse("end_role", args=[dorset.pk, role.pk]))
    assert "was withdrawn" in words(Client().get(link()))


def test_a_link_of_nobody(client, db):
    assert "no longer works" in words(client.get("/invitations/nothing/"))


def test_somebody_who_is_signed_in_does_not_take_another_s_invitation(client, dorset):
    send(client, dorset)
    assert "This invitation is for somebody else" in words(client.post(link(), ACCEPTED))
    assert not User.objects.get(email=KIM).has_usable_password()


def test_a_second_click_invites_once(client, dorset):
    send(client, dorset)
    assert "has this role already" in send(client, dorset, email=KIM.upper())
    assert (User.objects.filter(email=KIM).count(), len(mail.outbox)) == (1, 1)
    assert Membership.objects.filter(user__email=KIM).count() == 1


def test_whoever_has_an_account_is_a_stranger_until_they_accept(client, dorset):
    """The page says the same as of someone new: neither their name elsewhere nor when they were last here."""
    kim = make_user(partnership=make_partnership("Torbay"), email=KIM, name="Kimberly Secret")
    theirs = Client()
    theirs.force_login(kim)
    page = send(client, dorset, name="Kim J")
    assert "Kim J is invited. A mail is on its way" in page
    assert "You have an account already." in mail.outbox[0].body
    assert "http://testserver/invitations/\n" in mail.outbox[0].body
    theirs.force_login(kim)  # for their own work: that tells Dorset nothing
    people = reverse("people", args=[dorset.pk])
    shown = [
        people,
        f"{people}export.csv",
        kim_s(dorset, "person"),
        f"{people}review/",
        f"{people}?filter-search=secret",
    ]
    for address in shown:
        said = page_or_file(client.get(address))
        assert ("Secret" in said, "Torbay" in said) == (False, False), address
    assert not Event.objects.filter(partnership=dorset, subject_name__contains="Secret").exists()
    assert "Secret" not in str(list(Event.objects.filter(partnership=dorset).values("changes", "actor_name")))
    theirs.post(reverse("answer_invitation", args=[Invitation.objects.get().pk]), {"accept": "1"})
    assert "Kimberly Secret" in words(client.get(people))
    assert kim.check_password(PASSWORD)


def page_or_file(answer):
    return b"".join(answer.streaming_content).decode() if answer.streaming else words(answer)


def test_a_withdrawn_invitation_of_somebody_elsewhere_tells_nothing_of_them_ever(client, dorset):
    kim = make_user(partnership=make_partnership("Torbay"), email=KIM, name="Kimberly Secret")
    send(client, dorset, name="Kim J")
    client.post(kim_s(dorset, "withdraw_invitation"))
    Client().force_login(kim)
    for name in ("people", "review_people"):
        assert "Secret" not in words(client.get(reverse(name, args=[dorset.pk])))


def test_somebody_of_the_partnership_gets_a_further_role_at_once(client, dorset):
    make_user(Role.CHAIR, dorset, email=KIM, name="Kim Jones")
    assert f"{KIM} is viewer now. A mail is on its way to {KIM}." in send(client, dorset)
    assert not Invitation.objects.exists()
    assert "has given you a role" in mail.outbox[0].body
    assert "You have an account already." in mail.outbox[0].body


def test_two_partnerships_invite_the_same_new_person_who_answers_each(client, dorset):
    torbay = make_invitation(make_partnership("Torbay"), KIM, "Kimmy")
    send(client, dorset)
    new = Client()
    assert new.post(link(), ACCEPTED).url == "/invitations/?next=%2F"  # the other is asked for at once
    assert Invitation.objects.open().get().partnership.area == "Torbay"
    assert Client().get(f"/invitations/{torbay.token}/").url == "/invitations/"
    assert new.get(reverse("partnership", args=[torbay.partnership_id])).status_code == 404
    new.post(reverse("answer_invitation", args=[torbay.pk]), {"accept": "1"})
    assert new.get(reverse("partnership", args=[torbay.partnership_id])).status_code == 200
    assert not Invitation.objects.open().exists()


def test_an_agency_role_asks_for_the_agency_and_ties_an_officer(client, dorset):
    police = make_agency(dorset)
    officer = make_officer(police)
    role = {"role": Role.AGENCY_LEAD}
    assert "Choose the agency." in send(client, dorset, **role)
    send(client, dorset, **role, agency=police.pk, officer=officer.pk)
    officer.refresh_from_db()
    assert officer.user.email == KIM
    assert officer.name == "Debbie Simpson"
    client.post(kim_s(dorset, "withdraw_invitation"))
    officer.refresh_from_db()
    assert officer.user is None


def test_an_officer_is_made_of_the_person(client, dorset):
    police = make_agency(dorset)
    send(client, dorset, role=Role.CONTRIBUTOR, agency=police.pk, officer="new", job_title="Inspector")
    officer = Officer.objects.get()
    assert (str(officer), officer.user.email, officer.agency) == ("Kim Jones, Inspector", KIM, police)


def test_nobody_stands_in_the_plan_twice(client, dorset):
    police = make_agency(dorset)
    officer = make_officer(police, name="kim jones")
    send(client, dorset, role=Role.CONTRIBUTOR, agency=police.pk, officer="new")
    assert Officer.objects.get() == officer
    officer.refresh_from_db()
    assert officer.user.email == KIM


def test_an_officer_or_agency_that_does_not_fit_is_refused(client, dorset):
    police, health = make_agency(dorset), make_agency(dorset, "Dorset CCG", "health")
    foreign = make_officer(make_agency(make_partnership("Torbay"), "Torbay Police"))
    role = {"role": Role.DEPUTY}
    officer = make_officer(police)
    assert "Choose one of the same agency." in send(client, dorset, **role, agency=health.pk, officer=officer.pk)
    assert "Choose an officer from the list." in send(client, dorset, **role, agency=police.pk, officer=foreign.pk)
    assert "Choose an agency of this partnership." in send(client, dorset, **role, agency=foreign.agency_id)
    assert not User.objects.filter(email=KIM).exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"email": "kim"}, "E-mail address: enter one such as"),
        ({"email": "k" * 250 + "@a.example"}, "up to 254 characters"),
        ({"name": ""}, "Enter their name."),
        ({"name": "k" * 201}, "Name: up to 200 characters."),
        ({"expires_on": "1 May 2020"}, "choose today or a later day"),
        ({"expires_on": "soon"}, "write a day, a month and a year"),
        ({"role": "administrator"}, "Choose a role."),
        ({"role": ""}, "Choose a role."),
    ],
)
def test_wrong_input_invites_nobody(client, dorset, wrong, said):
    assert said in send(client, dorset, **wrong)
    assert not User.objects.filter(email__startswith="k").exists()
    assert mail.outbox == []


def test_a_viewer_gets_three_months_unless_said_otherwise(client, dorset):
    page = words(client.get(reverse("invite", args=[dorset.pk]) + "?role=viewer"))
    assert re.search(r'name="expires_on" value="\d+ \w+ \d{4}"', page)
    assert not re.search(r'name="expires_on" value', words(client.get("?role=chair")))


@pytest.fixture
def no_mail_server(monkeypatch):
    def refuse(*_args, **_kwargs):
        raise OSError("no mail server")

    monkeypatch.setattr("partnerships.invitation_mail.send_mail", refuse)
    return monkeypatch


def test_a_mail_that_does_not_go_is_told_on_the_person_s_page_and_sent_again(client, dorset, no_mail_server):
    assert "The mail could not be sent." in send(client, dorset)
    assert "The mail could not be sent" in words(client.get(reverse("people", args=[dorset.pk])))
    Invitation.objects.update(sent_at=timezone.now() - dt.timedelta(minutes=2))
    no_mail_server.undo()
    assert "The mail could not be sent" not in words(client.post(kim_s(dorset, "send_again"), follow=True))
    assert mail.outbox[0].to == [KIM]
    assert Event.objects.about(Invitation.objects.get()).filter(verb="could not be mailed").exists()


def test_nor_does_one_to_somebody_who_is_there(client, dorset, no_mail_server):
    kim = make_user(Role.CHAIR, dorset, email=KIM, name="Kim Jones")
    send(client, dorset)
    assert "The mail could not be sent" in words(client.get(kim_s(dorset, "person")))
    Client().force_login(kim)  # who needs it no more
    assert "The mail could not be sent" not in words(client.get(kim_s(dorset, "person")))


def test_nobody_waits_for_the_mail_server(client, dorset, monkeypatch):
    left = []
    monkeypatch.setattr("partnerships.invitation_mail.later", lambda work, *rest: left.append((work, rest)))
    assert f"A mail is on its way to {KIM}." in send(client, dorset)
    assert mail.outbox == []
    for work, rest in left:
        work(*rest)
    assert mail.outbox[0].to == [KIM]


@pytest.mark.parametrize("name", ["invite", "send_again", "withdraw_invitation"])
def test_others_invite_nobody(client, dorset, name):
    invitation = make_invitation(dorset)
    args = [dorset.pk] if name == "invite" else [dorset.pk, invitation.user_id]
    address = reverse(name, args=args)
    events = Event.objects.count()
    client.force_login(make_user(Role.CHAIR, dorset))
    events = Event.objects.count()
    assert client.post(address, {"role": "viewer", "email": KIM, "name": "Kim"}).status_code == 403
    client.force_login(make_user(partnership=make_partnership("Torbay")))
    assert client.post(address, {"role": "viewer", "email": KIM, "name": "Kim"}).status_code == 404
    assert not User.objects.filter(email=KIM).exists()
    assert Invitation.objects.open().count() == 1
    assert Event.objects.filter(partnership=dorset, pk__gt=0).count() <= events


def test_another_partnership_s_person_is_not_there(client, dorset):
    stranger = make_user(partnership=make_partnership("Torbay"))
    for name in ("person", "add_role", "send_again", "withdraw_invitation"):
        assert client.post(reverse(name, args=[dorset.pk, stranger.pk])).status_code in (404, 405)
        assert client.get(reverse(name, args=[dorset.pk, stranger.pk])).status_code in (404, 405)
    assert not Membership.objects.filter(partnership=dorset, user=stranger).exists()


def test_the_page_for_a_lost_phone_tells_no_name_from_elsewhere_either(client, dorset):
    make_user(partnership=make_partnership("Torbay"), email=KIM, name="Kimberly Secret")
    send(client, dorset, name="Kim J")
    page = client.get(kim_s(dorset, "lost_phone"))
    assert (page.status_code, "Kim J" in words(page), "Secret" in words(page)) == (403, True, False)


def test_a_link_serves_once_and_not_for_a_closed_account(dorset):
    used, closed = make_invitation(dorset), make_invitation(dorset)
    assert used.accept_as_new("Kim A Jones", PASSWORD) is True
    assert used.accept_as_new("Eve", PASSWORD + "!") is False
    used.user.refresh_from_db()
    assert used.user.check_password(PASSWORD)
    User.objects.filter(pk=closed.user_id).update(is_active=False)
    assert closed.accept_as_new("Eve", PASSWORD) is False


# So many in a day


def test_one_person_invites_so_many_in_a_day_and_no_more(client, dorset, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"invite": "2/d/key"}
    for number in range(3):
        page = send(client, dorset, email=f"person{number}@dorset.example")
    assert "You have sent as many invitations as one person can in a day." in page
    assert 'value="person2@dorset.example"' in page  # what was typed is there for tomorrow
    assert not User.objects.filter(email="person2@dorset.example").exists()
    client.force_login(make_user(partnership=dorset))
    assert "is invited" in send(client, dorset, email="person2@dorset.example")


def test_one_address_gets_so_many_in_a_day_and_what_others_send_is_not_told(client, dorset, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"invite_address": "2/d/key"}
    send(client, dorset)
    for _ in range(2):
        Invitation.objects.update(sent_at=timezone.now() - dt.timedelta(minutes=2))
        page = words(client.post(kim_s(dorset, "send_again"), follow=True))
    assert f"Several mails went to {KIM} today." in page
    assert len(mail.outbox) == 2
    torbay = make_partnership("Torbay")
    client.force_login(make_user(partnership=torbay))
    assert "is invited" in send(client, torbay)


def test_a_click_that_sends_nothing_is_not_counted(client, dorset, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"invite_address": "2/d/key"}
    send(client, dorset)
    for _ in range(4):
        assert "has this role already" in send(client, dorset)
        assert "a moment ago" in words(client.post(kim_s(dorset, "send_again"), follow=True))
    assert "is invited as chair too" in send(client, dorset, role=Role.CHAIR)
    Invitation.objects.update(sent_at=timezone.now() - dt.timedelta(minutes=2))
    client.post(kim_s(dorset, "send_again"))
    assert len(mail.outbox) == 2


def test_giving_roles_is_counted_too(client, dorset, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"invite": "1/d/key"}
    kim = make_user(Role.CHAIR, dorset, email=KIM)
    for role in (Role.VIEWER, Role.SCRUTINEER):
        page = words(client.post(reverse("add_role", args=[dorset.pk, kim.pk]), {"role": role}, follow=True))
    assert "Go on tomorrow." in page
    assert kim.memberships.count() == 2


def test_choice_of_role_says_what_a_deputy_does_not(client, dorset):
    page = words(client.get(reverse("invite", args=[dorset.pk])))
    assert "Stands in for an agency lead, but does not clear what others record." in page
