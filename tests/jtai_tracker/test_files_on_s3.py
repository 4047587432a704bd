"""Files in a bucket: in by a form, out through the gate alone, by the same code as files on a disk."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from actions.models import Evidence, Update
from partnerships.models import Role
from tests.jtai_tracker.fake_s3 import fake_s3
from tests.makers import make_file, make_partnership, make_user, make_written

pytestmark = pytest.mark.django_db
DATA = b"%PDF-1.7 audit"


@pytest.fixture
def bucket(settings, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "only-for-tests")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "only-for-tests")
    with fake_s3() as (bucket, address):
        told = {"bucket_name": "plans", "endpoint_url": address, "region_name": "eu-west-2"}
        files = {"BACKEND": "jtai_tracker.files_on_s3.FilesOnS3", "OPTIONS": told}
        settings.STORAGES = settings.STORAGES | {"default": files}
        yield bucket


@pytest.fixture
def action(client, bucket):
    action = make_written()
    client.force_login(make_user(partnership=action.partnership))
    return action


def add(client, action):
    form = {"kind": "progress", "text": "Audited.", "declared": "green", "token": uuid.uuid4()}
    form["file"] = SimpleUploadedFile("audit.pdf", DATA)
    return client.post(reverse("record_progress", args=[action.pk]), form, follow=True).content.decode()


def test_evidence_goes_in_once_and_comes_out_under_its_own_name(client, action, bucket):
    for one in (action, make_written(action.finding)):
        add(client, one)
    first, second = Evidence.objects.order_by("pk")
    kept = f"/plans/evidence/{action.partnership_id}/{first.sha256}"
    assert bucket.files == {kept: DATA}
    for evidence in (first, second):
        answer = client.get(reverse("evidence", args=[evidence.pk]))
        assert answer.getvalue() == DATA
        assert answer["Content-Disposition"] == 'attachment; filename="audit.pdf"'
        assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_letter_is_kept_there_too(client, action, bucket):
    file = make_file(action.letter, data=b"Dear colleagues")
    assert list(bucket.files.values()) == [b"Dear colleagues"]
    assert client.get(reverse("download", args=[file.pk])).getvalue() == b"Dear colleagues"


def test_no_address_leads_past_the_gate(client, action):
    add(client, action)
    evidence = Evidence.objects.get()
    assert evidence.content.url == ""
    client.force_login(make_user(Role.CHAIR, make_partnership("Torbay")))
    assert client.get(reverse("evidence", args=[evidence.pk])).status_code == 404


def test_a_file_that_is_gone_is_not_there(client, action, bucket):
    add(client, action)
    bucket.files.clear()
    assert client.get(reverse("evidence", args=[Evidence.objects.get().pk])).status_code == 404


def test_a_bucket_that_refuses_keeps_nothing_but_what_was_typed(client, action, bucket):
    bucket.broken = True
    page = add(client, action)
    assert "The file could not be kept just now." in page
    assert "Audited.</textarea>" in page
    assert not Evidence.objects.exists()
    assert not Update.objects.exists()
