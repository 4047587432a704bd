"""What a page says for the sheet that it is printed on."""

import re

from partnerships.models import Membership, Role
from partnerships.models.partnerships import Marking
from tests.makers import make_administrator, make_partnership, make_user


def marks(client, path="/"):
    page = client.get(path).content.decode()
    return re.search(r'<html[^>]*data-marking="([^"]*)" data-printed="([^"]*)"', page)


def test_a_page_carries_the_marking_of_the_partnership_and_who_prints_it(client):
    partnership = make_partnership()
    partnership.change(None, marking=Marking.OFFICIAL, handling="For members only.")
    client.force_login(make_user(Role.VIEWER, partnership, name='Kim "K" Jones'))
    marking, printed = marks(client).groups()
    assert marking == "OFFICIAL"
    assert re.fullmatch(r"Printed by Kim &quot;K&quot; Jones, as it stood on \d+ \w+ \d{4} at \d\d:\d\d", printed)
    assert "<p>For members only.</p>" in client.get("/").content.decode()


def test_of_several_partnerships_the_strictest_holds(client):
    open_one, other = make_partnership(), make_partnership("Torbay")
    open_one.change(None, marking=Marking.OFFICIAL)
    user = make_user(Role.VIEWER, open_one)
    Membership(partnership=other, user=user, role=Role.VIEWER).enter(None)
    client.force_login(user)
    assert marks(client)[1] == "OFFICIAL-SENSITIVE"
    client.force_login(make_administrator())
    assert marks(client)[1] == "OFFICIAL-SENSITIVE"


def test_strangers_and_help_carry_none(client):
    assert marks(client, "/accounts/sign-in/") is None
    client.force_login(make_user(Role.VIEWER, make_partnership()))
    for path in ("/help/", "/help/viewer/", "/help/who-can-see-what/", "/accessibility/"):
        assert marks(client, path) is None, path
