"""A finding on one page."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from actions.models import AlsoAnswers, ImpactRating, Update
from partnerships.models import Role
from tests.makers import (
    make_action,
    make_agency,
    make_decision,
    make_evidence,
    make_file,
    make_finding,
    make_letter,
    make_measure,
    make_opinion,
    make_partnership,
    make_place,
    make_reading,
    make_update,
    make_user,
    make_written,
)

DAY = dt.date(2018, 10, 3)
RATED = {"meeting": "Executive", "on": DAY, "note": "Audits say so."}


@pytest.fixture
def finding(client):
    finding = make_finding(kind="priority action", text="Share what you know.", theme="Exploitation")
    client.force_login(make_user(partnership=finding.partnership))
    return finding


def read(client, finding):
    return " ".join(client.get(reverse("finding", args=[finding.pk])).content.decode().split())


def full(finding):
    """With everything that its page can show."""
    make_place(finding, make_file(finding.letter), [2])
    action = make_written(finding)
    make_evidence(action, title="Audit of 40 cases")
    other = make_written(make_finding(finding.letter), text="Buy one system.")
    AlsoAnswers(partnership=finding.partnership, action=other, finding=finding).enter(None)
    measure = make_measure(finding)
    for day in (1, 2, 3):
        make_reading(measure, DAY.replace(day=day), day * 10)
    about = {"partnership": finding.partnership, "finding": finding, "said_by": make_user(None)}
    ImpactRating(rating="some improvement", **RATED, **about).enter(None)
    make_decision(finding, text="Fund an analyst.")
    make_opinion(finding, text="Not safer yet.")
    return action, other


def test_it_tells_all_of_it(client, finding):
    action, other = full(finding)
    page = read(client, finding)
    for words in (
        *("Share what you know.", "Exploitation", "Police officers", "2 actions open", "A1.1", "Buy one system."),
        *("Audit of 40 cases", "Baseline 25%. Target 95%.", "<strong>Latest 30%</strong>", "Readings of Visits"),
        *("<strong>Some improvement</strong>: rated 3 October 2018, Executive. Audits say so.", "Fund an analyst."),
        *("Opinion of Sue Scrutineer", "Not safer yet."),
    ):
        assert words in page, words
    assert reverse("action", args=[action.pk]) in page
    assert reverse("action", args=[other.pk]) in page
    assert "in the letter</a>" in page


def test_it_says_what_is_not_there_yet(client, finding):
    page = read(client, finding)
    for words in (
        "No action yet",
        "No action answers",
        "Nothing is measured yet",
        "Nobody has rated",
        "No decision or",
    ):
        assert words in page, words
    make_action(finding)
    assert "Write the action" in read(client, finding)


def test_confirming_the_lead_comes_back_to_the_page(client, finding):
    here = reverse("finding", args=[finding.pk])
    form = {"agency": finding.lead_agency_id, "version": finding.version, "next": here}
    answer = client.post(reverse("lead", args=[finding.pk]), form, follow=True)
    assert answer.redirect_chain == [(here, 302)]
    assert "Dorset Police leads on P1." in answer.content.decode()


@pytest.mark.parametrize("next_", ["https://elsewhere.example/", "//elsewhere.example", ""])
def test_it_never_leads_to_another_site(client, finding, next_):
    form = {"agency": finding.lead_agency_id, "version": finding.version, "next": next_}
    answer = client.post(reverse("lead", args=[finding.pk]), form)
    assert answer.url == f"/letters/{finding.letter_id}/#P1"


def test_a_viewer_is_shown_no_way_to_change_anything(client, finding):
    full(finding)
    client.force_login(make_user(Role.VIEWER, finding.partnership))
    page = read(client, finding)
    assert page.count("<form") == 1  # to sign out
    for name in ("add-action", "also", "theme", "split", "add-measure", "rate", "decide", "opinion", "close"):
        assert reverse(f"finding_{name}", args=[finding.pk]) not in page, name


def test_another_partnerships_finding_is_not_there(client, finding):
    client.force_login(make_user(partnership=make_partnership("Torbay")))
    assert client.get(reverse("finding", args=[finding.pk])).status_code == 404


def test_what_people_wrote_shows_as_text(client, finding):
    make_written(finding, text="<b>Train</b> everyone. \U0001f600 \u202eabc")
    page = read(client, finding)
    assert "&lt;b&gt;Train&lt;/b&gt; everyone. \U0001f600" in page


def test_queries_do_not_grow(client, finding, django_assert_max_num_queries):
    full(finding)
    client.get(reverse("finding", args=[finding.pk]))
    for number in range(4):
        make_evidence(make_written(finding))
        measure = make_measure(finding, name=f"Measure {number}")
        make_reading(measure)
        make_decision(finding, action=make_written(make_finding(make_letter(finding.partnership))))
        make_opinion(finding)
        make_finding(finding.letter, split_from=finding)
    with django_assert_max_num_queries(15):
        client.get(reverse("finding", args=[finding.pk]))


def test_each_action_tells_what_was_said_last_and_what_comes_next(client, finding):
    """In the words recorded, once the agency stands by them."""
    action = make_written(finding)
    nurses = make_agency(finding.partnership, "Dorset CCG", "health")
    make_update(action, text="Ten are trained.", next_step="Find a room.")
    assert "Dorset Police: progress. “Ten are trained.”" in read(client, finding)
    assert "Next step: Find a room." in read(client, finding)
    action.refresh_from_db()
    make_update(action, text="Two nurses came.", agency=nurses)
    page = read(client, finding)
    assert f"Last update, {timezone.localdate():%-d %B %Y}, Dorset CCG: progress. “Two nurses came.”" in page
    assert "Find a room." not in page
    waiting = Update(partnership=finding.partnership, action=action, agency=nurses, kind="need help", text="Secret.")
    waiting.author = make_user(None)
    waiting.record(waiting.author, needs_clearing=True)
    assert "Secret." not in read(client, finding)
    action.refresh_from_db()
    make_update(action, kind="no change", text="")
    assert "Dorset Police: no change</p>" in read(client, finding)


def test_an_action_of_which_nobody_has_said_anything_says_so(client, finding):
    make_written(finding)
    assert "Last update: none yet." in read(client, finding)
