"""What was given out is proved to be what it was: by the history check, and before a file is handed on."""

import datetime as dt
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse

from partnerships.models import Event
from reporting.meetings.keeping import keep
from reporting.models import Papers, Version
from reporting.statements.sending import send
from tests.makers import make_meeting, make_statement, make_user, make_written

pytestmark = pytest.mark.django_db
DAY = dt.date(2018, 10, 16)
PAGES = {Version: ("statement_version", "version_word"), Papers: ("papers", "kept_papers_word")}


def check():
    out = StringIO()
    try:
        call_command("check_history", stdout=out)
    except SystemExit as left:
        return out.getvalue().splitlines()[-1], left.code
    return out.getvalue().splitlines()[-1], 0


@pytest.fixture(params=[Version, Papers])
def given_out(request, client):
    action = make_written()
    manager = make_user(partnership=action.partnership)
    client.force_login(manager)
    if request.param is Version:
        record = send(make_statement(action.letter), manager, DAY, "Kim", ["a@b.uk"], DAY, with_gaps=True)
    else:
        record = keep(make_meeting(action.partnership), manager, DAY)
    return request.param.objects.get(pk=record.pk)


def test_it_is_whole_as_it_was_given_out(given_out):
    line, code = check()
    assert (code, "whole" in line, "before contents" in line) == (0, True, False)


def test_other_contents_show(given_out):
    type(given_out).objects.update(contents={**given_out.contents, "partnership": "Another"})
    line, code = check()
    assert code == 1
    assert line.endswith(f"not as it was given out: {given_out._meta.verbose_name} {given_out.pk} (contents).")


@pytest.mark.parametrize("seal", ["contents_sha256", "word_sha256"])
def test_another_seal_shows(given_out, seal):
    type(given_out).objects.update(**{seal: ""})
    line, code = check()
    assert (code, "SHA-256" in line) == (1, True)


@pytest.mark.parametrize("lost", [False, True])
def test_another_file_shows_and_is_not_handed_on(client, given_out, lost):
    path, (page, file) = Path(given_out.word.path), PAGES[type(given_out)]
    content = path.read_bytes()
    path.unlink()
    if not lost:
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    answer = client.get(reverse(file, args=[given_out.pk]), follow=True)
    assert answer.redirect_chain[-1][0] == reverse(page, args=[given_out.pk])
    assert "Tell an administrator" in answer.content.decode()
    line, code = check()
    assert (code, "(Word file)" in line) == (1, True)


def test_what_was_given_out_before_contents_were_sealed_is_counted(given_out, monkeypatch):
    type(given_out).objects.update(contents_sha256="")
    about = Event.objects.about
    monkeypatch.setattr(Event.objects, "about", lambda row: about(row).none())
    type(given_out).objects.update(word_sha256="", pdf_sha256="")
    monkeypatch.setattr(type(given_out), "read", lambda *_: b"")
    line, code = check()
    assert (code, line.endswith("1 given out before contents were sealed.")) == (0, True)


def test_a_later_change_seals_nothing_anew(given_out):
    type(given_out).objects.update(contents={})
    given_out.refresh_from_db()
    seal = given_out.contents_sha256
    given_out.change(None, **({"published_on": DAY} if isinstance(given_out, Version) else {"made_for": "Kim"}))
    assert given_out.contents_sha256 == seal
