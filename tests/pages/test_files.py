import pytest
from django.urls import reverse

from partnerships.models import Role
from tests.makers import make_file, make_finding, make_letter, make_place, make_user

LINES = ["9 July 2018", "Areas for improvement", "- The first thing", "to do better", "- <b>The second</b>"]


@pytest.fixture
def file(client):
    letter = make_letter()
    client.force_login(make_user(Role.VIEWER, letter.partnership))
    return make_file(letter, LINES, name="Dorset “final”.txt")


def place_page(client, finding, file):
    answer = client.get(reverse("place", args=[file.pk, finding.pk]))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_findings_lines_are_marked_in_words_too(client, file):
    finding = make_finding(file.letter)
    make_place(finding, file, [2, 3])
    page = place_page(client, finding, file)
    assert 'id="finding"' in page
    marked = "<p><mark>- The first thing</mark></p><p><mark>to do better</mark></p>"
    assert f"<strong>Area for improvement 1:</strong> {marked}" in page
    assert "<p>Areas for improvement</p>" in page
    assert "Page 1" in page
    assert "&lt;b&gt;The second" in page


def test_the_way_to_the_findings_before_and_after(client, file):
    findings = [make_finding(file.letter) for _ in range(3)]
    for line, finding in enumerate(findings, start=2):
        make_place(finding, file, [line])
    first, middle, last = (place_page(client, finding, file) for finding in findings)
    assert "Previous" not in first
    assert "Previous: Area for improvement 1" in middle
    assert "Next: Area for improvement 3" in middle
    assert "Next" not in last


def test_the_way_leads_past_findings_that_are_not_in_this_file(client, file):
    first, elsewhere, last = (make_finding(file.letter) for _ in range(3))
    make_place(elsewhere, make_file(file.letter, name="other.txt", data=b"other"), [2])
    for finding in (first, last):
        make_place(finding, file, [2])
    assert "Next: Area for improvement 3" in place_page(client, first, file)
    assert "Previous: Area for improvement 1" in place_page(client, last, file)


def test_unknown_place_is_said(client, file):
    finding = make_finding(file.letter)
    make_place(finding, file, [])
    assert "Its place in this file is not known." in place_page(client, finding, file)


def test_finding_that_the_file_does_not_have(client, file):
    finding = make_finding(file.letter)
    assert client.get(reverse("place", args=[file.pk, finding.pk])).status_code == 404


def test_download_is_the_very_file_as_an_attachment(client, file):
    answer = client.get(reverse("download", args=[file.pk]))
    assert b"".join(answer.streaming_content) == "\n".join(LINES).encode()
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "Dorset" in answer["Content-Disposition"]
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("data", "name", "sent_as"),
    [
        (b"%PDF-1.7\n%%EOF", "letter.html", "application/pdf"),
        (b"<!doctype html><html>", "letter.pdf", "application/octet-stream"),
        (b"\x89PNG\r\n", "letter.pdf", "application/octet-stream"),
    ],
)
def test_type_follows_the_content_and_never_the_name(client, file, data, name, sent_as):
    other = make_file(file.letter, data=data, name=name)
    assert client.get(reverse("download", args=[other.pk]))["Content-Type"] == sent_as


def test_file_gone_from_the_store_is_not_there(client, file):
    file.content.storage.delete(file.content.name)
    assert client.get(reverse("download", args=[file.pk])).status_code == 404
