"""What meetings decided, in a list; and opinions, which stand beside the evidence and assure nothing."""

import datetime as dt

import pytest
from django.urls import reverse

from actions.models import Decision, Opinion, Status
from partnerships.models import Membership, Role
from tests.makers import make_evidence, make_finding, make_letter, make_partnership, make_user, make_written


@pytest.fixture
def action():
    return make_written()


@pytest.fixture
def evidence(action):
    return make_evidence(action)


@pytest.fixture
def scrutineer(client, action):
    user = make_user(Role.SCRUTINEER, action.partnership, name="Sam Scrutineer")
    client.force_login(user)
    return user


def decide(record, text="Go on as planned.", action=None, **values):
    values = {"meeting": "Executive", "on": dt.date(2018, 10, 3), "said_by": make_user(None)} | values
    return Decision(partnership=record.partnership, finding=record, action=action, text=text, **values).enter(None)


def words(answer):
    return " ".join(answer.content.decode().split())


def opine(client, action, **data):
    return client.post(
        reverse("action_opinion", args=[action.pk]), {"about": "action", "text": "Thin."} | data, follow=True
    )


def test_opinion_on_evidence_stands_beside_it(client, action, evidence, scrutineer):
    page = words(opine(client, action, about=str(evidence.pk)))
    assert "Your opinion on A1.1 is recorded." in page
    assert page.index("Audit of 40 cases") < page.index("“Thin.”") < page.index("Challenges")
    assert "gave an opinion on “Audit of 40 cases”" in page
    assert Opinion.objects.get().evidence == evidence


def test_evidence_of_one_title_is_told_apart_by_file_and_link(client, action, evidence, scrutineer):
    make_evidence(action, title=evidence.title, link="", content="evidence/1/a", name="audit.pdf")
    page = words(client.get(reverse("action_opinion", args=[action.pk])))
    assert "Evidence: Audit of 40 cases (audit.pdf)" in page
    assert "Evidence: Audit of 40 cases (link to example.org)" in page


def test_opinion_on_the_whole_changes_no_status(client, action, evidence, scrutineer):
    action.deliver(None, "They are asked.")
    assert "“Thin.”" in words(opine(client, action))
    action.refresh_from_db()
    assert (action.status, Opinion.objects.get().evidence) == (Status.DELIVERED, None)


def test_second_click_gives_it_once(client, action, scrutineer):
    opine(client, action)
    assert "It is kept once." in words(opine(client, action))
    assert Opinion.objects.count() == 1


def test_wrong_input_is_told(client, action, scrutineer):
    foreign = make_evidence(make_written(make_finding(make_letter(make_partnership("Torbay")))))
    assert "Write your opinion." in words(opine(client, action, text=""))
    assert "Choose one of the list." in words(opine(client, action, about=foreign.pk))
    assert Opinion.objects.count() == 0


def test_only_a_scrutineer_gives_one(client, action):
    address = reverse("action_opinion", args=[action.pk])
    for role in (Role.CHAIR, Role.BUSINESS_MANAGER, Role.VIEWER):
        client.force_login(make_user(role, action.partnership))
        assert (client.get(address).status_code, opine(client, action).status_code) == (403, 403)
    client.force_login(make_user(Role.SCRUTINEER, make_partnership("Torbay")))
    assert client.get(address).status_code == 404
    assert Opinion.objects.count() == 0


def test_decisions_are_listed_the_latest_first(client, action):
    decide(action.finding, "Go on.")
    decide(action.finding, "Ask again.", action, on=dt.date(2018, 11, 3), by_partners=True)
    decide(make_finding(make_letter(make_partnership("Torbay"))), "Foreign.")
    client.force_login(make_user(Role.VIEWER, action.partnership))
    page = words(client.get(reverse("decisions", args=[action.partnership_id])))
    assert page.index("Ask again.") < page.index("Go on.")
    for said in ("3 November 2018", "by the safeguarding partners", "Action A1.1", "Area for improvement 1"):
        assert said in page
    assert "Foreign." not in page
    assert "Ask again." in words(client.get(reverse("action", args=[action.pk])))


def test_no_decision_is_said_and_another_partnership_is_not_there(client, action):
    address = reverse("decisions", args=[action.partnership_id])
    client.force_login(make_user(Role.VIEWER, action.partnership))
    assert "No decision is recorded." in words(client.get(address))
    client.force_login(make_user(Role.BUSINESS_MANAGER, make_partnership("Torbay")))
    assert client.get(address).status_code == 404


def test_queries_do_not_grow(client, action, django_assert_max_num_queries):
    for number in range(6):
        other = make_written(make_finding(action.letter))
        decide(other.finding, f"Decision {number}", other)
    client.force_login(make_user(Role.VIEWER, action.partnership))
    with django_assert_max_num_queries(7):
        client.get(reverse("decisions", args=[action.partnership_id]))


def test_the_list_is_of_one_partnership(client, action, scrutineer):
    """Whoever has a part in two sees each one's own."""
    decide(action.finding)
    torbay = make_partnership("Torbay")
    Membership(partnership=torbay, user=scrutineer, role=Role.SCRUTINEER).enter(None)
    listed = client.get(reverse("decisions", args=[torbay.pk])).context["table"]
    assert len(listed.rows) == 0
