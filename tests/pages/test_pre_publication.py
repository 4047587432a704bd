"""A letter before publication, and all that hangs on it, is on no page of whoever is not named as its reader."""

import datetime as dt
from contextlib import suppress

import pytest
from django.apps import apps
from django.urls import NoReverseMatch, get_resolver, reverse

from actions.models import Action, AlsoAnswers
from findings.models import Letter
from partnerships.letter_gate import paths_to_letter
from partnerships.models import Event
from partnerships.models.events import because_of_letter
from tests.admin.test_pages import fill
from tests.makers import (
    make_action,
    make_agency,
    make_challenge,
    make_finding,
    make_letter,
    make_officer,
    make_partnership,
    make_user,
)

MARKS = ("zebra", "9 July 2018", "2018-07-09", "8 August 2019", "2019-08-08")
WORDS = {
    **{"findings.letter": "theme", "findings.finding": "text", "findings.letterfile": "name"},
    **{"findings.addressee": "name", "actions.action": "text", "actions.update": "text", "actions.evidence": "title"},
    **{"actions.measure": "name", "actions.challenge": "text", "actions.decision": "text", "actions.opinion": "text"},
    **{"actions.impactrating": "note", "actions.datechange": "reason", "actions.contributor": "part"},
}


@pytest.fixture
def partnership():
    """Dorset's, with a published letter of 2017 and one of 9 July 2018 that only its reader sees."""
    partnership = make_partnership()
    older = make_letter(partnership, letter_date=dt.date(2017, 2, 1), statement_printed=dt.date(2017, 5, 5))
    make_action(make_finding(older, text="Known to all."), text="Seen by all.")
    return partnership


@pytest.fixture
def hidden(partnership, monkeypatch):
    monkeypatch.setattr("tests.makers.make_partnership", lambda area: partnership)
    fill()
    letter = Letter.objects.get(letter_date="2018-07-09")
    letter.change(None, statement_printed=dt.date(2019, 8, 8))
    for label, name in WORDS.items():
        rows = apps.get_model(label).objects.filter(**{f"{paths_to_letter(apps.get_model(label))[0]}": letter.pk})
        assert rows.update(**{name: "Zebra crossing"}), label
    return letter


def keys_of(letter):
    """Of everything that hangs on the letter."""
    models = [
        model for room in ("findings", "actions", "reporting") for model in apps.get_app_config(room).get_models()
    ]
    found = {letter.pk}
    for model in filter(paths_to_letter, models):
        found |= set(model.objects.filter(**{paths_to_letter(model)[0]: letter.pk}).values_list("pk", flat=True))
    return found


def addresses(keys):
    """Every address of the pages, with each of the keys wherever it takes one."""
    for name, entry in get_resolver().reverse_dict.lists():
        parts = {part for _, parts in entry[0][0] for part in parts}
        if not isinstance(name, str):
            continue
        for key in keys if parts else [0]:
            with suppress(NoReverseMatch):  # it takes no number
                address = reverse(name, kwargs=dict.fromkeys(parts, key))
                if not address.startswith("/accounts/"):  # one's own, signing out included
                    yield address


def told(response):
    body = b"".join(response) if response.streaming else response.content
    return body.decode(errors="replace").lower()


def shown(client, letter):
    """The addresses that say something of the letter."""
    found = []
    for address in addresses([*keys_of(letter), letter.partnership_id]):
        answer = client.get(address)
        assert answer.status_code < 500, address
        if any(mark.lower() in told(answer) for mark in MARKS):
            found.append(address)
    return found


def test_no_page_tells_of_it_to_who_is_not_named(client, partnership, hidden):
    manager = make_user(partnership=partnership)
    client.force_login(manager)
    some = {"/", "/letters/", "/actions/", f"/letters/{hidden.pk}/", f"/partnerships/{partnership.pk}/"}
    assert some <= set(shown(client, hidden))
    hidden.hold_back(make_user(partnership=partnership))
    assert shown(client, hidden) == []
    hidden.name_reader(None, manager)
    assert some <= set(shown(client, hidden))


def test_nothing_of_it_can_be_changed_by_who_is_not_named(client, partnership, hidden):
    hidden.hold_back(make_user(partnership=partnership))
    client.force_login(make_user(partnership=partnership))
    before = Event.objects.filter(about_letter=hidden.pk).count()
    for address in addresses([hidden.pk, hidden.findings.last().pk, hidden.actions.last().pk]):
        assert client.post(address).status_code < 500, address
    assert Event.objects.filter(about_letter=hidden.pk).count() == before


def test_counts_and_choices_leave_it_out(client, partnership, hidden):
    client.force_login(make_user(partnership=partnership))
    hidden.hold_back(make_user(partnership=partnership))
    page = client.get("/actions/")
    assert page.context["table"].page.paginator.count == 1
    assert len(page.context["form"].fields["letter"].choices) == 2  # "All" and the published one
    assert client.get("/letters/").context["table"].page.paginator.count == 1


def test_agencies_challenges_and_the_matrix_count_nothing_of_it(client, partnership, hidden):
    reader = make_user(partnership=partnership)
    police = hidden.findings.last().lead_agency
    officer = make_officer(police, "Olive Officer", left_on=dt.date(2018, 10, 1))
    action = hidden.actions.last()
    action.change(None, lead_agency=police, lead_officer=officer)
    make_challenge(action, agency=make_agency(partnership, "Dorset Icicle", "health"))
    with because_of_letter(hidden.pk):
        police.change(None, "named in a letter", name="Dorset Zephyr Police")
    pages = [
        f"/partnerships/{partnership.pk}/{page}" for page in ("agencies/", f"agencies/{police.pk}/", "challenges/")
    ]
    client.force_login(reader)
    hidden.hold_back(reader)
    marks = ("leads 1 open action", f"/actions/{action.pk}/", ">Dorset Icicle</option>")
    for page, mark in zip(pages, marks, strict=True):
        assert mark in client.get(page).content.decode()
    assert "named in a letter" in client.get(pages[1]).content.decode().lower()
    client.force_login(make_user(partnership=partnership))
    seen = client.get(pages[0]).context
    led = Action.objects.filter(letter__embargoed=False, lead_agency=police).count()
    assert [one.open_actions for one in seen["agencies"] if one == police] == [led]
    assert seen["leavers"] == []
    for page, mark in zip(pages, marks, strict=True):
        assert mark not in client.get(page).content.decode()
    assert "named in a letter" not in client.get(pages[1]).content.decode().lower()


def test_an_action_of_it_that_answers_a_known_finding_too_shows_in_no_cell(client, partnership, hidden):
    known = partnership.findings.get(text="Known to all.")
    icb = make_agency(partnership, "Dorset ICB", "health")
    action = hidden.actions.last()
    action.change(None, lead_agency=icb)
    AlsoAnswers(partnership=partnership, action=action, finding=known).enter(None)
    hidden.hold_back(make_user(partnership=partnership))
    client.force_login(make_user(partnership=partnership))
    matrix = client.get(f"/partnerships/{partnership.pk}/who-is-doing-what/").context["matrix"]
    assert [column.parts for column in matrix.columns if column.agency == icb] == [0]
