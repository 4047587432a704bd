"""Where a finding stands, derived from the actions that answer it."""

import datetime as dt

import pytest

from actions.finding_state import in_words, with_state
from actions.models import AlsoAnswers, ImpactRating
from findings.models import Finding
from tests.makers import (
    make_action,
    make_assured,
    make_decision,
    make_evidence,
    make_finding,
    make_letter,
    make_user,
    make_written,
)

pytestmark = pytest.mark.django_db
TODAY = dt.date(2018, 9, 1)


def stands(finding):
    return with_state(Finding.objects.all(), TODAY).get(pk=finding.pk)


@pytest.fixture
def finding():
    return make_finding()


def test_with_no_action_and_with_one_that_is_not_written(finding):
    assert stands(finding).state == "none"
    make_action(finding)
    assert (stands(finding).state, stands(finding).open) == ("none", 1)
    assert in_words(stands(finding)) == "No action written yet"


def test_open_until_all_are_assured(finding):
    action = make_written(finding)
    assured = make_assured(finding)
    assert in_words(stands(finding)) == "1 action open"
    make_written(finding)
    assert in_words(stands(finding)) == "2 actions open"
    for one in finding.actions.exclude(pk=assured.pk):
        make_evidence(one)
        one.deliver(None, "Used.")
    assert in_words(stands(finding)) == "Waiting for assurance"
    finding.actions.exclude(pk=action.pk).filter(status="delivered").get().assure(None)
    action.refresh_from_db()
    action.assure(None)
    assert in_words(stands(finding)) == "All assured"


def test_a_draft_beside_an_assured_action_is_open(finding):
    make_assured(finding)
    make_action(finding)
    assert in_words(stands(finding)) == "1 action open, not written yet"
    make_written(finding)
    assert in_words(stands(finding)) == "2 actions open, 1 of them not written yet"


def test_cancelled_actions_count_for_nothing(finding):
    make_written(finding).cancel(None, "Not needed.")
    assert (stands(finding).state, stands(finding).live) == ("none", 0)


def test_no_action_needed_holds_while_there_is_none(finding):
    make_decision(finding, no_action=True)
    assert stands(finding).state == "not needed"
    make_action(finding)
    assert stands(finding).state == "none"


def test_another_findings_action_answers_it_too_until_that_is_taken_back(finding):
    action = make_written(make_finding(finding.letter))
    also = AlsoAnswers(partnership=finding.partnership, action=action, finding=finding).enter(None)
    assert in_words(stands(finding)) == "1 action open"
    also.take_back(None)
    assert in_words(stands(finding)) == "No action yet"


def test_closed_whatever_its_actions_say(finding):
    make_written(finding)
    finding.change(None, "closed", closed_at=dt.datetime(2018, 9, 1, tzinfo=dt.UTC))
    assert stands(finding).state == "closed"


def test_worst_colour_and_latest_rating(finding):
    letter = make_letter(finding.partnership, letter_date=dt.date(2019, 1, 1), statement_printed=dt.date(2019, 5, 1))
    other = make_finding(letter)
    make_written(other, planned_start=dt.date(2019, 1, 1))
    assert stands(other).brag == "grey"
    make_written(other, target_date=dt.date(2018, 8, 1))
    assert stands(other).brag == "red"
    about = {"partnership": finding.partnership, "finding": other, "said_by": make_user(None), "meeting": "Board"}
    for on, rating in ((dt.date(2018, 8, 1), "worse"), (dt.date(2018, 7, 1), "too early")):
        ImpactRating(rating=rating, on=on, **about).enter(None)
    assert stands(other).impact == "worse"
    assert (stands(finding).brag, stands(finding).impact) == (None, None)
    make_action(finding)
    assert stands(finding).brag == ""
