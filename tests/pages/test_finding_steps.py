"""What can be said of a finding: each by who may, once, and refused in words where it does not fit."""

import datetime as dt

import pytest
from django.urls import reverse

from actions.finding_steps import FINDING_STEPS
from actions.models import Action, AlsoAnswers, Decision, ImpactRating, Opinion
from findings.models import Finding
from partnerships.models import Event, Role
from tests.makers import (
    make_action,
    make_agency,
    make_finding,
    make_letter,
    make_measure,
    make_officer,
    make_partnership,
    make_reading,
    make_user,
    make_written,
)

MET = {"meeting": "Executive", "on": "3 October 2018"}
RATING = {"rating": "some improvement", "note": "Audits say so.", **MET}
DECISION = {"text": "Fund an analyst.", **MET}
FORMS = {
    "theme": {"theme": "Exploitation"},
    "rate": RATING,
    "decide": DECISION,
    "opinion": {"text": "Not safer yet."},
    "add-measure": {"name": "Visits", "unit": "%", "baseline": "25%", "target": "95", "source": "audit"},
}


@pytest.fixture
def finding(client):
    finding = make_finding()
    client.force_login(make_user(Role.BUSINESS_MANAGER, finding.partnership))
    return finding


def take(client, finding, step, **form):
    form = {"version": Finding.objects.get(pk=finding.pk).version} | form
    answer = client.post(reverse(f"finding_{step}", args=[finding.pk]), form, follow=True)
    finding.refresh_from_db()
    return " ".join(answer.content.decode().split())


def scrutineer(client, finding):
    client.force_login(make_user(Role.SCRUTINEER, finding.partnership, name="Sue Scrutineer"))


def test_theme_is_named_changed_and_taken_away(client, finding):
    assert "The theme is saved." in take(client, finding, "theme", theme="Exploitation")
    assert finding.theme == "Exploitation"
    form = client.get(reverse("finding_theme", args=[finding.pk])).content.decode()
    assert "In use: Exploitation." in form
    take(client, finding, "theme", theme="")
    assert finding.theme == ""


def test_stale_theme_is_refused_with_what_was_typed(client, finding):
    version = finding.version
    take(client, finding, "theme", theme="Exploitation")
    page = take(client, finding, "theme", theme="Neglect", version=version)
    assert "changed this after you opened it" in page
    assert 'value="Neglect"' in page
    assert finding.theme == "Exploitation"


def test_impact_is_rated_by_a_meeting(client, finding):
    assert "The impact is rated." in take(client, finding, "rate", **RATING)
    rating = ImpactRating.objects.get()
    assert (rating.rating, rating.meeting, rating.on) == ("some improvement", "Executive", dt.date(2018, 10, 3))


def test_embedded_needs_two_measures_with_readings(client, finding):
    make_reading(make_measure(finding))
    other = make_measure(finding, name="Surveys")
    page = take(client, finding, "rate", **{**RATING, "rating": "embedded"})
    assert "“Embedded” needs two measures with readings." in page
    assert "Audits say so.</textarea>" in page
    make_reading(other)
    assert "The impact is rated." in take(client, finding, "rate", **{**RATING, "rating": "embedded"})


def test_scrutineer_gives_an_opinion(client, finding):
    scrutineer(client, finding)
    page = take(client, finding, "opinion", text="Not safer yet.")
    assert "Opinion of Sue Scrutineer" in page
    assert Opinion.objects.get().text == "Not safer yet."


def test_decision_of_the_safeguarding_partners(client, finding):
    page = take(client, finding, "decide", **DECISION, by_partners="on")
    assert "Decision of Executive, 3 October 2018" in page
    assert "By the safeguarding partners." in page


def test_no_action_is_needed(client, finding):
    draft = make_action(finding)
    page = take(client, finding, "decide", **DECISION, no_action="on")
    draft.refresh_from_db()
    assert (draft.status, draft.reason) == ("cancelled", "No action is needed: Fund an analyst.")
    assert "No action needed" in page


def test_no_action_cannot_be_needed_where_there_is_one(client, finding):
    action = make_written(finding)
    draft = make_action(finding)
    page = take(client, finding, "decide", **DECISION, no_action="on")
    assert "A1.1 answers it. Cancel what is not needed first, each with its reason." in page
    assert not Decision.objects.exists()
    assert {one.status for one in Action.objects.all()} == {action.status, draft.status}


def test_an_action_is_added_under_the_next_number(client, finding):
    make_written(finding).cancel(None, "Not needed.")
    police = finding.lead_agency
    officer = make_officer(police)
    told = {"lead_agency": police.pk, "lead_officer": officer.pk, "target_date": "1/12/2018"}
    page = take(client, finding, "add-action", text="Train all.", measure_of_success="Nine of ten.", **told)
    action = Action.objects.get(sequence=2)
    assert "Action A1.2" in page
    assert (action.status, action.text, action.lead_officer) == ("not started", "Train all.", officer)
    assert action.target_date == action.original_target_date == dt.date(2018, 12, 1)
    assert action.letter == finding.letter


def test_an_agencys_lead_adds_for_their_own_agency_alone(client, finding):
    council = make_agency(finding.partnership, "Dorset Council", "local authority")
    client.force_login(make_user(Role.AGENCY_LEAD, finding.partnership, agency=finding.lead_agency))
    refused = take(client, finding, "add-action", text="Train all.", lead_agency=council.pk)
    assert "Choose an agency from the list." in refused
    take(client, finding, "add-action", text="Train all.", lead_agency=finding.lead_agency_id)
    assert Action.objects.get().lead_agency == finding.lead_agency


def test_another_action_also_answers_it_and_no_longer(client, finding):
    action = make_written(make_finding(finding.letter), text="Buy one system.")
    page = take(client, finding, "also", action=action.pk)
    assert "Also answered by" in page
    also = AlsoAnswers.objects.get()
    back = client.post(reverse("take_back", args=[also.pk]), follow=True).content.decode()
    assert "A2.1 no longer answers A1." in back
    assert "Also answered by" not in back
    assert f"/findings/{finding.pk}/" not in client.get(reverse("action", args=[action.pk])).content.decode()
    client.post(reverse("take_back", args=[also.pk]))
    assert Event.objects.about(also).count() == 2
    take(client, finding, "also", action=action.pk)
    assert AlsoAnswers.objects.standing().get() == also


def test_foreign_own_and_unwritten_actions_cannot_also_answer(client, finding):
    foreign = make_written(make_finding(make_letter(make_partnership("Torbay"))))
    for wrong in (foreign, make_written(finding), make_action(make_finding(finding.letter))):
        assert "Choose an action from the list." in take(client, finding, "also", action=wrong.pk)
    assert not AlsoAnswers.objects.exists()


@pytest.mark.parametrize("step", [*FORMS, "add-action", "also"])
def test_sent_twice_is_kept_once(client, finding, step):
    form = FORMS.get(step) or {
        "add-action": {"text": "Train all.", "lead_agency": finding.lead_agency_id},
        "also": {"action": make_written(make_finding(finding.letter)).pk},
    }.get(step)
    if step == "opinion":
        scrutineer(client, finding)
    take(client, finding, step, **form)
    events = Event.objects.count()
    assert "Nothing is changed: this stands already." in take(client, finding, step, **form)
    assert Event.objects.count() == events


@pytest.mark.parametrize(
    ("step", "wrong", "words"),
    [
        ("rate", {"on": "soon"}, "Rated on: write a day"),
        ("rate", {"on": "1 January 2100"}, "Rated on: choose a day from 2000 to today."),
        ("rate", {"on": "1 January 1900"}, "Rated on: choose a day from 2000 to today."),
        ("rate", {"rating": ""}, "Choose the impact."),
        ("rate", {"rating": "splendid"}, "splendid"),
        ("decide", {"meeting": " "}, "Meeting: write which meeting decided it."),
        ("decide", {"text": "x" * 1501}, "at most 1500 characters"),
        ("theme", {"theme": "x" * 101}, "at most 100 characters"),
        ("add-measure", {"baseline": "many"}, "Baseline: write a number, such as 25 or 12.5."),
        ("add-measure", {"target": "NaN"}, "Target: write a number, such as 25 or 12.5."),
        ("add-measure", {"target": "9" * 30}, "Target: write a number, such as 25 or 12.5."),
        ("add-measure", {"source": ""}, "Choose where the numbers come from."),
    ],
)
def test_wrong_input_is_told_and_nothing_is_changed(client, finding, step, wrong, words):
    events = Event.objects.count()
    page = take(client, finding, step, **{**FORMS[step], **wrong})
    assert "There is a problem" in page
    assert words in page
    assert Event.objects.count() == events


@pytest.mark.parametrize("step", FINDING_STEPS, ids=lambda step: step.url_name)
def test_who_may_not(client, finding, step):
    url = reverse(step.name, args=[finding.pk])
    client.force_login(make_user(Role.VIEWER, finding.partnership))
    events = Event.objects.filter(partnership=finding.partnership)
    before = events.count()
    assert (client.get(url).status_code, client.post(url, {}).status_code) == (403, 403)
    client.force_login(make_user(partnership=make_partnership("Torbay")))
    assert (client.get(url).status_code, client.post(url, {}).status_code) == (404, 404)
    assert events.count() == before


def test_taking_back_is_for_those_who_plan(client, finding):
    action = make_written(make_finding(finding.letter))
    also = AlsoAnswers(partnership=finding.partnership, action=action, finding=finding).enter(None)
    url = reverse("take_back", args=[also.pk])
    for role, status in ((Role.VIEWER, 403), (Role.CHAIR, 403)):
        client.force_login(make_user(role, finding.partnership))
        assert client.post(url).status_code == status
    client.force_login(make_user(partnership=make_partnership("Torbay")))
    assert client.post(url).status_code == 404
    assert AlsoAnswers.objects.standing().exists()
