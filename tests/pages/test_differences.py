import re

import pytest
from django.urls import reverse

from findings.models.differences import Decision
from partnerships.history import StaleEdit
from tests.makers import make_action, make_difference, make_file, make_finding, make_letter, make_user


@pytest.fixture
def difference(client):
    letter = make_letter()
    client.force_login(make_user(partnership=letter.partnership, name="Kim Jones"))
    finding = make_finding(letter, text="As it was said.", as_read={"text": "As it was said."})
    return make_difference(make_file(letter), finding)


def decide(client, difference, how):
    answer = client.post(reverse(f"{how}_difference", args=[difference.pk]), follow=True)
    difference.refresh_from_db()
    return answer.content.decode()


def test_accepting_takes_over_what_the_copy_says(client, difference):
    page = decide(client, difference, "accept")
    assert difference.finding.text == "As it is said."
    assert difference.decision == Decision.ACCEPTED
    assert "What the copy says is taken over." in page
    assert "Accepted: Kim Jones" in page


def test_keeping_changes_nothing_but_the_difference(client, difference):
    page = decide(client, difference, "keep")
    assert difference.finding.text == "As it was said."
    assert difference.decision == Decision.KEPT
    assert "It stays as it is." in page


def test_second_click_does_nothing_and_says_so(client, difference):
    decide(client, difference, "keep")
    assert "This was decided before." in decide(client, difference, "accept")
    assert difference.decision == Decision.KEPT
    assert difference.finding.text == "As it was said."


def test_someone_else_saving_at_the_same_moment_is_no_error(client, difference, monkeypatch):
    def meanwhile(difference, actor):
        raise StaleEdit("Someone else changed it while you had it open.")

    monkeypatch.setattr("actions.accepting.accept", meanwhile)
    page = decide(client, difference, "accept")
    assert "Someone else changed it" in page
    assert "Nothing is decided yet" in page
    assert difference.decision == Decision.OPEN


def test_another_kind_says_that_the_number_changes_and_the_old_one_still_leads_there(client, difference):
    finding = difference.finding
    action = make_action(finding)
    kind = make_difference(difference.file, finding, subject="kind", then="improvement", now="priority action")
    before = client.get(reverse("letter", args=[finding.letter_id])).content.decode()
    assert "With the new copy A1 gets the next number of its new kind" in before
    decide(client, kind, "accept")
    page = client.get(reverse("finding", args=[finding.pk])).content.decode()
    assert "It was A1 before its kind was corrected." in page
    assert "A1.1 is this action." in client.get(reverse("action", args=[action.pk])).content.decode()
    for name, asked in (("findings", "A1"), ("findings", "a1"), ("actions", "A1"), ("actions", "A1.1")):
        found = client.get(reverse(name), {"filter-search": asked}).content.decode()
        assert re.search(r">P1(\.1)?<", found), (name, asked)
    assert "P1.1" not in client.get(reverse("actions"), {"filter-search": "A1.2"}).content.decode()
