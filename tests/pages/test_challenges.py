"""A challenge from its raising to its close: who may, what is refused, and where it shows."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from actions.models import Challenge
from partnerships.models import Membership, Role
from tests.makers import (
    make_agency,
    make_challenge,
    make_finding,
    make_letter,
    make_partnership,
    make_user,
    make_written,
)

TOMORROW = timezone.localdate() + dt.timedelta(days=1)


@pytest.fixture
def action():
    return make_written()


@pytest.fixture
def scrutineer(client, action):
    user = make_user(Role.SCRUTINEER, action.partnership, name="Sam Scrutineer")
    client.force_login(user)
    return user


def words(answer):
    return " ".join(answer.content.decode().split())


def post(client, name, pk, **data):
    return client.post(reverse(name, args=[pk]), data, follow=True)


def raise_on(client, action, **data):
    typed = {"agency": action.lead_agency_id, "text": "Show it.", "answer_due": f"{TOMORROW:%d/%m/%Y}"} | data
    return post(client, "challenge_action", action.pk, **typed)


def step(client, name, challenge, text, **data):
    challenge.refresh_from_db()
    return post(client, name, challenge.pk, text=text, **{"version": challenge.version} | data)


def test_raised_on_an_action_it_shows_there_and_on_its_finding(client, action, scrutineer):
    page = words(raise_on(client, action))
    assert "The challenge is raised. Dorset Police answers by" in page
    challenge = Challenge.objects.get()
    assert (challenge.action, challenge.finding, challenge.said_by) == (action, action.finding, scrutineer)
    assert "challenged Dorset Police, to answer by" in page
    finding = words(client.get(reverse("finding", args=[action.finding_id])))
    assert "“Show it.”" in finding
    assert "on A1.1" in finding


def test_raised_on_a_finding(client, action, scrutineer):
    data = {"agency": action.lead_agency_id, "text": "Who leads?", "answer_due": TOMORROW.isoformat()}
    page = words(post(client, "challenge_finding", action.finding_id, **data))
    assert "“Who leads?”" in page
    assert Challenge.objects.get().action is None


def test_a_second_click_raises_it_once(client, action, scrutineer):
    raise_on(client, action)
    assert "This challenge was raised before. It is kept once." in words(raise_on(client, action))
    assert Challenge.objects.count() == 1


def test_what_is_wrong_is_said_and_what_was_typed_stays(client, action, scrutineer):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    page = words(raise_on(client, action, answer_due=f"{yesterday:%d/%m/%Y}"))
    assert "Answer due: choose today or a later day." in page
    assert "Show it." in page
    assert "Choose the agency that has to answer." in words(raise_on(client, action, agency=""))
    other = make_agency(make_partnership("Torbay"), "Torbay Council")
    assert "Choose an agency of this partnership." in words(raise_on(client, action, agency=other.pk))
    assert "Write what you ask." in words(raise_on(client, action, text=" "))
    assert Challenge.objects.count() == 0


def test_an_agency_that_another_succeeded_is_not_asked(client, action, scrutineer):
    icb = make_agency(action.partnership, "Dorset ICB", "health")
    ccg = make_agency(action.partnership, "Dorset CCG", "health")
    ccg.change(None, successor=icb, succeeded_on=dt.date(2022, 7, 1))
    page = words(client.get(reverse("challenge_action", args=[action.pk])))
    assert "Dorset ICB" in page
    assert "Dorset CCG" not in page


def test_answered_by_the_agency_and_closed_by_who_asked(client, action, scrutineer):
    challenge = make_challenge(action, said_by=scrutineer)
    lead = make_user(Role.AGENCY_LEAD, action.partnership, agency=action.lead_agency)
    client.force_login(lead)
    page = words(step(client, "answer_challenge", challenge, "Forty cases were audited."))
    assert "The answer is given." in page
    assert "It is answered. Someone other than whoever answered says what came of it." in page
    client.force_login(scrutineer)
    page = words(step(client, "close_challenge", challenge, "Seen, and enough."))
    assert "The challenge is closed." in page
    assert "Seen, and enough." in page
    challenge.refresh_from_db()
    assert (challenge.answered_by, challenge.closed_by) == (lead, scrutineer)


def test_an_answer_given_twice_is_given_once(client, action):
    challenge = make_challenge(action)
    client.force_login(make_user(partnership=action.partnership))
    step(client, "answer_challenge", challenge, "Forty cases.")
    page = words(step(client, "answer_challenge", challenge, "Forty cases.", version=1))
    assert "This was done before, or comes later." in page
    challenge.refresh_from_db()
    assert challenge.version == 2


def test_nobody_closes_what_they_answered(client, action):
    challenge = make_challenge(action)
    manager = make_user(partnership=action.partnership)
    client.force_login(manager)
    step(client, "answer_challenge", challenge, "Forty cases.")
    assert step(client, "close_challenge", challenge, "Enough.").status_code == 403
    client.force_login(make_user(Role.CHAIR, action.partnership))
    assert "The challenge is closed." in words(step(client, "close_challenge", challenge, "Enough."))


def test_whoever_answers_second_gets_their_words_back(client, action):
    challenge = make_challenge(action)
    client.force_login(make_user(partnership=action.partnership))
    challenge.give_answer(make_user(None), "The first answer.")
    page = words(step(client, "answer_challenge", challenge, "Another answer.", version=1))
    assert "What you wrote is not saved: “Another answer.”" in page
    challenge.refresh_from_db()
    assert challenge.answer == "The first answer."


def test_closing_comes_after_the_answer(client, action, scrutineer):
    challenge = make_challenge(action)
    assert "comes later" in words(step(client, "close_challenge", challenge, "Enough."))
    challenge.refresh_from_db()
    assert challenge.closed_at is None


def test_an_empty_answer_is_refused(client, action):
    challenge = make_challenge(action)
    client.force_login(make_user(partnership=action.partnership))
    assert "Write the answer." in words(step(client, "answer_challenge", challenge, " "))


def test_a_stale_answer_keeps_what_was_typed(client, action):
    challenge = make_challenge(action)
    client.force_login(make_user(partnership=action.partnership))
    challenge.change(None, answer_due=TOMORROW + dt.timedelta(days=7))
    page = words(step(client, "answer_challenge", challenge, "Forty cases were audited.", version=1))
    assert "Forty cases were audited." in page
    challenge.refresh_from_db()
    assert challenge.answer == ""


@pytest.mark.parametrize(
    ("role", "raising", "answering", "closing"),
    [
        (Role.VIEWER, 403, 403, 403),
        (Role.CONTRIBUTOR, 403, 403, 403),
        (Role.AGENCY_LEAD, 403, 200, 403),
        (Role.SAFEGUARDING_PARTNER, 200, 200, 200),
        (Role.SCRUTINEER, 200, 403, 200),
        (Role.CHAIR, 200, 403, 200),
        (Role.BUSINESS_MANAGER, 200, 200, 200),
    ],
)
def test_who_may(client, action, role, raising, answering, closing):
    waits, answered = make_challenge(action), make_challenge(action, text="And then?")
    answered.give_answer(make_user(None), "So.")
    client.force_login(make_user(role, action.partnership))
    get = [("challenge_action", action), ("answer_challenge", waits), ("close_challenge", answered)]
    assert [client.get(reverse(n, args=[r.pk])).status_code for n, r in get] == [raising, answering, closing]
    page = words(client.get(reverse("challenge", args=[waits.pk])))
    assert ("Give the answer" in page) == (answering == 200)


def test_another_agency_does_not_answer(client, action):
    challenge = make_challenge(action)
    council = make_agency(action.partnership, "Dorset Council", "local authority")
    client.force_login(make_user(Role.AGENCY_LEAD, action.partnership, agency=council))
    assert step(client, "answer_challenge", challenge, "Ours?").status_code == 403


def test_another_partnership_sees_nothing_of_it(client, action):
    challenge = make_challenge(action)
    client.force_login(make_user(Role.BUSINESS_MANAGER, make_partnership("Torbay")))
    for name, pk in [
        *(("challenge", challenge.pk), ("answer_challenge", challenge.pk), ("close_challenge", challenge.pk)),
        *(("challenges", action.partnership_id), ("challenge_action", action.pk)),
        ("challenge_finding", action.finding_id),
    ]:
        assert client.get(reverse(name, args=[pk])).status_code == 404, name


def test_the_list_puts_open_ones_first_and_is_filtered(client, action, scrutineer):
    late = make_challenge(action, text="Late one", answer_due=timezone.localdate() - dt.timedelta(days=3))
    make_challenge(action, text="Waiting one", answer_due=TOMORROW)
    answered, closed = make_challenge(action, text="Answered one"), make_challenge(action, text="Closed one")
    for one in (answered, closed):
        one.give_answer(make_user(None), "So.")
    closed.close(scrutineer, "Enough.")
    make_challenge(make_written(make_finding(make_letter(make_partnership("Torbay")))), text="Foreign one")
    address = reverse("challenges", args=[action.partnership_id])

    def shown(**query):
        rows = client.get(address, {f"filter-{name}": value for name, value in query.items()}).context["table"].page
        return [row.record.text for row in rows.object_list]

    assert shown() == ["Late one", "Waiting one", "Answered one", "Closed one"]
    assert shown(state="overdue") == ["Late one"]
    assert shown(state="unanswered") == ["Late one", "Waiting one"]
    assert shown(state="answered") == ["Answered one"]
    assert shown(state="closed", agency=late.agency_id) == ["Closed one"]
    assert shown(search="waiting") == ["Waiting one"]
    assert "3 days late" in words(client.get(address))
    wrong = words(client.get(address, {"filter-state": "lost"}))
    assert "How it stands: choose one from the list." in wrong
    assert "4 challenges" in wrong


def test_an_empty_list_says_how_one_is_raised(client, action, scrutineer):
    page = words(client.get(reverse("challenges", args=[action.partnership_id])))
    assert "No challenge is raised. A scrutineer, the chair" in page


def test_queries_do_not_grow(client, action, scrutineer, django_assert_max_num_queries):
    for number in range(6):
        agency = make_agency(action.partnership, f"Agency {number}")
        one = make_challenge(make_written(make_finding(action.letter)), agency=agency, text=f"Question {number}")
        one.give_answer(make_user(None), "So.")
        make_challenge(action, agency=agency)
    for name, pk, most in (("challenges", action.partnership_id, 9), ("action", action.pk, 15)):
        with django_assert_max_num_queries(most):
            client.get(reverse(name, args=[pk]))


def test_the_list_is_of_one_partnership(client, action, scrutineer):
    """Whoever has a part in two sees each one's own."""
    make_challenge(action)
    torbay = make_partnership("Torbay")
    Membership(partnership=torbay, user=scrutineer, role=Role.SCRUTINEER).enter(None)
    listed = client.get(reverse("challenges", args=[torbay.pk])).context["table"]
    assert len(listed.rows) == 0


def test_the_same_answer_is_no_news(action):
    challenge = make_challenge(action)
    assert challenge.give_answer(None, "We looked.") is True
    assert challenge.give_answer(None, " We looked. ") is False
