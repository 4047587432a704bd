import pytest
from django.urls import reverse

from findings.models.differences import Decision
from partnerships.history import StaleEdit
from tests.makers import make_difference, make_file, make_finding, make_letter, make_user


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
