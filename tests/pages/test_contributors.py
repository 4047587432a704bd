"""Agencies that have a part in an action beside the one that leads."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from actions.models import Action, Contributor
from partnerships.models import Event, Role
from tests.makers import (
    make_agency,
    make_finding,
    make_officer,
    make_partnership,
    make_update,
    make_user,
    make_written,
)


@pytest.fixture
def action(client):
    action = make_written()
    client.force_login(make_user(partnership=action.partnership, name="Kim Jones"))
    return action


@pytest.fixture
def health(action):
    return make_agency(action.partnership, "Dorset CCG", "health")


def shown(answer):
    return " ".join(answer.content.decode().split())


def add(client, action, chosen, **form):
    form = {"agency": chosen.pk, "part": "Nurses use the tool."} | form
    return shown(client.post(reverse("add_contributor", args=[action.pk]), form, follow=True))


def change(client, contributor, **form):
    form = {"part": contributor.part, "version": contributor.version} | form
    answer = client.post(reverse("contributor", args=[contributor.pk]), form, follow=True)
    contributor.refresh_from_db()
    return shown(answer)


def end(client, contributor):
    return shown(client.post(reverse("end_contributor", args=[contributor.pk]), follow=True))


def test_agency_is_added_with_its_part_and_person(client, action, health):
    nurse = make_officer(health, "Ann Ash", job_title="Named nurse")
    page = add(client, action, health, officer=nurse.pk)
    assert "Dorset CCG has a part in A1.1." in page
    for words in ("Dorset CCG: Ann Ash, Named nurse", "Nurses use the tool.", "It has recorded nothing yet."):
        assert words in page
    assert "added the contributing agency Dorset CCG" in page
    assert Event.objects.about(Contributor.objects.get()).get().actor_name == "Kim Jones"


def test_what_it_said_last_stands_beside_its_part(client, action, health):
    add(client, action, health)
    for text in ("Six nurses are trained.", "Nine nurses are trained."):
        make_update(action, agency=health, text=text, author=make_user(None, name="Ann Ash"))
    page = shown(client.get(reverse("action", args=[action.pk])))
    today = f"{timezone.localdate():%-d %B %Y}"
    assert f"Last said on {today}, Ann Ash: progress. “Nine nurses are trained.”" in page


def test_part_is_changed_and_the_history_keeps_what_was(client, action, health):
    add(client, action, health)
    page = change(client, Contributor.objects.get(), part="Midwives use the tool.")
    assert "The part of Dorset CCG is saved." in page
    assert "Its part: from “Nurses use the tool.” to “Midwives use the tool.”" in page


def test_part_ends_and_can_begin_again(client, action, health):
    lead = make_user(Role.AGENCY_LEAD, action.partnership, agency=health)
    add(client, action, health)
    contributor = Contributor.objects.get()
    assert "has ended. The history keeps it." in end(client, contributor)
    page = shown(client.get(reverse("action", args=[action.pk])))
    assert "No other agency has a part in it." in page
    assert "ended the part of the contributing agency Dorset CCG" in page
    assert "ended before" in end(client, contributor)
    typed = change(client, contributor, part="Midwives use the tool.")
    assert "has ended. It can be added again. What you wrote is not saved. Its part: “Midwives use" in typed
    client.force_login(lead)
    assert client.get(reverse("record_progress", args=[action.pk])).status_code == 403
    client.force_login(make_user(partnership=action.partnership))
    add(client, action, health, part="Midwives too.")
    contributor.refresh_from_db()
    assert (contributor.ended_at, contributor.part) == (None, "Midwives too.")
    assert Contributor.objects.count() == 1


def test_ended_part_is_nobodys_action(client, action, health):
    nurse = make_user(Role.CONTRIBUTOR, action.partnership, agency=health)
    officer = make_officer(health, "Ann Ash", user=nurse)
    add(client, action, health, officer=officer.pk)
    assert Action.objects.of_person(nurse, timezone.localdate()).exists()
    end(client, Contributor.objects.get())
    assert not Action.objects.of_person(nurse, timezone.localdate()).exists()


def test_second_click_adds_once(client, action, health):
    add(client, action, health)
    assert "had a part in A1.1 before. You can change it." in add(client, action, health)
    assert Contributor.objects.count() == Event.objects.about(Contributor.objects.get()).count() == 1


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"agency": ""}, "Choose the agency."),
        ({"agency": "999"}, "Choose an agency of this partnership that does not lead the action."),
        ({"part": " "}, "Say what this agency does in the action."),
        ({"part": "x" * 1501}, "at most 1500 characters"),
        ({"officer": "999"}, "Choose an officer of this partnership."),
    ],
)
def test_wrong_form_is_told_and_kept(client, action, health, wrong, told):
    page = add(client, action, health, **({"part": "What I typed."} | wrong))
    assert told in page
    assert not Contributor.objects.exists()


def test_lead_foreign_agencies_and_other_agencies_people_are_refused(client, action, health):
    torbay = make_agency(make_partnership("Torbay"), "Devon Police")
    teacher = make_officer(make_agency(action.partnership, "Dorset Schools", "education"), "Debbie Simpson")
    for agency in (action.lead_agency, torbay):
        assert "does not lead the action" in add(client, action, agency)
    wrong_person = add(client, action, health, officer=teacher.pk)
    assert "Debbie Simpson is of Dorset Schools. Choose somebody of Dorset CCG." in wrong_person
    assert (
        "choose an officer of this partnership" in add(client, action, health, officer=make_officer(torbay).pk).lower()
    )
    assert not Contributor.objects.exists()


def test_closed_action_takes_nobody_in(client, action, health):
    action.cancel(None, "Done elsewhere.")
    assert "A1.1 is closed, so nobody new takes part." in add(client, action, health)
    assert "Add a contributing agency" not in shown(client.get(reverse("action", args=[action.pk])))


def test_stale_part_shows_both(client, action, health):
    add(client, action, health)
    contributor = Contributor.objects.get()
    version = contributor.version
    contributor.change(None, part="Midwives use the tool.")
    page = change(client, contributor, version=version, part="School nurses use it.")
    assert "which one do you keep?" in page
    assert "School nurses use it." in page
    assert contributor.part == "Midwives use the tool."


def test_only_who_plans_changes_it_and_strangers_find_nothing(client, action, health):
    add(client, action, health)
    contributor = Contributor.objects.get()
    pages = [reverse("contributor", args=[contributor.pk]), reverse("add_contributor", args=[action.pk])]
    posts = [*pages, reverse("end_contributor", args=[contributor.pk])]
    lead = make_user(Role.AGENCY_LEAD, action.partnership, agency=action.lead_agency)
    stranger = make_user(partnership=make_partnership("Torbay"))
    for user, status in ((lead, 403), (stranger, 404)):
        client.force_login(user)
        assert {client.get(page).status_code for page in pages} == {status}
        assert {client.post(page, {"part": "Mine"}).status_code for page in posts} == {status}
    client.force_login(lead)
    page = shown(client.get(reverse("action", args=[action.pk])))
    assert "Nurses use the tool." in page
    assert "Add a contributing agency" not in page
    contributor.refresh_from_db()
    assert contributor.version == 1


def test_page_costs_the_same_whatever_its_parts(client, action, django_assert_max_num_queries):
    other = make_written(make_finding(action.letter), target_date=dt.date(2018, 10, 1))
    for number in range(8):
        agency = make_agency(action.partnership, f"Trust {number}", "health")
        Contributor(partnership=action.partnership, action=other, agency=agency, part="Helps.").take_part(None)
        make_update(other, agency=agency)
    with django_assert_max_num_queries(15):
        client.get(reverse("action", args=[other.pk]))


def test_who_had_a_part_in_a_closed_action_stays(client, action, health):
    add(client, action, health)
    contributor = Contributor.objects.get()
    Action.objects.get(pk=action.pk).cancel(None, "Not needed.")
    closed = "A1.1 is closed, so who had a part in it stays."
    assert closed in change(client, contributor, part="Midwives use the tool.")
    assert closed in end(client, contributor)
    contributor.refresh_from_db()
    assert (contributor.part, contributor.ended_at) == ("Nurses use the tool.", None)
