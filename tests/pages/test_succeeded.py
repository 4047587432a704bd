"""An agency whose place was taken is given no more work; what it has already stays, until it is handed over."""

import pytest
from django.urls import reverse

from tests.makers import make_agency, make_finding, make_successor, make_user, make_written


@pytest.fixture
def action(client):
    action = make_written()
    client.force_login(make_user(partnership=action.partnership))
    return action


PAGES = {"lead": "finding", "finding_add-action": "finding", "add_contributor": "action"}


def offered(client, page, action):
    key = action.pk if PAGES[page] == "action" else action.finding_id
    form = client.get(reverse(page, args=[key])).context["form"]
    field = form.fields["lead_agency" if page == "finding_add-action" else "agency"]
    return {str(one) for one in field.queryset}


@pytest.mark.parametrize("page", PAGES)
def test_it_is_not_offered_for_new_work(client, action, page):
    make_successor(make_agency(action.partnership, "Dorset CCG", "health"))
    names = offered(client, page, action)
    assert "Dorset CCG" not in names
    assert "Dorset ICB" in names


@pytest.mark.parametrize("page", ["lead", "finding_add-action"])
def test_the_one_that_stands_there_now_is(client, action, page):
    gone = make_agency(action.partnership, "Dorset CCG", "health")
    led = make_written(make_finding(action.letter, lead_agency=gone))
    make_successor(gone)
    assert {"Dorset CCG", "Dorset ICB"} <= offered(client, page, led)


def test_a_choice_that_was_made_up_is_refused(client, action):
    gone = make_agency(action.partnership, "Dorset CCG", "health")
    make_successor(gone)
    form = {"agency": gone.pk, "version": action.finding.version}
    page = client.post(reverse("lead", args=[action.finding_id]), form).content.decode()
    assert "Choose an agency of this partnership" in page
