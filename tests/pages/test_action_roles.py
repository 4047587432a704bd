"""Who may do what with an action: one table, walked by each role."""

import pytest
from django.urls import reverse

from actions.models import Contributor
from actions.steps import STEPS
from partnerships.models import Event, Role
from tests.makers import (
    make_administrator,
    make_agency,
    make_date_change,
    make_evidence,
    make_partnership,
    make_update,
    make_user,
    make_written,
)

LEAD, DEPUTY, PART = Role.AGENCY_LEAD, Role.DEPUTY, Role.CONTRIBUTOR
MANAGER, CHAIR, SCRUTINEER = Role.BUSINESS_MANAGER, Role.CHAIR, Role.SCRUTINEER
MAY = {
    "record_progress": {MANAGER, LEAD, DEPUTY, PART, "contributing agency"},
    "plan": {MANAGER, LEAD, DEPUTY},
    "later_date": {MANAGER, LEAD, DEPUTY},
    "deliver": {MANAGER, LEAD, DEPUTY},
    "add-evidence": {MANAGER, LEAD, DEPUTY},
    "take-back-delivery": {MANAGER, LEAD, DEPUTY},
    "assure": {MANAGER, CHAIR},
    "more-evidence": {MANAGER, CHAIR, SCRUTINEER},
    "supersede": {MANAGER, CHAIR},
    "cancel": {MANAGER, CHAIR},
    "reopen": {MANAGER, CHAIR},
    "agree_date": {MANAGER, CHAIR},
    "decline_date": {MANAGER, CHAIR},
    "clear_update": {LEAD},
}
POST_ONLY = {"agree_date", "decline_date", "clear_update"}
WHO = [*Role, "contributing agency", "another agency"]


def addresses():
    action = make_written()
    make_evidence(action)
    make_user(LEAD, action.partnership, agency=action.lead_agency)  # who clears what waits there
    health = make_agency(action.partnership, "Dorset CCG", "health")
    Contributor(partnership=action.partnership, action=action, agency=health).enter(None)
    records = dict.fromkeys(MAY, action) | {"clear_update": make_update(action)}
    records |= dict.fromkeys(("agree_date", "decline_date"), make_date_change(action))
    return action, {name: reverse(name, args=[record.pk]) for name, record in records.items()}


def person(who, partnership):
    """Someone of the leading agency, where the role is of an agency and nothing else is said."""
    if who in Role:
        return make_user(who, partnership)
    name = "Dorset CCG" if who == "contributing agency" else "Dorset Council"
    return make_user(Role.AGENCY_LEAD, partnership, agency=make_agency(partnership, name, "health"))


def test_every_step_is_in_the_table():
    assert {step.url_name for step in STEPS} <= set(MAY)


@pytest.mark.parametrize("who", WHO)
def test_who_may_not_is_refused_and_changes_nothing(client, who):
    action, pages = addresses()
    client.force_login(person(who, action.partnership))
    events = Event.objects.count()
    for name, address in pages.items():
        refused = who not in MAY[name]
        if name not in POST_ONLY:
            assert (client.get(address).status_code == 403) is refused, name
        if refused:
            assert client.post(address, {"version": 1, "reason": "x"}).status_code == 403, name
    assert Event.objects.count() == events


@pytest.mark.parametrize("who", WHO)
def test_page_offers_what_the_person_may_and_nothing_else(client, who):
    action, pages = addresses()
    client.force_login(person(who, action.partnership))
    page = client.get(reverse("action", args=[action.pk])).content.decode()
    for name in ("record_progress", "plan", "deliver", "supersede", "cancel", "agree_date", "decline_date"):
        assert (pages[name] in page) is (who in MAY[name]), name
    for name in ("assure", "reopen", "add-evidence", "take-back-delivery"):  # not where it stands now
        assert pages[name] not in page


def test_another_partnership_and_a_stranger_find_nothing(client):
    _, pages = addresses()
    for address in pages.values():
        assert client.post(address).url.startswith("/accounts/sign-in/")
    client.force_login(make_user(Role.BUSINESS_MANAGER, make_partnership("Torbay")))
    for address in pages.values():
        assert client.post(address).status_code == 404
        assert client.get(address).status_code in (404, 405)


def test_administrator_may(client):
    _, pages = addresses()
    client.force_login(make_administrator())
    for name in set(pages) - POST_ONLY:
        assert client.get(pages[name]).status_code in (200, 302), name


def test_get_changes_nothing_and_other_methods_are_refused(client):
    action, pages = addresses()
    client.force_login(make_user(partnership=action.partnership))
    events = Event.objects.count()
    for name, address in pages.items():
        assert client.put(address).status_code == 405, name
        client.get(address)
    assert Event.objects.count() == events
