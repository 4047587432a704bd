"""Whom forms offer for work: under their agencies, those who are still here, and nobody who never owns any."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from actions.models import Contributor
from partnerships.models import Officer
from tests.makers import make_agency, make_officer, make_user, make_written

LEFT = dt.date(2018, 10, 3)
TODAY = timezone.localdate()
NEXT_MONTH = TODAY + dt.timedelta(days=30)


@pytest.fixture
def action(client):
    action = make_written()
    client.force_login(make_user(partnership=action.partnership))
    return action


@pytest.fixture
def people(action):
    """In each of two agencies one who is here; and with the police one who leaves, who left, who never owns."""
    police, health = action.lead_agency, make_agency(action.partnership, "Bournemouth CCG", "health")
    make_officer(health, "Nora Nurse", job_title="Named nurse")
    make_officer(police, "Ann Ash", job_title="Inspector")
    make_officer(police, "Lea Leaver", job_title="", left_on=NEXT_MONTH)
    make_officer(police, "Gone Away", job_title="", left_on=LEFT)
    make_officer(police, "Last Day", job_title="", left_on=TODAY)
    make_officer(police, "Com Missioner", job_title="", accountable_executive=False, never_owner=True)
    Officer(partnership=action.partnership, name="Solo Chair").enter(None)
    return police, health


def offered(client, address, name):
    """The words of a select's choices, by group, in the page's order."""
    page = client.get(address).content.decode()
    box = re.search(rf'<select name="{name}".*?</select>', page, re.DOTALL)[0]
    groups = re.findall(r'<optgroup label="(.*?)">(.*?)</optgroup>', box, re.DOTALL)
    return {label: re.findall(r"<option[^>]*>(.*?)</option>", inside, re.DOTALL) for label, inside in groups}


POLICE = ["Ann Ash, Inspector", f"Lea Leaver (leaves {NEXT_MONTH:%-d %B %Y})"]
LISTS = {"Dorset Police": POLICE, "Bournemouth CCG": ["Nora Nurse, Named nurse"], "Of no agency": ["Solo Chair"]}


@pytest.mark.parametrize("name", ["lead_officer", "deputy"])
def test_plan_offers_the_leading_agency_s_first(client, action, people, name):
    shown = offered(client, reverse("plan", args=[action.pk]), name)
    assert list(shown.items()) == list(LISTS.items())


def test_a_new_action_and_a_change_of_many_offer_the_same(client, action, people):
    assert offered(client, reverse("finding_add-action", args=[action.finding_id]), "lead_officer") == LISTS
    assert offered(client, f"/actions/change/?action={action.pk}", "lead_officer") == LISTS


def test_who_left_and_still_leads_is_marked_and_stays_choosable(client, action, people):
    gone = Officer.objects.get(name="Gone Away")
    action.change(None, lead_officer=gone, deputy=Officer.objects.get(name="Lea Leaver"))
    part = {"partnership": action.partnership, "action": action, "agency": people[1]}
    contributor = Contributor(officer=gone, **part).enter(None)
    page = " ".join(client.get(reverse("action", args=[action.pk])).content.decode().split())
    assert page.count("Gone Away (left 3 October 2018)") == 2
    assert f"Deputy: Lea Leaver (leaves {NEXT_MONTH:%-d %B %Y})" in page
    assert (
        "Gone Away (left 3 October 2018)"
        in offered(client, reverse("plan", args=[action.pk]), "deputy")["Dorset Police"]
    )
    address = reverse("contributor", args=[contributor.pk])
    assert offered(client, address, "officer")["Dorset Police"] == ["Gone Away (left 3 October 2018)"]


def test_a_part_is_given_to_the_agency_s_own(client, action, people):
    others = {name: LISTS[name] for name in ("Bournemouth CCG", "Of no agency")}
    assert offered(client, reverse("add_contributor", args=[action.pk]), "officer") == others
    part = Contributor(partnership=action.partnership, action=action, agency=people[1]).enter(None)
    assert offered(client, reverse("contributor", args=[part.pk]), "officer") == others


def test_an_invitation_names_the_agency_of_each_officer(client, action, people):
    address = f"{reverse('invite', args=[action.partnership_id])}?role=agency lead"
    shown = offered(client, address, "officer")
    assert list(shown) == ["Bournemouth CCG", "Dorset Police"]
    assert "Lea Leaver" in " ".join(shown["Dorset Police"])
    assert "Gone Away" not in " ".join(shown["Dorset Police"])
