"""The whole plan from the browser: what the page says, what the file holds, and what is left out of it."""

import datetime as dt
import json
import re

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.urls import reverse

from partnerships.models import Look, Role
from partnerships.models.looks import What
from reporting.meetings.keeping import keep
from reporting.models import Papers
from tests.makers import (
    make_administrator,
    make_agency,
    make_letter,
    make_update,
    make_user,
    make_written,
)
from tests.reporting.test_exchange import fill
from tests.reporting.zips import entries, words_of_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "store"
    return fill("Dorset")[0]


@pytest.fixture
def address(plan):
    return reverse("take_plan", args=[plan.pk])


def sign_in(client, plan, role, **values):
    user = make_user(role, plan, **values)
    client.force_login(user)
    return user


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_an_administrator_takes_all_of_it(client, plan, address):
    client.force_login(make_administrator())
    keep(plan.meetings.first(), None, dt.date(2018, 10, 20))
    assert "It will not be the whole plan" not in page(client, address)
    answer = client.post(address)
    assert re.search(r'filename="OFFICIAL-SENSITIVE Dorset plan [\d-]{10}\.zip"', answer["Content-Disposition"])
    found = entries(answer)
    manifest, readme = json.loads(found["manifest.json"]), found["README.txt"].decode()
    assert manifest["whole"]
    assert readme.startswith("OFFICIAL-SENSITIVE\n")
    assert "Made by administrator@example.org on" in readme
    assert readme.endswith("\nOFFICIAL-SENSITIVE\n")
    kept = r"documents/OFFICIAL-SENSITIVE Dorset executive papers [\d-]{10} kept 1\.pdf"
    papers = next(data for name, data in found.items() if re.fullmatch(kept, name))
    assert "Board pack for the executive" in words_of_pdf(papers)
    statement = next(data for name, data in found.items() if re.fullmatch(r"documents/.*\.pdf", name))
    assert "Leaders should act." in words_of_pdf(statement)
    assert len(found["history.jsonl"].splitlines()) == plan.events.count()
    look = Look.objects.filter(what=What.EXPORT).latest("pk")
    assert (look.subject_name, look.rows) == ("The whole plan", sum(one["rows"] for one in manifest["models"].values()))


def test_a_second_click_gives_it_again_and_is_noted_again(client, plan, address):
    client.force_login(make_administrator())
    names = [set(entries(client.post(address))) for _ in range(2)]
    assert names[0] == names[1]
    assert Look.objects.filter(subject_name="The whole plan").count() == 2


def test_a_sheet_runs_no_formula_and_no_secret_leaves(client, plan, address):
    client.force_login(make_administrator())
    for agency in plan.agencies.all():
        agency.change(None, name=f"=HYPERLINK({agency.pk})")
    found = entries(client.post(address))
    assert "'=HYPERLINK" in found["data/partnerships.agency.csv"].decode()
    assert '"=HYPERLINK' in found["data/partnerships.agency.json"].decode()
    person = make_user(Role.VIEWER, plan)
    person.set_password("a long password of theirs")
    assert not any(b"argon2" in data or b"pbkdf2" in data for data in found.values())
    assert "token" not in found["data/partnerships.invitation.json"].decode().lower()


def test_what_a_business_manager_may_not_see_stays_and_the_file_says_so(client, plan, address, tmp_path):
    """A letter before publication that names somebody else as its reader."""
    hidden = make_letter(plan, letter_date=dt.date(2020, 3, 4), theme="unpublished words")
    hidden.hold_back(make_administrator())
    Papers.objects.get().letters.add(hidden)  # kept before it was held back
    sign_in(client, plan, Role.BUSINESS_MANAGER)
    assert "It will not be the whole plan" in page(client, address)
    answer = client.post(address)
    assert "not whole.zip" in answer["Content-Disposition"]
    found = entries(answer)
    assert "IT IS NOT THE WHOLE PLAN" in found["README.txt"].decode()
    assert not any(b"unpublished words" in data for data in found.values())
    assert not [name for name in found if re.fullmatch(r"documents/.* papers .*", name)]
    assert b"reporting.papers" not in found["files/index.json"]
    file = tmp_path / "plan.zip"
    client.force_login(make_administrator("another@example.org"))
    whole = b"".join(client.post(address).streaming_content)
    sign_in(client, plan, Role.BUSINESS_MANAGER, email="second@example.org")
    file.write_bytes(b"".join(client.post(address).streaming_content))
    assert len(whole) > file.stat().st_size
    with pytest.raises(CommandError, match="not the whole plan"):
        call_command("import_partnership", str(file))


def test_a_business_manager_who_sees_all_takes_the_whole_plan(client, plan, address):
    """What an agency has not cleared yet goes along: who runs the plan sees it."""
    for letter in plan.letters.filter(embargoed=True):
        letter.publish(None, letter.letter_date)
    action = make_written(plan.findings.first(), lead_agency=make_agency(plan, "Dorset Fire", "other"))
    make_update(action, draft=True, text="Not cleared yet.")
    sign_in(client, plan, Role.BUSINESS_MANAGER)
    assert "It will not be the whole plan" not in page(client, address)
    found = entries(client.post(address))
    assert json.loads(found["manifest.json"])["whole"]
    assert b"Not cleared yet." in found["data/actions.update.json"]


def test_a_file_that_the_store_lost_is_told_and_the_rest_leaves(client, plan, address, settings):
    client.force_login(make_administrator())
    for path in settings.MEDIA_ROOT.rglob("*"):
        if path.is_file():
            path.unlink()
    found = entries(client.post(address))
    assert json.loads(found["manifest.json"])["missing"]
    assert "Not in it, because the store of files does not have it" in found["README.txt"].decode()


def test_it_is_not_given_where_it_cannot_be_noted(client, plan, address, monkeypatch):
    client.force_login(make_administrator())

    def refuse(*_):
        raise DatabaseError

    monkeypatch.setattr(Look.objects, "bulk_create", refuse)
    assert client.post(address).status_code == 503
