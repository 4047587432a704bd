"""People are entered with an e-mail address and a name, given a password, and kept."""

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import Client
from django.urls import reverse

from partnerships.models import Event, Membership, Role, User
from tests.admin.forms import enter, errors, filled
from tests.makers import PASSWORD, make_app_user, make_partnership, make_user

pytestmark = pytest.mark.django_db
ADD = reverse("admin:partnerships_user_add")


def change(user):
    return reverse("admin:partnerships_user_change", args=[user.pk])


def test_someone_is_entered_and_signs_in(admin, administrator):
    enter(admin, ADD, email="Kim@Example.org", name="Kim Jones", password=PASSWORD, password_again=PASSWORD)
    kim = User.objects.get(name="Kim Jones")
    assert (kim.email, kim.is_administrator, kim.version) == ("kim@example.org", False, 1)
    assert Client().login(email="kim@example.org", password=PASSWORD)
    event = Event.objects.about(kim).get()
    assert (event.actor, event.verb) == (administrator, "entered")
    assert PASSWORD not in str(event.changes)
    assert kim.password not in str(event.changes)


def test_without_a_password_the_person_is_invited(admin):
    enter(admin, ADD, email="kim@example.org")
    kim = User.objects.get(email="kim@example.org")
    assert not kim.has_usable_password()
    dorset = make_partnership()
    Membership(partnership=dorset, user=kim, role=Role.BUSINESS_MANAGER).enter(None)
    person = reverse("person", args=[dorset.pk, kim.pk])
    assert "no invitation is sent" in admin.get(person).content.decode()
    admin.post(f"{person}send-again/")
    assert "/invitations/" in mail.outbox[0].body
    assert "it can be answered until" in admin.get(person).content.decode()


def test_an_administrator_gets_a_first_password_because_nobody_invites_them(admin):
    refused = enter(admin, ADD, email="kim@example.org", administrator=True)
    assert "Give an administrator a first password" in errors(refused)
    assert not User.objects.filter(email="kim@example.org").exists()


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        (PASSWORD, PASSWORD + "!", "The two passwords differ"),
        (PASSWORD, "", "The two passwords differ"),
        ("short", "short", "too short"),
        ("kim@example.org", "kim@example.org", "too similar"),
    ],
)
def test_a_poor_password_is_refused(admin, password, again, said):
    refused = enter(admin, ADD, email="kim@example.org", password=password, password_again=again)
    assert said in errors(refused)
    assert not User.objects.filter(email="kim@example.org").exists()


def test_an_address_is_given_once_in_any_case(admin):
    make_user(email="kim@example.org")
    assert "Someone has this address." in errors(enter(admin, ADD, email="KIM@example.org"))


def test_one_tick_makes_an_administrator_and_ends_it(admin):
    kim = make_user(email="kim@example.org")
    enter(admin, change(kim), administrator="on")
    kim.refresh_from_db()
    assert kim.is_administrator
    admin.post(change(kim), {**_form(admin, kim), "administrator": ""})
    kim.refresh_from_db()
    assert (kim.is_staff, kim.is_superuser) == (False, False)


def _form(admin, user):
    return filled(admin.get(change(user)))


@pytest.mark.parametrize("lost", ["administrator", "is_active"])
def test_nobody_shuts_themself_out(admin, administrator, lost):
    sent = {name: value for name, value in _form(admin, administrator).items() if name != lost}
    assert "You cannot end your own access" in errors(admin.post(change(administrator), sent))
    administrator.refresh_from_db()
    assert administrator.is_administrator


def test_a_new_address_ends_sign_in_with_the_former(admin):
    kim = make_user(email="kim@example.org")
    EmailAddress.objects.create(user=kim, email="kim@example.org", primary=True, verified=True)
    enter(admin, change(kim), email="jones@example.org")
    assert not Client().login(email="kim@example.org", password=PASSWORD)
    assert Client().login(email="jones@example.org", password=PASSWORD)


def test_a_password_is_set_and_the_history_says_so_without_it(admin, administrator):
    kim = make_user(email="kim@example.org")
    new = "nine green boats on the tide"
    url = reverse("admin:set_password", args=[kim.pk])
    assert admin.get(url).status_code == 200
    admin.post(url, {"new_password1": new, "new_password2": new})
    assert Client().login(email="kim@example.org", password=new)
    event = Event.objects.about(kim).first()
    assert (event.actor, event.verb, event.changes) == (administrator, "set password", {})
    assert Event.objects.broken_at(None) is None


def test_a_password_that_is_refused_changes_nothing(admin):
    kim = make_user(email="kim@example.org")
    response = admin.post(reverse("admin:set_password", args=[kim.pk]), {"new_password1": "a", "new_password2": "b"})
    assert response.status_code == 200
    assert Client().login(email="kim@example.org", password=PASSWORD)


def test_one_s_own_new_password_keeps_one_signed_in(admin, administrator):
    new = "nine green boats on the tide"
    admin.post(reverse("admin:set_password", args=[administrator.pk]), {"new_password1": new, "new_password2": new})
    assert admin.get("/admin/").status_code == 200


def test_a_stranger_s_password_cannot_be_set_by_others(client):
    client.force_login(make_user())
    other = make_user()
    assert client.post(reverse("admin:set_password", args=[other.pk]), {}).status_code == 403


def test_a_lost_phone_s_codes_are_taken_off(admin, administrator):
    kim, _ = make_app_user(email="kim@example.org")
    url = reverse("admin:user_verb", args=[kim.pk, "remove_second_factor"])
    assert url in admin.get(change(kim)).content.decode()
    assert "Make sure by telephone" in admin.get(url).content.decode()
    kim.refresh_from_db()
    assert kim.second_factor == "app"
    admin.post(url)
    kim.refresh_from_db()
    assert (kim.second_factor, Event.objects.about(kim).first().actor) == ("", administrator)


def test_a_person_is_signed_out_everywhere(admin):
    kim, client = make_user(email="kim@example.org"), Client()
    client.force_login(kim)
    admin.post(reverse("admin:user_verb", args=[kim.pk, "sign_out_everywhere"]))
    assert client.get("/").status_code == 302


def test_a_person_is_unlinked_from_organisations(admin):
    kim = make_user(email="kim@example.org")
    SocialAccount.objects.create(user=kim, provider="dorset", uid="x")
    url = reverse("admin:user_verb", args=[kim.pk, "unlink_organisations"])
    assert url in admin.get(change(kim)).content.decode()
    admin.post(url)
    assert not SocialAccount.objects.exists()
    assert Event.objects.about(kim).first().verb == "unlinked sign-in"


def test_nothing_else_is_done_by_an_address(admin):
    kim = make_user(email="kim@example.org")
    for key in ("delete", "give_password", "unknown"):
        assert admin.post(reverse("admin:user_verb", args=[kim.pk, key])).status_code == 404
