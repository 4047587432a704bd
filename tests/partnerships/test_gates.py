import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from findings.models import Finding, Letter
from partnerships.gates import MAY, may
from partnerships.models import Agency, Membership, Officer, Role
from tests.makers import make_administrator, make_finding, make_letter, make_officer, make_partnership, make_user

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 20)


def two_letters():
    return make_letter(make_partnership("Dorset")), make_letter(make_partnership("Wiltshire"))


def test_people_see_their_partnership_and_nothing_else():
    dorset, wiltshire = two_letters()
    finding = make_finding(dorset)
    make_officer(make_finding(wiltshire).lead_agency)
    user = make_user(Role.VIEWER, dorset.partnership)
    assert list(Letter.objects.visible_to(user)) == [dorset]
    assert list(Finding.objects.visible_to(user)) == [finding]
    assert {agency.partnership for agency in Agency.objects.visible_to(user)} == {dorset.partnership}
    assert not Officer.objects.visible_to(user).exists()
    assert list(Membership.objects.visible_to(user)) == list(user.memberships.all())


def test_a_person_of_two_partnerships_sees_both():
    dorset, wiltshire = two_letters()
    user = make_user(Role.CHAIR, dorset.partnership)
    Membership(partnership=wiltshire.partnership, user=user, role=Role.SCRUTINEER).enter(None)
    assert Letter.objects.visible_to(user).count() == 2
    assert may(user, "see", wiltshire)
    assert not may(user, "import letter", wiltshire)


@pytest.mark.parametrize(("expires_on", "sees"), [("2026-11-19", False), ("2026-11-20", True), (None, True)])
def test_a_role_ends_after_its_last_day(expires_on, sees):
    letter = make_letter()
    user = make_user(Role.VIEWER, letter.partnership, expires_on=expires_on and dt.date.fromisoformat(expires_on))
    assert Letter.objects.visible_to(user, TODAY).exists() is sees
    assert may(user, "see", letter, TODAY) is sees


def test_nobody_sees_anything_without_a_role():
    letter = make_letter()
    disabled = make_user(partnership=letter.partnership)
    disabled.change(None, is_active=False)
    for user in (AnonymousUser(), make_user(None), disabled):
        assert not Letter.objects.visible_to(user).exists()
        assert not any(may(user, verb, letter) for verb in MAY)


def test_an_administrator_sees_and_may_everything():
    dorset, wiltshire = two_letters()
    administrator = make_administrator()
    assert set(Letter.objects.visible_to(administrator)) == {dorset, wiltshire}
    assert all(may(administrator, verb, wiltshire) for verb in MAY)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("verb", MAY)
def test_who_may_do_what(verb, role):
    letter = make_letter()
    user = make_user(role, letter.partnership)
    assert may(user, verb, letter) is (verb == "see" or role == Role.BUSINESS_MANAGER)
    assert may(user, verb, letter.partnership) is may(user, verb, letter)
    assert not may(user, verb, make_letter(make_partnership("Wiltshire")))


def test_a_verb_that_nobody_declared_is_an_error():
    with pytest.raises(KeyError):
        may(make_administrator(), "delete everything", make_letter())
