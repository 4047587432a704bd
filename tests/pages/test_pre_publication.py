"""A letter before publication, and all that hangs on it, is on no page of whoever is not named as its reader."""

import datetime as dt
from contextlib import suppress

import pytest
from django.apps import apps
from django.urls import reverse

from actions.models import Action, AlsoAnswers
from actions.planning import import_letter
from findings.models import Letter
from findings.reading.letter import Addressee, Sector
from findings.wishes import Wishes
from partnerships.letter_gate import paths_to_letter
from partnerships.models import Event, Role
from partnerships.models.events import because_of_letter
from tests.access.table import TABLE
from tests.access.test_walk import address
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
from tests.readings import PEOPLE, a_letter

MARKS = ("zebra", "9 July 2018", "2018-07-09", "8 August 2019", "2019-08-08")
WORDS = {
    **{"findings.letter": "theme", "findings.finding": "text", "findings.letterfile": "name"},
    **{"findings.addressee": "name", "actions.action": "text", "actions.update": "text", "actions.evidence": "title"},
    **{"actions.measure": "name", "actions.challenge": "text", "actions.decision": "text", "actions.opinion": "text"},
    **{"actions.impactrating": "note", "actions.datechange": "reason", "actions.contributor": "part"},
}
NAMES = {"letterfile": "file", "datechange": "date_change", "letterreader": "reader", "membership": "role"} | {
    "alsoanswers": "also",
    "measurereading": "reading",
    "invitation": "invited",
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
    """By the names that the table of addresses uses: one of all that hangs on the letter, and its partnership's."""
    keys = {"partnership": letter.partnership_id}
    for room in ("partnerships", "findings", "actions"):
        for model in apps.get_app_config(room).get_models():
            paths = paths_to_letter(model)
            rows = model.objects.filter(**{paths[0]: letter.pk}) if paths else model.objects.all()
            name = model._meta.model_name
            keys[NAMES.get(name, name)] = getattr(rows.last(), "pk", 0)
    return keys | {"partnership": letter.partnership_id, "letter": letter.pk, "person": keys["user"]}


def addresses(letter):
    """Every address of the pages but those of one's own account."""
    keys = keys_of(letter)
    for name in TABLE:
        with suppress(KeyError):
            if not (found := address(name, keys)).startswith("/accounts/"):
                yield found


def told(response):
    body = b"".join(response) if response.streaming else response.content
    return body.decode(errors="replace").lower()


def shown(client, letter):
    """The addresses that say something of the letter."""
    found = []
    for one in addresses(letter):
        answer = client.get(one)
        assert answer.status_code < 500, one
        if any(mark.lower() in told(answer) for mark in MARKS):
            found.append(one)
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
    for one in addresses(hidden):
        assert client.post(one).status_code < 500, one
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
    assert "took the agency from a letter" in client.get(pages[1]).content.decode().lower()
    client.force_login(make_user(partnership=partnership))
    seen = client.get(pages[0]).context
    led = Action.objects.filter(letter__embargoed=False, lead_agency=police).count()
    assert [one.open_actions for one in seen["agencies"] if one == police] == [led]
    assert seen["leavers"] == []
    for page, mark in zip(pages, marks, strict=True):
        assert mark not in client.get(page).content.decode()
    assert "took the agency from a letter" not in client.get(pages[1]).content.decode().lower()


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


@pytest.fixture
def brought(partnership, tmp_path, settings):
    """A letter imported before publication, its reader, and a trust and a person that nobody knew here before."""
    settings.MEDIA_ROOT = tmp_path
    reader = make_user(partnership=partnership)
    zoe = Addressee("Zoe Zebra", "Chief Executive", "Zebra NHS Trust", Sector.HEALTH, False)
    wishes = Wishes(partnership=partnership, embargoed=True)
    read = a_letter(letter_date=dt.date(2019, 3, 1), addressees=(zoe, *PEOPLE))
    letter = import_letter("new.txt", b"new", read, reader, wishes=wishes).letter
    return letter, reader, partnership.agencies.get(name="Zebra NHS Trust")


def naming(client, partnership, agency):
    """The pages that name it or who is in it."""
    known = partnership.findings.get(text="Known to all.")
    keys = {"partnership": partnership.pk, "letter": known.letter_id, "finding": known.pk, "agency": agency.pk}
    keys |= {"action": known.actions.get().pk, "officer": agency.officers.get().pk}
    found = set()
    for name in TABLE:
        with suppress(KeyError):
            if "zebra" in told(client.get(address(name, keys))):
                found.add(name)
    return found


@pytest.mark.parametrize("role", [Role.BUSINESS_MANAGER, Role.CHAIR, Role.SCRUTINEER, Role.VIEWER, Role.AGENCY_LEAD])
def test_whom_it_brought_is_named_to_its_readers_alone(client, partnership, brought, role):
    letter, reader, trust = brought
    lead = partnership.findings.get(text="Known to all.").lead_agency
    client.force_login(reader)
    assert {"agencies", "agency", "matrix", "change_agency", "change_officer"} <= naming(client, partnership, trust)
    client.force_login(make_user(role, partnership, agency=lead if role == Role.AGENCY_LEAD else None))
    assert naming(client, partnership, trust) == set()
    letter.publish(reader, dt.date(2019, 4, 1))
    assert {"agencies", "agency", "matrix"} <= naming(client, partnership, trust)


def sign_in_for(partnership, trust):
    return make_user(Role.AGENCY_LEAD, partnership, agency=trust)


def lead_elsewhere(partnership, trust):
    partnership.findings.get(text="Known to all.").change(None, lead_agency=trust)


@pytest.mark.parametrize("known", [sign_in_for, lead_elsewhere])
def test_whom_it_brought_is_no_secret_once_they_are_known_otherwise(client, partnership, brought, known):
    known(partnership, brought[2])
    client.force_login(make_user(Role.VIEWER, partnership))
    page = client.get(reverse("agencies", args=[partnership.pk])).content.decode()
    assert "Zebra NHS Trust" in page
    assert "Zoe Zebra" not in page
    assert client.get(reverse("agency", args=[partnership.pk, brought[2].pk])).status_code == 200


@pytest.mark.parametrize("reopened", [False, True])
def test_an_action_that_one_of_it_superseded_does_not_name_it(client, partnership, hidden, reopened):
    """Not on its page, nor in the history: said while the letter was known, and held back since."""
    action = partnership.actions.get(text="Seen by all.")
    action.supersede(make_user(None, name="Kim Jones"), "Done there.", hidden.actions.last())
    if reopened:
        action.reopen(make_user(None), "More to do.")
    pages = [reverse("action", args=[action.pk])]
    pages += [reverse(name, args=[partnership.pk]) for name in ("history", "history_csv")]
    client.force_login(make_user(partnership=partnership))
    name = f"superseded by: {'no longer ' if reopened else ''}dorset, 9 july 2018"
    assert name in told(client.get(pages[1]))
    hidden.hold_back(make_user(partnership=partnership))
    for page in pages:
        answer = client.get(page)
        assert not any(mark.lower() in told(answer) for mark in MARKS), page
    assert f'/actions/{hidden.actions.last().pk}/"' not in client.get(pages[0]).content.decode()
    assert "superseded" in told(client.get(pages[1]))
