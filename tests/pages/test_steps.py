import pytest
from django.urls import reverse

from actions.models import Status
from partnerships.models import Event, Role
from tests.makers import (
    make_evidence,
    make_finding,
    make_letter,
    make_officer,
    make_opinion,
    make_partnership,
    make_user,
    make_written,
)

REASON = {"reason": "It is done elsewhere."}


@pytest.fixture
def action(client):
    action = make_written()
    make_evidence(action)
    client.force_login(make_user(Role.CHAIR, action.partnership, name="Cher Chair"))
    return action


def delivered(action):
    action.deliver(None, "Officers use the tool.")
    return action


def take(client, action, step, **form):
    form = {"version": action.version} | form
    answer = client.post(reverse(step, args=[action.pk]), form, follow=True)
    action.refresh_from_db()
    return " ".join(answer.content.decode().split())


def test_lead_says_that_it_is_delivered(client, action):
    client.force_login(make_user(Role.AGENCY_LEAD, action.partnership, agency=action.lead_agency))
    assert "A1.1 is delivered." in take(client, action, "deliver", difference="Officers use the tool.")
    assert (action.status, action.difference) == (Status.DELIVERED, "Officers use the tool.")


def test_delivering_takes_its_evidence_along(client):
    action = make_written()
    client.force_login(make_user(partnership=action.partnership))
    assert "Add at least one piece of evidence" in take(client, action, "deliver", difference="Used.")
    link = {"link": "https://example.org/audit"}
    assert "A1.1 is delivered." in take(client, action, "deliver", difference="Used.", **link)


def test_chair_assures_and_the_page_says_who(client, action):
    page = take(client, delivered(action), "assure")
    assert "A1.1 is assured." in page
    assert "Blue: assured" in page
    assert "by Cher Chair" in page


def test_who_assures_reads_the_opinions_on_the_evidence(client, action):
    asked = delivered(action)
    make_opinion(action.finding, action=action, text="Two children were not asked.")
    make_opinion(action.finding, action=action, evidence=action.evidence.get(), text="Forty cases, well chosen.")
    page = client.get(reverse("assure", args=[asked.pk])).content.decode()
    assert "Two children were not asked." in page
    assert "Forty cases, well chosen." in page


def test_asking_for_more_evidence_shows_the_reason(client, action):
    page = take(client, delivered(action), "more-evidence", reason="An audit, not a policy.")
    assert action.status == Status.MORE_EVIDENCE
    assert "“An audit, not a policy.”" in page


@pytest.mark.parametrize(("step", "status"), [("cancel", Status.CANCELLED), ("supersede", Status.SUPERSEDED)])
def test_closing_and_reopening(client, action, step, status):
    other = make_written(make_finding(action.letter))
    take(client, action, step, by=other.pk, **REASON)
    assert action.status == status
    assert "A1.1 is open again." in take(client, action, "reopen", **REASON)
    assert action.status == Status.NOT_STARTED


def test_superseding_by_itself_or_by_another_plans_action_is_refused(client, action):
    foreign = make_written(make_finding(make_letter(make_partnership("Torbay"))))
    for wrong in (action.pk, foreign.pk, "x", ""):
        assert "There is a problem" in take(client, action, "supersede", by=wrong, **REASON)
    assert action.status == Status.NOT_STARTED


@pytest.mark.parametrize("step", ["cancel", "supersede"])
def test_a_reason_is_needed(client, action, step):
    assert "Give the reason." in take(client, action, step, reason=" ")
    assert action.status == Status.NOT_STARTED


def test_second_click_says_where_it_stands(client, action):
    delivered(action)
    version = action.version
    take(client, action, "assure", version=version)
    events = Event.objects.count()
    assert "A1.1 stands at “Assured” now." in take(client, action, "assure", version=version)
    assert Event.objects.count() == events


def test_stale_step_is_refused_with_what_changed_and_then_goes_through(client, action):
    version = action.version
    action.write_text(None, "Train everyone.")
    page = take(client, action, "cancel", version=version, **REASON)
    assert "Not saved yet: The program changed this" in page
    assert "What will be done is now “Train everyone.”" in page
    assert f'name="version" value="{action.version}"' in page
    assert "It is done elsewhere.</textarea>" in page
    take(client, action, "cancel", **REASON)
    assert action.status == Status.CANCELLED


@pytest.mark.parametrize("version", ["", "x", "9" * 25])
def test_mangled_version_changes_nothing(client, action, version):
    take(client, action, "cancel", version=version, **REASON)
    assert action.status == Status.NOT_STARTED


def test_nobody_assures_their_own_action(client, action):
    chair = make_user(Role.CHAIR, action.partnership)
    action.change(None, lead_officer=make_officer(action.lead_agency, user=chair))
    client.force_login(chair)
    assert "You may not do this" in take(client, delivered(action), "assure")
    assert action.status == Status.DELIVERED
    assert reverse("assure", args=[action.pk]) not in client.get(reverse("action", args=[action.pk])).content.decode()
