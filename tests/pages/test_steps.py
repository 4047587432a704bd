import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from actions.models import Action, Status
from partnerships.models import Event, Role, User
from partnerships.stale import StaleForm
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


@pytest.mark.parametrize("taken", ["deliver", "assure"])
def test_of_two_clicks_at_once_the_slower_is_told_where_it_stands(client, action, monkeypatch, taken):
    said = {} if taken == "assure" else {"difference": "Officers use the tool."}

    def faster_then_own(form, save):
        monkeypatch.undo()
        getattr(Action.objects.get(pk=action.pk), taken)(None, *said.values())
        return form.attempt(save)

    if taken == "assure":
        delivered(action)
    else:
        client.force_login(make_user(Role.AGENCY_LEAD, action.partnership, agency=action.lead_agency))
    monkeypatch.setattr(StaleForm, "attempt", faster_then_own)
    page = take(client, action, taken, **said)
    assert f"A1.1 stands at “{action.get_status_display()}” now." in page
    assert action.status == {"deliver": Status.DELIVERED, "assure": Status.ASSURED}[taken]
    assert "There is a problem" not in page
    assert "What you wrote is not saved" not in page


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


def test_asking_for_more_evidence_says_who_asked_what_and_when(client, action):
    page = take(client, delivered(action), "more-evidence", reason="An audit, not a policy.")
    assert action.status == Status.MORE_EVIDENCE
    for words in (
        f"More evidence was asked for: {timezone.localdate():%-d %B %Y}, Cher Chair",
        "“An audit, not a poli",
    ):
        assert words in page


def test_more_evidence_is_answered_with_some_that_is_new(client, action):
    delivered(action).ask_for_more_evidence(make_user(None, name="Sue Scrutineer"), "An audit, not a policy.")
    lead = make_user(Role.AGENCY_LEAD, action.partnership, agency=action.lead_agency)
    chair = client.session["_auth_user_id"]
    client.force_login(lead)
    asked = client.get(reverse("deliver", args=[action.pk])).content.decode()
    assert "Sue Scrutineer</h2>" in asked
    assert "Officers use the tool.</textarea>" in asked  # what was said before is there to be changed
    page = take(client, action, "deliver", difference="Officers use the tool.")
    assert "Add evidence that is new since then." in page
    assert action.status == Status.MORE_EVIDENCE
    page = take(client, action, "deliver", difference="Nine of ten.", link="https://example.org/new", title="New one")
    assert "A1.1 is delivered." in page
    client.force_login(User.objects.get(pk=chair))
    page = client.get(reverse("assure", args=[action.pk])).content.decode()
    assert "“An audit, not a policy.”" in page
    assert page.count("New since it was asked for") == 1


def test_delivery_is_taken_back_with_a_reason(client, action):
    client.force_login(make_user(Role.AGENCY_LEAD, action.partnership, agency=action.lead_agency, name="Lea Lead"))
    page = client.get(reverse("action", args=[delivered(action).pk])).content.decode()
    assert "Take “delivered” back" in page
    assert "Give the reason." in take(client, action, "take-back-delivery", reason="")
    page = take(client, action, "take-back-delivery", reason="The wrong button.")
    assert "A1.1 is not delivered any more." in page
    assert action.status == Status.IN_PROGRESS
    assert "<strong>Lea Lead</strong> took" in page
    assert "The wrong button." in page
    assert "What is now different" not in page[: page.index("What happened")]
    again = take(client, action, "take-back-delivery", reason="The wrong button.")
    assert "A1.1 stands at “In progress” now." in again
    assert "What you wrote is not saved" not in again


def test_what_is_assured_cannot_be_taken_back(client, action):
    delivered(action).assure(None)
    client.force_login(make_user(Role.AGENCY_LEAD, action.partnership, agency=action.lead_agency))
    assert "A1.1 stands at “Assured” now." in take(client, action, "take-back-delivery", reason="No.")
    assert "A1.1 stands at “Assured” now." in take(client, action, "add-evidence", link="https://example.org/new")
    assert action.status == Status.ASSURED


def test_evidence_is_added_once_while_it_waits(client, action):
    client.force_login(make_user(Role.AGENCY_LEAD, action.partnership, agency=action.lead_agency))
    assert "Choose a file, or give a link." in take(client, delivered(action), "add-evidence")
    for told in ("A1.1 has the new evidence.", "Nothing is changed: this was done on A1.1 before."):
        assert told in take(client, action, "add-evidence", link="https://example.org/new", title="Nine of ten")
    assert action.evidence.count() == 2
    assert action.status == Status.DELIVERED


def test_what_came_late_keeps_saying_how_late(client, action):
    day = timezone.localdate()
    action.change(None, target_date=day - dt.timedelta(days=12))
    page = take(client, delivered(action), "assure")
    assert "delivered 12 days late" in page
    assert "delivered 12 days late" in client.get("/actions/").content.decode()
    action.change(None, target_date=day)
    assert "days late" not in client.get(reverse("action", args=[action.pk])).content.decode()


@pytest.mark.parametrize("step", ["deliver", "add-evidence"])
def test_file_that_a_browser_does_not_keep_is_asked_for_again(client, action, step):
    client.force_login(make_user(partnership=action.partnership))
    if step == "add-evidence":
        delivered(action)
    sent = {
        "file": SimpleUploadedFile("audit.pdf", b"%PDF-"),
        "link": "https://example.org/both",
        "difference": "Used.",
    }
    page = take(client, action, step, **sent)
    assert "Choose the file again" in page
    assert "Give a file or a link: one of the two." in page
    assert action.evidence.count() == 1


def test_deputy_of_an_agency_that_clears_does_not_go_round_its_lead(client, action):
    action.lead_agency.change(None, clears_updates=True)
    make_user(Role.AGENCY_LEAD, action.partnership, agency=action.lead_agency)
    client.force_login(make_user(Role.DEPUTY, action.partnership, agency=action.lead_agency))
    page = take(client, action, "deliver", difference="Used.", link="https://example.org/new")
    assert "Dorset Police clears what you record." in page
    assert "Say it is delivered" not in page
    assert (action.status, action.evidence.count()) == (Status.NOT_STARTED, 1)


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


def test_what_takes_its_place_is_named_by_its_letter_where_there_are_several(client, action):
    make_written(action.finding)
    address = reverse("supersede", args=[action.pk])
    assert ">A1.2 " in client.get(address).content.decode()
    other = make_written(make_finding(make_letter(action.partnership, letter_date=dt.date(2020, 3, 4))))
    page = client.get(address).content.decode()
    assert f">{other} " in page
    assert ">Dorset, 9 July 2018 › A1.2 " in page


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
