import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from actions.models import Contributor
from findings.models import Finding, Letter
from partnerships.gates import MAY, Hats, may
from partnerships.models import Agency, Membership, Officer, Role, User
from tests.makers import (
    make_action,
    make_administrator,
    make_agency,
    make_evidence,
    make_finding,
    make_letter,
    make_officer,
    make_partnership,
    make_user,
)

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


def test_an_administrator_sees_and_may_everything_but_sign():
    dorset, wiltshire = two_letters()
    administrator = make_administrator()
    assert set(Letter.objects.visible_to(administrator)) == {dorset, wiltshire}
    assert {verb for verb in MAY if not may(administrator, verb, wiltshire)} == {"sign statement"}


# Who may do what to an action that the police lead and health contributes to. "lead" is the police's, "part" health's.
BOARD = "business manager, chair"
WHO_MAY = {
    "see": "business manager, chair, safeguarding partner, scrutineer, viewer, agency lead, deputy, contributor, part",
    "import letter": "business manager",
    "accept difference": "business manager",
    "correct letter": "business manager",
    "confirm lead": "business manager",
    "plan": "business manager",
    "write action": "business manager, agency lead, deputy",
    "record progress": "business manager, agency lead, deputy, contributor, part",
    "clear update": "agency lead, part",
    "clear without lead": "business manager",
    "deliver": "business manager, agency lead, deputy",
    "ask for later date": "business manager, agency lead, deputy",
    "withdraw date": "",  # who asked for it
    "measure": "business manager, agency lead, deputy",
    "answer date": BOARD,
    "assure": BOARD,
    "ask for more evidence": f"{BOARD}, scrutineer",
    "close action": BOARD,
    "rate impact": BOARD,
    "decide": BOARD,
    "close finding": BOARD,
    "challenge": f"{BOARD}, safeguarding partner, scrutineer",
    "answer challenge": "business manager, safeguarding partner, agency lead, deputy",
    "close challenge": f"{BOARD}, safeguarding partner, scrutineer",
    "give opinion": "scrutineer",
    "edit statement": "business manager",
    "sign statement": "safeguarding partner",
    "send statement": BOARD,
    "exchange return": "business manager, agency lead, deputy",
    "run meetings": "business manager",
    "agree colours": BOARD,
    "ask for updates": "business manager",
    "take plan away": "business manager",
    "make bundle": f"{BOARD}, scrutineer",
    "manage people": "business manager",
    "see history": f"{BOARD}, safeguarding partner, scrutineer",
    "manage agencies": "business manager",
    "see looks": "business manager",
    "take out": "business manager",
    "manage settings": "business manager",
}


def test_the_table_names_every_verb():
    assert set(WHO_MAY) == set(MAY)


def test_who_may_do_what():
    action = make_action()
    health = make_agency(action.partnership, "Dorset CCG", "health")
    Contributor(partnership=action.partnership, action=action, agency=health).enter(None)
    people = {role.value: make_user(role, action.partnership) for role in Role}
    people["part"] = make_user(Role.AGENCY_LEAD, action.partnership, agency=health)
    council = make_agency(action.partnership, "Dorset Council", "local authority")
    people["another agency"] = make_user(Role.AGENCY_LEAD, action.partnership, agency=council)
    people["another partnership"] = make_user(Role.BUSINESS_MANAGER, make_partnership("Wiltshire"))
    told = {verb: {name for name, user in people.items() if may(user, verb, action)} for verb in MAY}
    wanted = {verb: set(filter(None, names.split(", "))) for verb, names in WHO_MAY.items()}
    wanted["see"].add("another agency")
    assert told == wanted


def test_whoever_is_named_for_an_action_works_on_it_with_any_role():
    action = make_action()
    officer, deputy, part = (make_user(Role.VIEWER, action.partnership) for _ in range(3))
    people = [make_officer(action.lead_agency, f"Officer {n}", user=u) for n, u in enumerate((officer, deputy, part))]
    action.change(None, lead_officer=people[0], deputy=people[1])
    Contributor(partnership=action.partnership, action=action, agency=action.lead_agency, officer=people[2]).enter(None)
    assert [may(user, "record progress", action) for user in (officer, deputy, part)] == [True] * 3
    assert [may(user, "deliver", action) for user in (officer, deputy, part)] == [True, True, False]
    officer.memberships.get().change(None, expires_on=TODAY - dt.timedelta(days=1))
    assert not may(officer, "record progress", action, TODAY)


def test_whoever_said_it_is_delivered_does_not_assure_it():
    action = make_action(text="Train every officer.")
    make_evidence(action)
    manager, chair = make_user(partnership=action.partnership), make_user(Role.CHAIR, action.partnership)
    action.deliver(manager, "Officers use the tool.")
    assert (may(manager, "assure", action), may(chair, "assure", action)) == (False, True)


def test_nobody_assures_their_own_action():
    action = make_action()
    manager = make_user(Role.BUSINESS_MANAGER, action.partnership)
    officer = make_officer(action.lead_agency, user=manager)
    assert may(manager, "assure", action)
    action.change(None, lead_officer=officer)
    assert not may(manager, "assure", action)
    leads_it_too = make_user(Role.CHAIR, action.partnership)
    Membership(
        partnership=action.partnership, user=leads_it_too, role=Role.AGENCY_LEAD, agency=action.lead_agency
    ).enter(None)
    assert not may(leads_it_too, "assure", action)


def test_an_administrators_roles_are_those_that_hold_on_the_day(django_assert_num_queries):
    """With every partnership, which the menu names, in one query."""
    dorset, wiltshire = (letter.partnership for letter in two_letters())
    administrator = make_administrator()
    other = make_user(Role.CHAIR, dorset)
    for role, values in (
        (Role.AGENCY_LEAD, {"agency": make_agency(dorset)}),
        (Role.VIEWER, {"expires_on": TODAY}),
        (Role.CHAIR, {"expires_on": TODAY - dt.timedelta(days=1)}),
        (Role.SCRUTINEER, {"ended_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)}),
    ):
        Membership(partnership=dorset, user=administrator, role=role, **values).enter(None)
    with django_assert_num_queries(1):
        hats = Hats.of(administrator, TODAY)
    assert hats.held == {(dorset.pk, "agency lead", make_agency(dorset).pk), (dorset.pk, "viewer", None)}
    assert set(hats.partnerships) == {dorset.pk, wiltshire.pk}
    assert Hats.of(other, TODAY).held == {(dorset.pk, "chair", None)}


def test_in_a_request_roles_are_read_once_and_anew_after_a_change(django_assert_num_queries):
    letter = make_letter()
    manager = make_user(partnership=letter.partnership)
    make_user(partnership=letter.partnership)  # who goes on running the plan
    asked = User.objects.get(pk=manager.pk).read_roles_once()
    with django_assert_num_queries(2):  # the roles, and the letter
        assert may(asked, "plan", letter)
        assert may(asked, "plan", letter)
        assert Letter.objects.visible_to(asked).get() == letter
    manager.memberships.get().end(asked)
    assert not may(asked, "plan", letter)
    assert not Letter.objects.visible_to(asked).exists()


def test_a_verb_that_nobody_declared_is_an_error():
    with pytest.raises(KeyError):
        may(make_administrator(), "delete everything", make_letter())
