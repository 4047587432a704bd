"""Need help: who hears of it, where it shows, and when it is over."""

import uuid

import pytest
from django.urls import reverse

from actions.models import Contributor, Update
from partnerships.models import Role
from tests.makers import (
    make_agency,
    make_evidence,
    make_finding,
    make_letter,
    make_partnership,
    make_update,
    make_user,
    make_written,
)

NEED = {"kind": "need help", "text": "We have no trainer."}
TAG = "Help asked for</strong>"


@pytest.fixture
def action():
    return make_written()


@pytest.fixture
def health(action):
    """An agency with a part in it."""
    health = make_agency(action.partnership, "Dorset CCG", "health")
    Contributor(partnership=action.partnership, action=action, agency=health).enter(None)
    return health


def errands(client, user):
    client.force_login(user)
    found = client.get("/").context["errands"]
    return [row.note for group in found if group.title == "Help is asked for" for row in group.rows]


def table(client, user, **query):
    client.force_login(user)
    answer = client.get("/actions/", query)
    numbers = [row.record.number for row in answer.context["table"].page.object_list]
    return numbers, answer.content.decode()


def stands(action):
    return Update.objects.calling().filter(action=action).exists()


@pytest.mark.parametrize("role", [Role.BUSINESS_MANAGER, Role.CHAIR, Role.AGENCY_LEAD, Role.DEPUTY])
def test_who_can_help_hears_of_it(client, action, role):
    make_update(action, author=make_user(None, name="Di Deputy"), **NEED)
    [note] = errands(client, make_user(role, action.partnership))
    assert note.startswith("Di Deputy for Dorset Police, ")
    assert note.endswith(": “We have no trainer.”")


def test_nobody_else_does(client, action, health):
    make_update(action, **NEED)
    for role in (Role.CONTRIBUTOR, Role.VIEWER, Role.SCRUTINEER, Role.SAFEGUARDING_PARTNER):
        assert errands(client, make_user(role, action.partnership)) == []
    assert errands(client, make_user(Role.AGENCY_LEAD, action.partnership, agency=health)) == []
    torbay = make_letter(make_partnership("Torbay")).partnership
    assert errands(client, make_user(partnership=torbay)) == []


def test_action_carries_it_in_its_page_and_its_row_and_the_table_finds_it(client, action):
    viewer = make_user(Role.VIEWER, action.partnership)
    make_written(make_finding(action.letter))
    assert TAG not in table(client, viewer)[1]
    make_update(action, **NEED)
    page = client.get(reverse("action", args=[action.pk])).content.decode()
    assert TAG in page
    assert "Help is asked for by Dorset Police" in page
    assert table(client, viewer)[1].count(TAG) == 1
    assert table(client, viewer, **{"filter-help": "asked"})[0] == ["A1.1"]
    assert table(client, viewer, **{"filter-help": "not-asked"})[0] == ["A2.1"]
    assert "Help: Asked for" in table(client, viewer, **{"filter-help": "asked"})[1]
    file = b"".join(client.get("/actions/export.csv").streaming_content).decode()
    assert "Amber" in file or "Red" in file
    assert file.count(",Asked for,") == 1


def test_the_next_word_of_that_agency_ends_it_and_no_other(client, action, health):
    make_update(action, **NEED)
    make_update(action, agency=health)
    make_update(action, kind="no change", text="")
    make_update(action, draft=True)
    assert stands(action)
    make_update(action)
    assert not stands(action)


def test_a_contributing_agency_calls_too_and_its_part_ends_it(action, health):
    make_update(action, agency=health, **NEED)
    assert stands(action)
    action.contributors.get().end(None)
    assert not stands(action)


def test_it_is_over_once_the_action_is_delivered(client, action):
    make_update(action, **NEED)
    make_evidence(action)
    action.deliver(None, "Officers use the tool.")
    assert not stands(action)
    assert errands(client, make_user(partnership=action.partnership)) == []


def test_a_draft_calls_nobody_until_it_is_cleared(client, action):
    draft = make_update(action, draft=True, **NEED)
    assert not stands(action)
    draft.clear(None)
    assert stands(action)


def test_an_older_call_that_is_cleared_later_does_not_stand(action):
    draft = make_update(action, draft=True, **NEED)
    make_update(action)
    draft.clear(None)
    assert not stands(action)


def test_recording_says_who_hears_of_it(client, action):
    client.force_login(make_user(Role.AGENCY_LEAD, action.partnership))
    form = {"declared": "red", "token": uuid.uuid4(), **NEED}
    page = client.post(reverse("record_progress", args=[action.pk]), form, follow=True).content.decode()
    assert "Your call for help is recorded on A1.1." in page
    assert "The business manager, the chair and the leads of Dorset Police see it" in page


def test_queries_do_not_grow(client, action, health, django_assert_max_num_queries):
    user = make_user(partnership=action.partnership)
    for one in (action, *(make_written(make_finding(action.letter)) for _ in range(4))):
        make_update(one, **NEED)
    make_update(action, agency=health, **NEED)
    client.force_login(user)
    for path, most in (("/", 15), ("/actions/", 8), (reverse("action", args=[action.pk]), 15)):
        with django_assert_max_num_queries(most):
            client.get(path)


@pytest.fixture
def led_on(action):
    """Called for by the police, then led by the probation service."""
    make_update(action, declared="red", next_step="Hire a trainer.", **NEED)
    action.change(None, lead_agency=make_agency(action.partnership, "Probation Service", "probation"))
    return action


def test_what_the_former_lead_said_stands_until_the_new_one_speaks(client, led_on):
    manager = make_user(partnership=led_on.partnership)
    assert len(errands(client, manager)) == 1
    assert TAG in client.get(reverse("action", args=[led_on.pk])).content.decode()
    make_update(led_on, kind="no change", text="")
    assert stands(led_on)
    make_update(led_on)
    assert not stands(led_on)
    assert errands(client, manager) == []


def test_word_of_another_part_does_not_end_the_former_lead_s_call(led_on, health):
    make_update(led_on, agency=health)
    assert stands(led_on)


def test_former_lead_ends_its_call_by_its_part_too(led_on):
    police = make_agency(led_on.partnership)
    Contributor(partnership=led_on.partnership, action=led_on, agency=police).enter(None)
    make_update(led_on, agency=police)
    assert not stands(led_on)


def test_progress_form_shows_the_former_lead_s_last_word(client, led_on, health):
    make_update(led_on, agency=health, text="Nurses use it.")
    client.force_login(make_user(Role.AGENCY_LEAD, led_on.partnership, agency=led_on.lead_agency))
    page = client.get(reverse("record_progress", args=[led_on.pk])).content.decode()
    assert "We have no trainer." in page
    assert "for Dorset Police" in page
    assert "Nurses use it." not in page
    make_update(led_on, text="Ten are trained.")
    page = client.get(reverse("record_progress", args=[led_on.pk])).content.decode()
    assert "Ten are trained." in page
    assert "We have no trainer." not in page


def test_draft_of_the_former_lead_still_declares_when_it_is_cleared(action):
    draft = make_update(action, draft=True, declared="red")
    action.change(None, lead_agency=make_agency(action.partnership, "Probation Service", "probation"))
    draft.clear(None)
    action.refresh_from_db()
    assert action.declared == "red"
