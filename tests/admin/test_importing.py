"""Letters uploaded on the admin site: the preview tells, the confirmation does, and nothing else happens."""

import os
import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse

from actions.models import Action
from findings.models import Difference, Finding, Letter, LetterFile
from partnerships.models import Event, Partnership
from tests.makers import make_user
from tests.papers.seeds import seed

pytestmark = pytest.mark.django_db
UPLOAD = reverse("admin:import_letters")
HAMPSHIRE, AGAIN, WILTSHIRE = (seed(start).encode() for start in ("000", "001", "004"))


@pytest.fixture(autouse=True)
def files(tmp_path):
    """A folder of the test's own, to see what is left in it."""
    with override_settings(MEDIA_ROOT=tmp_path):
        yield tmp_path


def left(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def upload(client, *files, **named):
    sent = [SimpleUploadedFile(name, data) for name, data in [*files, *named.items()]]
    return client.post(UPLOAD, {"letters": sent})


def preview(client, *files):
    """The address of the preview and what it tells of each file."""
    address = upload(client, *files).url
    return address, client.get(address).context["previews"]


def messages(response):
    return [str(message) for message in response.context["messages"]]


def counts():
    return [model.objects.count() for model in (Partnership, Letter, Finding, Action, Event, LetterFile)]


def test_a_letter_is_seen_first_and_then_imported(admin, administrator, files):
    before = counts()
    address, (told,) = preview(admin, ("wiltshire.txt", WILTSHIRE))
    assert (told.outcome.status, told.outcome.reading.area) == ("created", "Wiltshire")
    assert "27 March 2017" in told.due
    assert len(told.improvement) == 9
    assert any("police" in agency.lower() for agency in told.agencies)
    assert counts() == before
    response = admin.post(address, {"confirm": "Import"}, follow=True)
    assert "9 findings" in messages(response)[0]
    letter = Letter.objects.get()
    assert (letter.findings.count(), letter.actions.count()) == (9, 9)
    assert Event.objects.about(letter).get().actor == administrator
    assert left(files) == [Path(LetterFile.objects.get().content.path)]


def test_what_was_imported_in_an_earlier_upload_says_so(admin):
    address, _ = preview(admin, ("wiltshire.txt", WILTSHIRE))
    admin.post(address, {"confirm": "Import"})
    _, (told,) = preview(admin, ("again.txt", WILTSHIRE))
    assert told.will.startswith("This file was imported before.")


def test_each_finding_is_shown_with_its_suggested_lead(admin):
    address, (told,) = preview(admin, ("wiltshire.txt", WILTSHIRE))
    shown = admin.get(address).content.decode()
    leads = [str(finding.lead_agency) for finding in told.improvement if finding.lead_agency]
    assert leads
    assert all(f"<strong>Suggested lead:</strong> {lead}" in shown for lead in leads)


def test_a_file_s_name_stays_as_it_is(admin):
    address, _ = preview(admin, ("wiltshire.txt", WILTSHIRE))
    assert ">wiltshire.txt: Wiltshire" in admin.post(address, {"confirm": "Import"}, follow=True).content.decode()


def test_the_preview_leaves_nothing_but_the_waiting_file(admin, files):
    preview(admin, ("wiltshire.txt", WILTSHIRE))
    assert [path.parent.parent.name for path in left(files)] == ["waiting"]
    assert {path.stat().st_mode & 0o777 for path in left(files)} == {0o600}


def test_cancelling_imports_nothing_and_keeps_nothing(admin, files):
    before = counts()
    address, _ = preview(admin, ("wiltshire.txt", WILTSHIRE))
    response = admin.post(address, {"cancel": "Cancel"}, follow=True)
    assert messages(response) == ["Nothing was imported."]
    assert (counts(), left(files)) == (before, [])


def test_a_second_click_imports_nothing_twice(admin):
    address, _ = preview(admin, ("wiltshire.txt", WILTSHIRE))
    admin.post(address, {"confirm": "Import"})
    before = counts()
    response = admin.post(address, {"confirm": "Import"}, follow=True)
    assert "no longer wait" in messages(response)[-1]
    assert counts() == before


def test_the_same_file_twice_and_a_further_copy_show_as_such(admin):
    address, told = preview(admin, ("one.txt", HAMPSHIRE), ("two.txt", HAMPSHIRE), ("other.txt", AGAIN))
    assert [one.outcome.status for one in told] == ["created", "unchanged", "updated"]
    assert told[1].will == "The same file is chosen twice. It is imported once."
    assert len(told[2].differences) == told[2].outcome.differences > 0
    said = messages(admin.post(address, {"confirm": "Import"}, follow=True))
    assert said[1] == "two.txt: the same file was chosen twice."
    assert (Letter.objects.count(), LetterFile.objects.count()) == (1, 2)
    assert Difference.objects.open().count() == told[2].outcome.differences


BAD = {
    "empty.txt": (b"", "empty"),
    "picture.pdf": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "This is a picture"),
    "recipe.txt": (b"Take two eggs.\nWhisk them.\n", "no letter about a joint targeted area inspection"),
    "cut.pdf": (b"%PDF-1.7\n1 0 obj\n", "The end of this PDF is missing"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_says_why_and_what_to_do(admin, name):
    data, said = BAD[name]
    before = counts()
    address, (told,) = preview(admin, (name, data))
    assert (told.outcome.status, said in told.will) == ("failed", True)
    assert told.will.endswith(".")
    assert b'name="confirm"' not in admin.get(address).content
    admin.post(address, {"confirm": "Import"})
    assert counts() == before


def test_one_bad_file_does_not_keep_the_others_out(admin):
    address, _ = preview(admin, ("empty.txt", b""), ("wiltshire.txt", WILTSHIRE))
    response = admin.post(address, {"confirm": "Import"}, follow=True)
    assert [message.level_tag for message in response.context["messages"]] == ["error", "success"]
    assert Letter.objects.count() == 1


@override_settings(LETTER_MAX_MEGABYTES=0)
def test_a_file_over_the_limit_is_not_even_kept(admin, files):
    _address, (told,) = preview(admin, ("big.txt", b"x" * 100))
    assert "the limit is 0 MB" in told.will
    assert left(files) == []


def test_without_a_file_or_with_too_many_the_form_says_so(admin):
    assert "Choose one or more letters." in upload(admin).content.decode()
    many = [(f"{number}.txt", b"x") for number in range(21)]
    assert "Choose at most 20 files" in upload(admin, *many).content.decode()


@pytest.mark.parametrize("key", ["nothing", "..", "%2e%2e%2fletters"])
def test_a_key_that_the_session_does_not_know_finds_nothing(admin, key):
    response = admin.get(f"{UPLOAD}{key}/")
    assert response.status_code in (302, 404)


def test_another_administrator_s_files_are_not_found(admin, administrator):
    address, _ = preview(admin, ("wiltshire.txt", WILTSHIRE))
    other = Client()
    other.force_login(administrator)
    assert other.get(address).status_code == other.post(address, {"confirm": "Import"}).status_code == 302
    assert Letter.objects.count() == 0


def test_a_name_from_outside_is_a_name_and_never_a_path(admin, files):
    preview(admin, ("../../evil.txt", WILTSHIRE))
    assert all(path.is_relative_to(files / "waiting") for path in left(files))


def test_what_nobody_came_back_for_goes_after_a_day(admin, files):
    address, _ = preview(admin, ("wiltshire.txt", WILTSHIRE))
    (old,) = (files / "waiting").iterdir()
    os.utime(old, (time.time(), time.time() - 25 * 3600))
    preview(admin, ("recipe.txt", b"Eggs."))
    assert not old.exists()
    assert admin.get(address).status_code == 302


def test_others_may_not_upload(client):
    client.force_login(make_user())
    assert upload(client, ("wiltshire.txt", WILTSHIRE)).status_code == 403


@pytest.mark.parametrize("method", ["put", "delete"])
def test_other_methods_are_refused(admin, method):
    assert getattr(admin, method)(UPLOAD).status_code == 405
