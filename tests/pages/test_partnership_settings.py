"""A partnership's own settings: its name, the words beside the colours, the marking of files."""

import csv
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from actions.models import Brag
from partnerships.models import Event, Role
from tests.makers import make_finding, make_letter, make_partnership, make_update, make_user, make_written

WORDS = {"blue": "done and proven", "green": "as planned", "amber": "slipping", "red": "stuck", "grey": "later"}


@pytest.fixture
def partnership(client):
    partnership = make_partnership()
    client.force_login(make_user(partnership=partnership, name="Kim Jones"))
    return partnership


def form(partnership, **values):
    names = ("name", "marking", "handling", "version", "executive_after", "chair_after")
    now = {name: getattr(partnership, name) for name in names}
    return now | {f"{colour}_says": getattr(partnership, f"{colour}_says") for colour in WORDS} | values


def send(client, partnership, **values):
    address = reverse("partnership_settings", args=[partnership.pk])
    answer = client.post(address, form(partnership, **values), follow=True)
    partnership.refresh_from_db()
    return " ".join(answer.content.decode().split())


def own_words(client, partnership):
    send(client, partnership, **{f"{colour}_says": words for colour, words in WORDS.items()})


def test_settings_are_saved_and_told_in_the_history(client, partnership):
    page = send(client, partnership, name="Dorset Children First", marking="OFFICIAL", handling="For members only")
    assert "The settings are saved." in page
    assert (partnership.name, partnership.marking, partnership.handling) == (
        *("Dorset Children First", "OFFICIAL", "For members only"),
    )
    event = Event.objects.about(partnership).first()
    assert (event.actor_name, event.verb, set(event.changes)) == (
        *("Kim Jones", "changed settings", {"name", "marking", "handling"}),
    )
    assert "Handling: “For members only”" in page


def test_after_how_many_missed_requests_who_is_told(client, partnership):
    assert (partnership.executive_after, partnership.chair_after) == (2, 3)
    send(client, partnership, executive_after="", chair_after="4")
    assert (partnership.executive_after, partnership.chair_after) == (None, 4)


def test_own_words_stand_wherever_a_colour_is(client, partnership):
    own_words(client, partnership)
    action = make_written(make_finding(make_letter(partnership)))
    make_update(action, declared=Brag.AMBER)
    key = "Blue: done and proven. Green: as planned. Amber: slipping. Red: stuck. Grey: later."
    for address in ("/", "/actions/", f"/partnerships/{partnership.pk}/"):
        assert key in client.get(address).content.decode(), address
    page = client.get(reverse("action", args=[action.pk])).content.decode()
    assert ">Red: stuck</strong>" in page
    assert "Declared amber: slipping" in page
    assert "Slipping (amber)" in client.get(reverse("record_progress", args=[action.pk])).content.decode()
    assert b"Red: stuck" in b"".join(client.get(reverse("actions_csv")).streaming_content)


def test_each_partnership_has_its_own_key_where_two_are_shown(client, partnership):
    own_words(client, partnership)
    torbay = make_partnership("Torbay")
    for one in (partnership, torbay):
        make_written(make_finding(make_letter(one)))
    for address in ("/", "/actions/"):
        assert "Torbay" not in client.get(address).content.decode()
    client.force_login(both := make_user(Role.VIEWER, torbay))
    partnership.memberships.model(partnership=partnership, user=both, role=Role.VIEWER).enter(None)
    for address in ("/", "/actions/"):
        page = client.get(address).content.decode()
        assert "Dorset Safeguarding Children Partnership: Blue: done and proven." in page
        assert "Torbay Safeguarding Children Partnership: Blue: assured." in page


def marked(client):
    """The lines above the table, of both files."""
    text = b"".join(client.get(reverse("actions_csv")).streaming_content).decode("utf-8-sig")
    lines = [row[0].lstrip("'") for row in csv.reader(text.splitlines()[:2])]
    book = b"".join(client.get(reverse("actions_excel")).streaming_content)
    sheet = load_workbook(io.BytesIO(book)).active
    excel = [row[0].value for row in sheet.iter_rows(max_row=2)]
    assert excel == lines
    return excel


def test_files_carry_the_partnerships_marking(client, partnership):
    make_written(make_finding(make_letter(partnership)))
    assert marked(client)[0] == "OFFICIAL-SENSITIVE"
    send(client, partnership, marking="OFFICIAL", handling="=For members only")
    assert marked(client) == ["OFFICIAL", "=For members only"]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"name": " "}, "Give the partnership’s name."),
        ({"name": "x" * 201}, "at most 200 characters"),
        ({"red_says": ""}, "Say in words what red stands for."),
        ({"red_says": "x" * 61}, "at most 60 characters"),
        ({"red_says": "On Track"}, "Choose other words for red than for green."),
        ({"marking": "SECRET"}, "Choose one of the two markings."),
        ({"executive_after": "0"}, "The agency’s accountable executive is told after: choose one of the list."),
        ({"chair_after": "many"}, "The chair is told after: choose one of the list."),
        ({"executive_after": "4", "chair_after": "3"}, "The chair is told after the agency’s executive"),
    ],
)
def test_wrong_settings_are_told_and_kept(client, partnership, wrong, told):
    page = send(client, partnership, handling="typed before", **wrong)
    assert told in page
    assert 'value="typed before"' in page
    assert partnership.version == 1


def test_second_click_and_a_stale_form(client, partnership):
    values = {"red_says": "stuck"}
    version = partnership.version
    for _ in range(2):
        send(client, partnership, **values)
    assert Event.objects.about(partnership).count() == 2
    page = send(client, partnership, red_says="late", version=version)
    assert "which one do you keep?" in page
    assert partnership.red_says == "stuck"


def test_markup_is_shown_as_text(client, partnership):
    page = send(client, partnership, name="<b>Dorset</b>", red_says="<i>stuck</i> 🙂 שלום")
    assert "&lt;b&gt;Dorset&lt;/b&gt;" in page
    assert "<b>Dorset" not in page
    assert "<i>stuck" not in client.get("/").content.decode()


def test_others_of_the_partnership_are_refused_and_strangers_find_nothing(client, partnership):
    address = reverse("partnership_settings", args=[partnership.pk])
    for role in set(Role) - {Role.BUSINESS_MANAGER}:
        client.force_login(make_user(role, partnership))
        assert client.get(address).status_code == 403
        assert client.post(address, form(partnership, name="Mine")).status_code == 403
        assert address not in client.get(f"/partnerships/{partnership.pk}/").content.decode()
    client.force_login(make_user(partnership=make_partnership("Torbay")))
    assert client.get(address).status_code == 404
    assert client.post(address, form(partnership, name="Mine")).status_code == 404
    partnership.refresh_from_db()
    assert partnership.version == 1


def test_page_costs_the_same_whatever_its_history(client, partnership, django_assert_max_num_queries):
    for number in range(12):
        send(client, partnership, red_says=f"stuck {number}")
    with django_assert_max_num_queries(12):
        client.get(reverse("partnership_settings", args=[partnership.pk]))
