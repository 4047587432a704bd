"""What becomes of a later date that is asked for: declined with a reason, withdrawn, put right; and told."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from actions.models import DateChange
from partnerships.history import StaleEdit
from partnerships.models import Role
from tests.makers import make_date_change, make_user, make_written
from tests.pages.test_plan_and_dates import FIRST, LATER, WISH, send


@pytest.fixture
def lead(client):
    action = make_written(target_date=FIRST)
    return make_user(Role.AGENCY_LEAD, action.partnership, agency=action.lead_agency, name="Lea Lead")


@pytest.fixture
def change(lead):
    action = lead.memberships.get().agency.actions.get()
    return make_date_change(action, asked_by=lead)


@pytest.fixture
def chair(client, change):
    chair = make_user(Role.CHAIR, change.partnership, name="Cher Chair")
    client.force_login(chair)
    return chair


def see(client, name, *args):
    return " ".join(client.get(reverse(name, args=args), follow=True).content.decode().split())


def home(client, user):
    """What is told to `user` of the new dates that they asked for."""
    client.force_login(user)
    title = "Answers to the new dates that you asked for"
    return [row.note for group in client.get("/").context["errands"] if group.title == title for row in group.rows]


DECLINED = "Cher Chair declined the target date 3 December 2018: “Children wait.”"


def test_declining_asks_why_and_whoever_asked_is_told(client, change, chair, lead):
    assert reverse("decline_date", args=[change.pk]) in see(client, "action", change.action_id)
    page = see(client, "decline_date", change.pk)
    assert "Lea Lead asks for 3 December 2018 instead of 1 October 2018: “The trainer fell ill.”" in page
    page = send(client, "decline_date", change, reason=" ")
    assert "Give the reason." in page
    assert change.answer == "open"
    page = send(client, "decline_date", change, reason="Children wait.")
    assert "A1.1 keeps its target date." in page
    assert "<strong>Cher Chair</strong> declined the target date 3 December 2018</p> <p" in page
    assert "Children wait." in page
    assert change.action.target_date == FIRST
    assert home(client, lead) == [DECLINED]
    assert home(client, chair) == []


def test_an_answer_is_told_for_two_weeks(client, change, lead):
    change.decline(make_user(None, name="Cher Chair"), "Children wait.")
    for days, told in ((14, [DECLINED]), (15, [])):
        at = timezone.now() - dt.timedelta(days=days)
        DateChange.objects.filter(pk=change.pk).update(answered_at=at)
        assert home(client, lead) == told


def test_agreeing_is_told_too(client, change, chair, lead):
    send(client, "agree_date", change)
    assert home(client, lead) == ["Cher Chair agreed to the target date 3 December 2018"]


def test_second_click_says_what_stands(client, change, chair):
    before = "This was answered before: Cher Chair declined the target date 3 December 2018."
    send(client, "decline_date", change, reason="Children wait.")
    page = send(client, "decline_date", change, reason="Children wait.")
    assert before in page
    assert "What you wrote" not in page
    assert before in send(client, "agree_date", change)
    assert "What you wrote is not saved: “No.”" in send(client, "decline_date", change, reason="No.")
    assert before in see(client, "decline_date", change.pk)


@pytest.mark.parametrize(("page", "verb"), [("agree_date", "agree"), ("decline_date", "decline")])
def test_of_two_who_answer_at_once_the_first_stands(client, change, chair, monkeypatch, page, verb):
    def overtaken(self, *args):
        monkeypatch.undo()
        DateChange.objects.get(pk=self.pk).withdraw(self.asked_by)
        raise StaleEdit("Somebody was faster.")

    monkeypatch.setattr(DateChange, verb, overtaken)
    said = send(client, page, change, reason="Children wait.")
    assert "This was answered before: Lea Lead withdrew the request for the target date 3 December 2018." in said


def test_who_asked_withdraws(client, change, lead):
    client.force_login(lead)
    assert "Withdraw it" in see(client, "action", change.action_id)
    assert "is no longer asked for. A1.1 keeps its date." in send(client, "withdraw_date", change)
    page = send(client, "withdraw_date", change)
    assert "This was answered before: Lea Lead withdrew the request" in page
    assert "<strong>Lea Lead</strong> withdrew the request for the target date 3 December 2018" in page
    assert "Ask for another date" in page
    assert home(client, lead) == []


def test_nobody_else_withdraws(client, change, chair):
    assert "Withdraw it" not in see(client, "action", change.action_id)
    assert client.post(reverse("withdraw_date", args=[change.pk])).status_code == 403
    assert client.get(reverse("withdraw_date", args=[change.pk])).status_code == 405


def test_who_asked_asks_anew_in_its_place(client, change, lead):
    client.force_login(lead)
    assert "Change what you asked for" in see(client, "action", change.action_id)
    page = see(client, "later_date", change.action_id)
    assert "You asked for 3 December 2018: “The trainer fell ill.”" in page
    assert 'value="3 December 2018"' in page
    action = change.action
    send(client, "later_date", action, **WISH)
    assert DateChange.objects.count() == 1
    said = send(client, "later_date", action, **WISH | {"wanted": "10 December 2018"})
    assert "It waits for an answer. That day is past: if you meant another, ask again." in said
    change.refresh_from_db()
    assert change.answer == "withdrawn"
    assert DateChange.objects.open().get().wanted == dt.date(2018, 12, 10)


def test_while_one_waits_nobody_is_asked_to_fill_in_another(client, change):
    client.force_login(make_user(partnership=change.partnership))
    page = see(client, "later_date", change.action_id)
    assert "Lea Lead asked for 3 December 2018" in page
    assert "Ask for this date" not in page
    assert "Another is asked for, 3 December 2018, and waits" in see(client, "plan", change.action_id)
    page = send(client, "later_date", change.action, **WISH)
    assert "Another date is asked for already, and waits for an answer." in page
    assert "The trainer fell ill.</textarea>" in page


def test_a_date_of_an_action_that_closed_meanwhile_can_only_be_declined(client, change, chair, lead):
    change.action.cancel(None, "Not needed.")
    page = send(client, "agree_date", change)
    assert "A1.1 is cancelled, so its date stays. The new date can only be declined." in page
    assert change.answer == "open"
    assert "Agree to the date" not in page
    assert "The action is cancelled. Lea Lead asks for" in client.get("/").content.decode()
    assert "A1.1 keeps its target date." in send(client, "decline_date", change, reason="Nothing is left to do.")
    assert "The action is cancelled" not in client.get("/").content.decode()


def test_what_was_typed_for_an_action_that_closed_meanwhile_is_given_back(client, change, lead):
    client.force_login(lead)
    change.withdraw(lead)
    version = change.action.version
    change.action.cancel(None, "Not needed.")
    page = send(client, "later_date", change.action, version=version, **WISH)
    assert "A1.1 is closed, so its date stays. It can be reopened. What you wrote is not saved." in page
    assert "New target date: “3 December 2018”. Reason: “The trainer fell ill.”" in page


def test_nobody_answers_what_they_asked_for(client, lead):
    manager = make_user(partnership=lead.memberships.get().partnership)
    change = make_date_change(lead.memberships.get().agency.actions.get(), asked_by=manager)
    client.force_login(manager)
    for page in ("agree_date", "decline_date"):
        assert "You may not do this" in send(client, page, change, reason="Mine.")
    assert change.answer == "open"
    assert change.wanted == LATER
