"""Closing a finding and opening it again: never by itself, and an area for priority action by its partners alone."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from actions import closing
from actions.models import Action, AlsoAnswers, Challenge, Decision, ImpactRating, NotPossible, Opinion
from actions.planning import open_actions
from partnerships.models import Role
from tests.makers import (
    make_action,
    make_assured,
    make_challenge,
    make_decision,
    make_evidence,
    make_finding,
    make_measure,
    make_opinion,
    make_reading,
    make_user,
    make_written,
)

WHY = {"meeting": "Executive", "on": "3 October 2018", "text": "The audits show it."}


@pytest.fixture
def finding(client):
    finding = make_finding()
    client.force_login(make_user(Role.CHAIR, finding.partnership, name="Cher Chair"))
    return finding


@pytest.fixture
def priority(finding):
    finding = make_finding(finding.letter, kind="priority action")
    make_assured(finding)
    return finding


def close(client, finding, **form):
    url = reverse("finding_close", args=[finding.pk])
    asked = client.get(url).content.decode()
    answer = client.post(url, {"version": finding.version, **WHY, **form}, follow=True)
    finding.refresh_from_db()
    return " ".join((asked + answer.content.decode()).split())


def test_it_is_closed_with_a_reason_and_a_decision(client, finding):
    make_assured(finding)
    page = close(client, finding)
    assert "The finding is closed." in page
    assert "Closed by Cher Chair" in page
    assert (finding.reason, Decision.objects.get().closes) == ("The audits show it.", True)


def test_all_assured_does_not_close_it(finding):
    make_assured(finding)
    finding.refresh_from_db()
    assert finding.closed_at is None


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (make_written, "A1.1 is open: it is assured or cancelled first."),
        (make_action, "A1.1 has no action written yet: write it or cancel it."),
        (lambda finding: deliver(make_written(finding)), "A1.1 waits for assurance"),
        (lambda finding: None, "No action answers it."),
    ],
)
def test_what_is_not_finished_bars_it(client, finding, make, words):
    make(finding)
    assert words in close(client, finding)
    assert finding.closed_at is None
    assert not Decision.objects.exists()


def deliver(action):
    make_evidence(action)
    action.deliver(None, "Used.")


def test_another_findings_open_action_that_answers_it_too_bars_it(client, finding):
    make_assured(finding)
    other = make_written(make_finding(finding.letter))
    AlsoAnswers(partnership=finding.partnership, action=other, finding=finding).enter(None)
    assert "A2.1 is open" in close(client, finding)
    assert finding.closed_at is None


def test_it_is_closed_where_no_action_is_needed(client, finding):
    make_decision(finding, no_action=True)
    assert "The finding is closed." in close(client, finding)


def test_the_second_click_says_where_it_stands(client, finding):
    make_assured(finding)
    version = finding.version
    close(client, finding)
    assert "A1 stands at “Closed” now." in close(client, finding, version=version)
    assert Decision.objects.count() == 1


def test_priority_action_needs_the_scrutineers_opinion(client, priority):
    assert "The scrutineer has given no opinion" in close(client, priority, by_partners="on")
    assert priority.closed_at is None


def test_priority_action_is_closed_by_the_partners_with_the_opinion(client, priority):
    opinion = make_opinion(priority)
    page = close(client, priority, by_partners="on", opinion=opinion.pk)
    assert "Closes the finding. By the safeguarding partners. With the opinion of Sue Scrutineer" in page
    assert Decision.objects.get().opinion == opinion


def test_priority_action_is_closed_by_nobody_else(client, priority):
    opinion = make_opinion(priority)
    assert "Say that the safeguarding partners decided this" in close(client, priority, opinion=opinion.pk)
    assert priority.closed_at is None


def test_an_opinion_on_something_else_does_not_do(client, priority, finding):
    make_opinion(priority)
    on_another = make_opinion(finding)
    on_its_action = make_opinion(priority, action=priority.actions.get())
    for wrong in (on_another.pk, on_its_action.pk, 0, "x", ""):
        assert "There is a problem" in close(client, priority, by_partners="on", opinion=wrong)
    assert priority.closed_at is None
    assert Opinion.objects.count() == 3


def test_it_is_reopened_with_a_reason(client, finding):
    make_assured(finding)
    close(client, finding)
    url = reverse("finding_reopen", args=[finding.pk])
    assert "Give the reason." in client.post(url, {"version": finding.version, "reason": " "}).content.decode()
    page = client.post(url, {"version": finding.version, "reason": "A child was missed."}, follow=True)
    assert "Opened again: “A child was missed.”" in page.content.decode()
    finding.refresh_from_db()
    assert (finding.closed_at, finding.closed_by) == (None, None)


def test_work_under_a_closed_finding_needs_it_reopened(client, finding):
    action = make_assured(finding)
    close(client, finding)
    action.refresh_from_db()
    for verb in (action.reopen, action.ask_for_more_evidence):
        with pytest.raises(NotPossible, match="Finding A1 is closed"):
            verb(None, "More to do.")
    with pytest.raises(ValidationError, match="A1 is closed"):  # as in the admin site
        Action(finding=finding, lead_agency=finding.lead_agency).clean()
    for step in ("add-action", "also"):
        client.force_login(make_user(partnership=finding.partnership))
        page = client.get(reverse(f"finding_{step}", args=[finding.pk]), follow=True).content.decode()
        assert "A1 stands at “Closed” now." in page


def test_no_draft_is_opened_under_a_closed_finding(finding):
    finding.change(None, "closed", closed_at=timezone.now())
    other = make_finding(finding.letter)
    assert [action.finding for action in open_actions(finding.letter, None)] == [other]


def test_reopening_an_action_waits_for_a_further_finding_that_it_answered(finding):
    action = make_assured(make_finding(finding.letter))
    AlsoAnswers(partnership=finding.partnership, action=action, finding=finding).enter(None)
    finding.change(None, "closed", closed_at=action.assured_at)
    with pytest.raises(NotPossible, match="Finding A1 is closed"):
        action.reopen(None, "More to do.")


@pytest.mark.parametrize("role", [Role.SAFEGUARDING_PARTNER, Role.SCRUTINEER, Role.AGENCY_LEAD])
def test_who_may_not_close(client, finding, role):
    make_assured(finding)
    client.force_login(make_user(role, finding.partnership))
    assert client.post(reverse("finding_close", args=[finding.pk]), WHY).status_code == 403
    finding.refresh_from_db()
    assert finding.closed_at is None


def test_what_was_said_of_another_finding_closes_none(priority, finding):
    decision = Decision(partnership=priority.partnership, finding=priority, by_partners=True, **WHY)
    make_opinion(priority)
    decision.opinion = make_opinion(finding)
    with pytest.raises(NotPossible, match="Choose the scrutineer's opinion"):
        closing.close(decision, None)


def page_of(client, finding):
    return " ".join(client.get(reverse("finding_close", args=[finding.pk])).content.decode().split())


def test_whoever_closes_sees_how_it_stands_first(client, priority):
    action = priority.actions.get()
    make_reading(make_measure(priority, name="Visits with the tool"), value=61)
    make_opinion(priority, text="Ten cases bear it out.")
    make_challenge(action, text="What of nights?")
    rate(priority, "some improvement")
    page = page_of(client, priority)
    for words in (
        *("Action P1.1", "Assured", "What is now different: Officers use the tool.", "Visits with the tool"),
        *("Latest 61%", "Some improvement", "Ten cases bear it out.", "What of nights?", "years late"),
    ):
        assert words in page, words


def rate(finding, rating):
    fields = {"rating": rating, "on": dt.date(2018, 10, 1), "meeting": "Executive", "said_by": make_user(None)}
    ImpactRating(partnership=finding.partnership, finding=finding, **fields).enter(None)


def test_an_open_challenge_bars_it_until_somebody_says_what_came_of_it(client, priority):
    opinion = make_opinion(priority)
    challenge = make_challenge(priority.actions.get())
    form = {"by_partners": "on", "opinion": opinion.pk}
    assert "Dorset Police has not answered a challenge, due on 3 December 2018" in close(client, priority, **form)
    challenge.give_answer(make_user(None), "Forty cases.")
    assert "Dorset Police has answered a challenge: say what came of it first." in close(client, priority, **form)
    assert priority.closed_at is None
    challenge.close(make_user(None), "Enough.")
    assert "The finding is closed." in close(client, priority, **form)


def test_a_challenge_on_the_finding_itself_and_on_what_also_answers_it_bar_it_too(finding):
    make_assured(finding)
    other = make_assured(make_finding(finding.letter))
    AlsoAnswers(partnership=finding.partnership, action=other, finding=finding).enter(None)
    make_challenge(other)
    assert len(closing.why_not_closed(finding)) == 1
    own = Challenge(partnership=finding.partnership, finding=finding, agency=other.lead_agency, text="Why?")
    own.answer_due, own.said_by = dt.date(2018, 12, 3), make_user(None)
    own.enter(None)
    assert len(closing.why_not_closed(finding)) == 2


@pytest.mark.parametrize("rating", ["worse", "no improvement"])
def test_what_did_not_get_better_is_closed_only_by_who_says_so(client, finding, rating):
    make_assured(finding)
    rate(finding, rating)
    assert "Say that it is closed all the same" in close(client, finding)
    assert finding.closed_at is None
    assert "The finding is closed." in close(client, finding, all_the_same="on")


@pytest.mark.parametrize("rating", ["some improvement", "embedded", "too early"])
def test_other_ratings_ask_nothing_more(client, finding, rating):
    make_assured(finding)
    for name in ("One", "Two"):
        make_reading(make_measure(finding, name=name))
    rate(finding, rating)
    assert "The finding is closed." in close(client, finding)


@pytest.mark.parametrize("role", [Role.SAFEGUARDING_PARTNER, Role.VIEWER, Role.CHAIR])
def test_the_finding_says_who_closes_it(client, priority, role):
    client.force_login(make_user(role, priority.partnership))
    page = " ".join(client.get(reverse("finding", args=[priority.pk])).content.decode().split())
    assert "The safeguarding partners decide when it is closed" in page
    assert ("The chair or the business manager records it here." in page) is (role != Role.CHAIR)
