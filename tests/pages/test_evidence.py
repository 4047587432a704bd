import io
import uuid
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from actions.models import Evidence
from partnerships.models import Role
from tests.makers import make_evidence, make_finding, make_letter, make_partnership, make_user, make_written


@pytest.fixture
def action(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    action = make_written()
    client.force_login(make_user(partnership=action.partnership))
    return action


def add(client, action, name="audit.pdf", data=b"%PDF-1.7 audit"):
    form = {"kind": "progress", "text": "Audited.", "declared": "green", "token": uuid.uuid4()}
    form["file"] = SimpleUploadedFile(name, data)
    return client.post(reverse("record_progress", args=[action.pk]), form, follow=True).content.decode()


def office(part, *others):
    """The bytes of a small Office file."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        for name in ("[Content_Types].xml", part, *others):
            package.writestr(zipfile.ZipInfo(name), "<x/>")  # without the time: a test is named by its data
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("audit.pdf", b"%PDF-1.7 audit", "application/pdf"),
        ("AUDIT.PNG", b"\x89PNG\r\n\x1a\n...", "image/png"),
        ("photo.jpeg", b"\xff\xd8\xff\xe0...", "image/jpeg"),
        ("cases.csv", "case;café\n1;2\n".encode("cp1252"), "text/csv"),
        ("notes.txt", "Notes".encode("utf-16"), "text/plain"),
        ("audit.docx", office("word/document.xml"), "wordprocessingml.document"),
        ("cases.xlsx", office("xl/workbook.xml"), "spreadsheetml.sheet"),
        ("board.pptx", office("ppt/presentation.xml"), "presentationml.presentation"),
    ],
)
def test_file_comes_back_as_it_was_under_its_own_name(client, action, name, data, media_type):
    add(client, action, name, data)
    evidence = Evidence.objects.get()
    answer = client.get(reverse("evidence", args=[evidence.pk]))
    assert answer.getvalue() == data
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["Content-Type"].endswith(media_type)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert evidence.content.name == f"evidence/{action.partnership_id}/{evidence.sha256}"


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("empty.pdf", b"", "The file is empty."),
        ("program.exe", b"MZ\x90\x00\x03", "Files of this type are not taken."),
        ("program.pdf", b"MZ\x90\x00\x03", "Files of this type are not taken."),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "Files of this type are not taken."),
        ("picture.pdf", b"\x89PNG\r\n\x1a\n...", "The file is PNG picture, and its name says otherwise."),
        ("page.html", b"<html></html>", "The file is plain text, and its name says otherwise."),
        ("things.zip", office("readme.txt"), "Files of this type are not taken."),
        ("cut.docx", office("word/document.xml")[:40], "Files of this type are not taken."),
        ("macro.docx", office("word/document.xml", "word/vbaProject.bin"), "The file holds macros."),
    ],
)
def test_wrong_file_is_refused_with_the_form_kept(client, action, name, data, told):
    page = add(client, action, name, data)
    assert told in page
    assert "Audited.</textarea>" in page
    assert not Evidence.objects.exists()


def test_archive_with_an_endless_list_of_files_is_refused_unread(client, action):
    data = bytearray(office("word/document.xml"))
    data[-10:-6] = (2_000_000).to_bytes(4, "little")  # the size that it gives for its list
    assert "Files of this type are not taken." in add(client, action, "audit.docx", bytes(data))


def test_huge_file_is_refused(client, action, settings):
    settings.EVIDENCE_MAX_MEGABYTES = 1
    assert "The file has 1.2 MB; the limit is 1 MB." in add(client, action, data=b"%PDF-" + b"x" * 1_250_000)


def test_full_store_is_told_and_each_partnership_has_its_own(client, action, settings):
    settings.EVIDENCE_QUOTA_MEGABYTES = 1
    half = b"%PDF-" + b"x" * 600_000
    add(client, action, data=half)
    assert "There is no room left for this partnership" in add(client, action, data=half + b"y")
    torbay = make_written(make_finding(make_letter(make_partnership("Torbay"))))
    client.force_login(make_user(partnership=torbay.partnership))
    add(client, torbay, data=half)
    assert Evidence.objects.filter(action=torbay).exists()


def test_same_bytes_are_kept_once_for_two_actions(client, action, tmp_path):
    for one in (action, make_written(action.finding)):
        add(client, one)
    assert Evidence.objects.count() == 2
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_names_from_outside_become_no_path(client, action):
    add(client, action, "../../etc/" + "a" * 300 + ".pdf")
    evidence = Evidence.objects.get()
    assert "/" not in evidence.name
    assert len(evidence.name) <= 255
    assert evidence.name.endswith(".pdf")


def test_every_role_of_the_partnership_can_read_it_and_no_other(client, action):
    add(client, action)
    address = reverse("evidence", args=[Evidence.objects.get().pk])
    for role in Role:
        client.force_login(make_user(role, action.partnership))
        assert client.get(address).status_code == 200
    client.force_login(make_user(partnership=make_partnership("Torbay")))
    assert client.get(address).status_code == 404
    client.logout()
    assert client.get(address).status_code == 302


def test_link_has_no_file(client, action):
    link = make_evidence(action)
    assert client.get(reverse("evidence", args=[link.pk])).status_code == 404
    assert link.link in client.get(reverse("action", args=[action.pk])).content.decode()


def test_file_gone_from_the_store_is_not_there(client, action):
    add(client, action)
    evidence = Evidence.objects.get()
    evidence.content.storage.delete(evidence.content.name)
    assert client.get(reverse("evidence", args=[evidence.pk])).status_code == 404


def test_file_that_cannot_be_scanned_is_refused_with_the_form_kept(client, action, settings, tmp_path):
    settings.CLAMAV_SOCKET = str(tmp_path / "no-such-socket")
    page = add(client, action)
    assert "The file could not be checked for viruses, so it is not kept." in page
    assert "Audited.</textarea>" in page
    assert not Evidence.objects.exists()
