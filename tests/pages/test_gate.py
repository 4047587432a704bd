"""Who gets which page: nobody without signing in, nobody what is another partnership's."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Role
from tests.makers import (
    make_action,
    make_administrator,
    make_difference,
    make_file,
    make_finding,
    make_letter,
    make_partnership,
    make_place,
    make_user,
)

EXPORTS = ["actions_csv", "actions_excel"]
PAGES = [
    "home",
    "letters",
    "letter",
    "receipt",
    "download",
    "place",
    "actions",
    "action",
    "write_action",
    "finding",
    "lead",
    *EXPORTS,
]
POSTS = ["receipt", "write_action", "lead", "accept_difference", "keep_difference"]


def addresses():
    """Each page's address for one letter of Dorset."""
    letter = make_letter()
    finding = make_finding(letter)
    action = make_action(finding)
    file = make_file(letter)
    make_place(finding, file, [2])
    keys = {
        **dict.fromkeys(("home", "letters", "actions", *EXPORTS, "change_actions"), ()),
        **dict.fromkeys(("letter", "receipt"), (letter.pk,)),
        **dict.fromkeys(("finding", "lead"), (finding.pk,)),
        **dict.fromkeys(("accept_difference", "keep_difference"), (make_difference(file).pk,)),
        **dict.fromkeys(("action", "write_action"), (action.pk,)),
        "download": (file.pk,),
        "place": (file.pk, finding.pk),
    }
    return letter.partnership, {name: reverse(name, args=args) for name, args in keys.items()}


def test_nobody_sees_a_page_without_signing_in(client):
    _, pages = addresses()
    for page in pages.values():
        for answer in (client.get(page), client.post(page)):
            assert answer.status_code == 302
            assert answer.url.startswith("/accounts/sign-in/")


def test_another_partnership_is_not_there(client):
    _, pages = addresses()
    client.force_login(make_user(Role.BUSINESS_MANAGER, make_partnership("Torbay")))
    for name in set(PAGES) - {"home", "letters", "actions", *EXPORTS}:
        assert client.get(pages[name]).status_code == 404, name
    for name in POSTS:
        assert client.post(pages[name]).status_code == 404, name
    for name in ("home", "letters", "actions"):
        assert "Dorset" not in client.get(pages[name]).content.decode()
    for name in EXPORTS:
        assert b"Dorset" not in b"".join(client.get(pages[name]).streaming_content)


def test_other_partnerships_files_are_told_apart_from_ones_own_findings(client):
    """A file of Dorset with a finding of Torbay, or the other way round, is nothing."""
    _, pages = addresses()
    torbay = make_partnership("Torbay")
    own = make_finding(make_letter(torbay))
    client.force_login(make_user(Role.BUSINESS_MANAGER, torbay))
    foreign_file = pages["place"].split("/")[2]
    assert client.get(reverse("place", args=[foreign_file, own.pk])).status_code == 404


def test_viewer_sees_everything_and_changes_nothing(client):
    partnership, pages = addresses()
    client.force_login(make_user(Role.VIEWER, partnership))
    for name in set(PAGES) - {"receipt", "lead", "write_action"}:
        assert client.get(pages[name]).status_code == 200, name
    for name in ("receipt", "lead", "write_action"):
        assert client.get(pages[name]).status_code == 403, name
    for name in POSTS:
        assert client.post(pages[name]).status_code == 403, name


def test_viewer_is_shown_no_button(client):
    partnership, pages = addresses()
    client.force_login(make_user(Role.VIEWER, partnership))
    for name in ("letter", "finding", "action"):
        page = client.get(pages[name]).content.decode()
        assert page.count("<form") == 1, name  # to sign out
        assert pages["lead"] not in page
        assert pages["receipt"] not in page


def test_role_that_ended_yesterday_sees_nothing(client):
    partnership, pages = addresses()
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    client.force_login(make_user(Role.VIEWER, partnership, expires_on=yesterday))
    assert client.get(pages["letter"]).status_code == 404


def test_administrator_sees_every_partnership(client):
    _, pages = addresses()
    make_letter(make_partnership("Torbay"))
    client.force_login(make_administrator())
    assert client.get(pages["letter"]).status_code == 200
    letters = client.get("/letters/").content.decode()
    assert "Dorset" in letters
    assert "Torbay" in letters


@pytest.mark.parametrize("name", [*PAGES, *POSTS])
def test_wrong_method_is_refused(client, name):
    partnership, pages = addresses()
    client.force_login(make_user(Role.BUSINESS_MANAGER, partnership))
    assert client.put(pages[name]).status_code == 405
    if name not in POSTS:
        assert client.post(pages[name]).status_code == 405
    if name not in PAGES:
        assert client.get(pages[name]).status_code == 405


def test_number_beyond_the_database_is_not_there(client):
    client.force_login(make_administrator())
    beyond = "9" * 25
    for path in ("letters/{0}/", "actions/{0}/", "findings/{0}/", "files/{0}/", "files/{0}/findings/{0}/"):
        assert client.get("/" + path.format(beyond)).status_code == 404
