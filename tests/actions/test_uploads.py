"""Letters that wait between upload and import do not lie there for longer than they are needed."""

import os
import time
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from tests.makers import make_partnership, make_user
from tests.papers.seeds import seed

pytestmark = pytest.mark.django_db
DAY = 24 * 60 * 60


@pytest.fixture
def waiting(settings, tmp_path):
    """What lies in the folder of waiting letters."""
    settings.MEDIA_ROOT = tmp_path
    return lambda: [path for path in (tmp_path / "waiting").rglob("*") if path.is_file()]


@pytest.fixture
def upload(waiting):
    partnership = make_partnership("Wiltshire")

    def upload():
        client = Client()
        client.force_login(make_user(partnership=partnership))
        client.post("/letters/import/", {"letters": SimpleUploadedFile("letter.txt", seed("004").encode())})
        return client

    return upload


def grow_old(waiting, seconds):
    for path in waiting():
        os.utime(path.parent, (time.time() - seconds,) * 2)


def forget_uploads(*arguments):
    out = StringIO()
    call_command("forget_uploads", *arguments, stdout=out)
    return out.getvalue().strip()


def test_signing_out_takes_away_what_one_s_own_session_left(upload, waiting):
    first = upload()
    files = len(waiting())
    second = upload()
    assert len(waiting()) == 2 * files > 2
    first.post("/accounts/sign-out/")
    assert len(waiting()) == files
    second.post("/accounts/sign-out/")
    assert waiting() == []


def test_the_nightly_command_takes_away_what_is_older_than_a_day(upload, waiting):
    upload()
    assert forget_uploads() == "0 uploads removed."
    grow_old(waiting, DAY + 60)
    assert forget_uploads("--dry-run") == "1 upload would be removed."
    assert waiting()
    assert forget_uploads() == "1 upload removed."
    assert waiting() == []
    assert forget_uploads() == "0 uploads removed."


def test_a_session_whose_upload_is_gone_is_told(upload, waiting):
    client = upload()
    (key,) = client.session["waiting_letters"]
    grow_old(waiting, DAY + 60)
    forget_uploads()
    assert "no longer wait" in client.get(f"/letters/import/{key}/0/", follow=True).content.decode()
