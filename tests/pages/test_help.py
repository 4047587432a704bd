"""Help for each role, what is open to all, and the accessibility statement."""

import re

import pytest
from django.urls import reverse

from jtai_tracker.help import TOPICS
from partnerships.models import Role
from tests.makers import make_administrator, make_partnership, make_user

OPEN = ("help", "help_signing_in", "who_sees_what", "accessibility")


def main(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    page = " ".join(answer.content.decode().split())
    return page[page.index("<main") : page.index("</main>")]


def test_every_role_has_a_page():
    assert {role for topic in TOPICS for role in topic.roles} == set(Role)


@pytest.mark.parametrize("name", OPEN)
def test_what_is_open_to_all_opens_without_an_account(client, name):
    assert "<h1" in main(client, reverse(name))


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_each_link_on_a_role_s_page_opens_for_that_role(client, topic):
    partnership = make_partnership()
    for user in [make_user(role, partnership) for role in topic.roles] or [make_administrator()]:
        client.force_login(user)
        links = set(re.findall(r'href="(/[^"]*)"', main(client, reverse("help_for_role", args=[topic.name]))))
        assert links
        for link in links:
            assert client.get(link).status_code == 200, link


def test_links_lead_to_the_list_where_somebody_has_several_partnerships(client):
    user = make_user(Role.SCRUTINEER, make_partnership())
    torbay = make_partnership("Torbay")
    torbay.memberships.model(partnership=torbay, user=user, role=Role.SCRUTINEER).enter(None)
    client.force_login(user)
    assert 'href="/partnerships/">Challenges</a>' in main(client, reverse("help_for_role", args=["scrutineer"]))


def test_one_s_own_part_stands_first(client):
    client.force_login(make_user(Role.DEPUTY, make_partnership()))
    page = main(client, "/help/")
    order = [page.index(words) for words in ("Your part", "/help/agency-lead/", "What others do", "/help/viewer/")]
    assert order == sorted(order)
    client.force_login(make_administrator())
    page = main(client, "/help/")
    assert page.index("/help/administrator/") < page.index("What others do")


def test_every_page_leads_to_help_and_to_the_statement(client):
    for signed_in in (False, True):
        if signed_in:
            client.force_login(make_user(Role.VIEWER, make_partnership()))
        for address in ("/help/", "/accounts/sign-in/", "/nothing/") if not signed_in else ("/", "/actions/"):
            page = client.get(address).content.decode()
            assert 'href="/help/"' in page, address
            assert 'href="/accessibility/"' in page, address


def test_whom_to_write_to_is_a_setting(client, settings):
    for name in OPEN[1:]:
        assert "ask the business manager of your partnership." in main(client, reverse(name))
    settings.CONTACT_EMAIL = "help@example.org"
    for name in OPEN[1:]:
        assert 'href="mailto:help@example.org"' in main(client, reverse(name))


def test_statement_says_what_the_regulations_ask_for(client):
    page = main(client, reverse("accessibility"))
    for heading in (
        *("How accessible it is", "Feedback and contact information", "Enforcement procedure", "Compliance status"),
        *("Non-accessible content", "Disproportionate burden", "Preparation of this accessibility statement"),
    ):
        assert heading in page
    assert "Equality and Human Rights Commission" in page
    assert "partially compliant" in page


def test_signing_in_says_how_long_a_session_lasts(client, settings):
    settings.SESSION_IDLE_MINUTES, settings.SESSION_HOURS = 25, 9
    page = main(client, reverse("help_signing_in"))
    assert "after 25 minutes without use, and after 9 hours" in page


def test_unknown_page_of_help_is_not_there(client):
    client.force_login(make_administrator())
    assert client.get("/help/wizard/").status_code == 404
    assert client.post("/help/").status_code == 405
