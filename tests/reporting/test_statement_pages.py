"""The statement's pages: begun, written, agreed to, sent; each with its wrong person, wrong input and second click."""

import datetime as dt
import hashlib
from pathlib import Path

import pytest
from django.urls import reverse

from findings.models import Letter
from partnerships.expunging import expunge
from partnerships.models import Event, Look, Membership, Role, Sector
from partnerships.words_said import words_of
from reporting.models import Milestone, Signatory, Statement, Version
from reporting.statements.assembling import assemble
from reporting.statements.telling import seal, telling
from tests.makers import (
    make_administrator,
    make_agency,
    make_finding,
    make_letter,
    make_officer,
    make_statement,
    make_user,
    make_written,
)

pytestmark = pytest.mark.django_db
TODAY = dt.date(2018, 10, 12)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: TODAY)


@pytest.fixture
def letter():
    letter = make_letter()
    make_written(make_finding(letter, text="Police should use the tool."))
    return letter


@pytest.fixture
def statement(letter):
    return make_statement(letter)


@pytest.fixture
def manager(client, letter):
    user = make_user(Role.BUSINESS_MANAGER, letter.partnership, name="Kim Jones")
    client.force_login(user)
    return user


def sign_in(client, letter, role, **values):
    user = make_user(role, letter.partnership, **values)
    client.force_login(user)
    return user


def text(answer):
    return " ".join(answer.content.decode().split())


def address(name, *args):
    return reverse(name, args=args)


def versions(record):
    return {"version": record.version, "opened": record.version}


class TestBeginning:
    def test_manager_begins_it_once(self, client, letter, manager):
        page = client.get(address("letter_statement", letter.pk))
        assert "Begin the statement" in text(page)
        for _ in range(2):
            assert client.post(address("begin_statement", letter.pk)).url == address("letter_statement", letter.pk)
        statement = Statement.objects.get()
        assert (statement.sections.count(), statement.milestones.count()) == (10, 5)
        assert (statement.preparer, statement.to) == ("Dorset County Council", ["ProtectionOfChildren@ofsted.gov.uk"])
        page = text(client.get(address("letter_statement", letter.pk), follow=True))
        assert "What is missing" in page
        assert "2 working days left" in page  # until the day it is due
        assert "0 of 1 agency agreed" in page

    def test_viewer_is_told_who_begins_it_and_may_not(self, client, letter):
        sign_in(client, letter, Role.VIEWER)
        assert "The business manager does." in text(client.get(address("letter_statement", letter.pk)))
        assert client.post(address("begin_statement", letter.pk)).status_code == 403
        assert not Statement.objects.exists()

    def test_a_letter_that_asks_for_none_says_so(self, client, manager, letter):
        other = make_letter(letter.partnership, statement_required=False, letter_date=dt.date(2018, 8, 1))
        assert "asks for no written statement" in text(client.get(address("letter_statement", other.pk)))
        answer = client.post(address("begin_statement", other.pk), follow=True)
        assert "This letter asks for no written statement." in text(answer)
        assert not Statement.objects.exists()


def test_a_partnership_s_statements_are_listed(client, statement, manager):
    other = make_letter(statement.partnership, letter_date=dt.date(2018, 8, 1))
    make_letter(statement.partnership, letter_date=dt.date(2018, 9, 1), statement_required=False)
    page = text(client.get(address("statements", statement.partnership_id)))
    assert "0 of 1 agency" in page
    assert "Not begun" in page
    assert address("letter_statement", other.pk) in page
    assert page.count("16 October 2018") == 2


class TestWriting:
    def test_settings_are_saved_and_recipients_stand_a_line_each(self, client, statement, manager):
        told = {
            **{
                "preparer": "Council",
                "sender": "Partnership",
                "recipients": " a@b.uk \r\n\r\nc@d.uk",
                "contact": "Kim",
            },
            **{"order": "agency", "detail": "short", "named": "names"},
        }
        url = address("statement_settings", statement.pk)
        assert client.post(url, {**told, **versions(statement)}).status_code == 302
        statement.refresh_from_db()
        assert (statement.to, statement.order, statement.named) == (["a@b.uk", "c@d.uk"], "agency", "names")
        assert Event.objects.about(statement).first().actor == manager

    def test_a_section_is_written_left_out_and_moved(self, client, statement, manager):
        section = statement.sections.get(key="risks")
        url = address("statement_section", section.pk)
        assert "What could keep the plan from being done" in text(client.get(url))
        client.post(url, {"heading": "Risks", "text": "- Money\r\n- People", **versions(section)})
        section.refresh_from_db()
        assert (section.heading, section.text, section.shown) == ("Risks", "- Money\n- People", False)
        client.post(address("section_up", section.pk))
        assert [one.key for one in statement.sections.in_order()][5:7] == ["risks", "findings"]
        first = statement.sections.in_order().first()
        assert client.post(address("section_up", first.pk)).status_code == 302
        assert statement.sections.in_order().first() == first

    def test_two_who_write_one_section_see_both(self, client, statement, manager):
        section = statement.sections.get(key="risks")
        opened = versions(section)
        section.change(None, text="Theirs.")
        page = client.post(
            address("statement_section", section.pk),
            {"heading": section.heading, "text": "Mine.", "shown": "on", **opened},
        )
        assert "Theirs." in text(page)
        section.refresh_from_db()
        assert section.text == "Theirs."

    @pytest.mark.parametrize("role", [Role.VIEWER, Role.AGENCY_LEAD, Role.CHAIR, Role.SAFEGUARDING_PARTNER])
    def test_others_read_it_and_write_nothing(self, client, statement, role):
        sign_in(client, statement.letter, role)
        section = statement.sections.first()
        assert client.get(address("statement", statement.pk)).status_code == 200
        assert client.get(address("read_statement", statement.pk)).status_code == 200
        for url in (address("statement_settings", statement.pk), address("statement_section", section.pk)):
            assert client.get(url).status_code == 403
        assert client.post(address("section_up", section.pk)).status_code == 403

    def test_it_is_read_as_a_page_and_taken_as_a_file(self, client, statement, manager):
        page = text(client.get(address("read_statement", statement.pk)))
        assert "Police should use the tool." in page
        assert "OFFICIAL-SENSITIVE" in page
        for name, begins in (("statement_word", b"PK"), ("statement_pdf", b"%PDF")):
            answer = client.get(address(name, statement.pk))
            assert b"".join(answer.streaming_content).startswith(begins)
            assert "OFFICIAL-SENSITIVE Dorset written statement 2018-07-09." in answer["Content-Disposition"]
        assert Look.objects.filter(what="export", subject_id=statement.pk).count() == 2


class TestTimetable:
    def test_a_step_is_reached_once(self, client, statement, manager):
        step = statement.milestones.first()
        for _ in range(2):
            client.post(address("reach_milestone", step.pk))
        step.refresh_from_db()
        assert (step.done_on, step.version) == (TODAY, 2)
        assert "Reached on 12 October 2018" in text(client.get(address("statement", statement.pk)))

    def test_a_step_is_added_changed_and_taken_out(self, client, statement, manager):
        url = address("add_milestone", statement.pk)
        told = {"name": "Chief officers' meeting", "due": "1 October 2018", "version": 1}
        assert client.post(url, told).status_code == 302
        again = client.post(url, told)
        assert "The timetable has a step of this name." in text(again)
        step = Milestone.objects.get(name="Chief officers' meeting")
        client.post(address("milestone", step.pk), {**told, "due": "2/10/2018", **versions(step)})
        step.refresh_from_db()
        assert step.due == dt.date(2018, 10, 2)
        for status in (302, 404):
            assert client.post(address("remove_milestone", step.pk)).status_code == status
        assert "Chief officers" not in text(client.get(address("read_statement", statement.pk)))
        assert statement.milestones.standing().count() == 5

    @pytest.mark.parametrize(
        ("told", "words"),
        [
            ({"name": "", "due": "1/10/2018"}, "Write what is to be reached."),
            ({"name": "Board", "due": "1/1/0001"}, "By: choose a day from 2000 to 2100."),
            ({"name": "Board", "due": "soon"}, "By: write a day, a month and a year"),
            ({"name": "Board", "due": "1/10/2018", "done_on": "13/10/2018"}, "choose today or an earlier day"),
        ],
    )
    def test_what_cannot_be_is_said(self, client, statement, manager, told, words):
        assert words in text(client.post(address("add_milestone", statement.pk), {"version": 1, **told}))
        assert statement.milestones.count() == 5


class TestAgreement:
    @pytest.fixture
    def signatory(self, statement):
        return statement.signatories.get()

    def test_a_safeguarding_partner_agrees_to_what_they_read(self, client, statement, signatory):
        partner = sign_in(client, statement.letter, Role.SAFEGUARDING_PARTNER, agency=signatory.agency, name="Pat")
        url = address("answer_statement", signatory.pk)
        now = client.get(url).context["form"]["seal"].value()
        for _ in range(2):
            assert client.post(url, {"agree": "yes", "seal": now}).status_code == 302
        signatory.refresh_from_db()
        assert (signatory.answer, signatory.answered_by, signatory.version) == ("agreed", partner, 2)
        page = text(client.get(address("statement", statement.pk)))
        assert "1 of 1 agency agreed to the text as it is now" in page
        assert "Pat, " in page

    def test_nobody_agrees_to_what_they_have_not_seen(self, client, statement, signatory):
        sign_in(client, statement.letter, Role.SAFEGUARDING_PARTNER, agency=signatory.agency)
        url = address("answer_statement", signatory.pk)
        before = client.get(url).context["form"]["seal"].value()
        statement.sections.first().change(None, text="New words.")
        page = client.post(url, {"agree": "yes", "seal": before})
        assert "The statement changed after you opened this page." in text(page)
        signatory.refresh_from_db()
        assert signatory.answer == "waiting"
        assert client.post(url, {"agree": "yes", "seal": page.context["form"]["seal"].value()}).status_code == 302

    def test_what_changed_after_they_agreed_is_said(self, client, statement, signatory, manager):
        signatory.agree(manager, seal(telling(assemble(statement))))
        statement.sections.first().change(None, text="New words.")
        page = text(client.get(address("statement", statement.pk)))
        assert "The statement changed after that." in page
        assert "0 of 1 agency agreed" in page
        assert f"Ask {signatory.agency} again" in page

    def test_who_agreed_to_the_text_as_it_is_stays_agreed(self, client, statement, signatory, manager):
        """A page that was opened before they agreed anew asks them again."""
        signatory.agree(manager, seal(telling(assemble(statement))))
        assert client.post(address("ask_signatory_again", signatory.pk)).status_code == 302
        signatory.refresh_from_db()
        assert (signatory.answer, signatory.version) == ("agreed", 2)

    def test_who_answered_an_earlier_text_is_asked_again(self, client, statement, signatory, manager):
        signatory.ask_for_change(manager, "seal", "Name our audit.")
        url = address("ask_signatory_again", signatory.pk)
        for _ in range(2):
            assert client.post(url).status_code == 302
        signatory.refresh_from_db()
        told = (signatory.answer, signatory.said, signatory.seal, signatory.answered_at, signatory.version)
        assert told == ("waiting", "", "", None, 3)
        sign_in(client, statement.letter, Role.SAFEGUARDING_PARTNER, agency=signatory.agency)
        assert f"Agree the written statement for {signatory.agency}" in text(client.get("/"))
        assert client.post(url).status_code == 403

    def test_a_change_is_asked_for_in_words(self, client, statement, signatory):
        sign_in(client, statement.letter, Role.SAFEGUARDING_PARTNER, agency=signatory.agency)
        url = address("answer_statement", signatory.pk)
        now = seal(telling(assemble(statement)))
        assert "Write what should change." in text(client.post(url, {"change": "yes", "seal": now, "said": " "}))
        client.post(url, {"change": "yes", "seal": now, "said": "Name our audit."})
        assert "“Name our audit.”" in text(client.get(address("statement", statement.pk)))

    def test_a_named_officer_signs_and_another_agency_s_partner_does_not(self, client, statement, signatory):
        letter = statement.letter
        named = make_user(Role.VIEWER, letter.partnership)
        signatory.change(None, officer=make_officer(signatory.agency, "Noor", user=named))
        client.force_login(named)
        assert client.get(address("answer_statement", signatory.pk)).status_code == 200
        other = make_agency(letter.partnership, "Dorset CCG", Sector.HEALTH)
        sign_in(client, letter, Role.SAFEGUARDING_PARTNER, agency=other)
        assert client.post(address("answer_statement", signatory.pk), {"agree": "yes", "seal": "x"}).status_code == 403

    def test_an_administrator_signs_for_nobody_without_the_role(self, client, statement, signatory):
        user = make_administrator()
        client.force_login(user)
        url, told = address("answer_statement", signatory.pk), {"agree": "yes", "seal": "x"}
        assert (client.get(url).status_code, client.post(url, told).status_code) == (403, 403)
        signatory.change(None, officer=make_officer(signatory.agency, "Noor", user=user))
        assert client.get(url).status_code == 403  # named, and no role in the partnership
        Membership(
            partnership=statement.partnership, user=user, role=Role.SAFEGUARDING_PARTNER, agency=signatory.agency
        ).enter(None)
        assert client.get(url).status_code == 200

    def test_the_manager_signs_for_nobody(self, client, statement, signatory, manager):
        assert client.get(address("answer_statement", signatory.pk)).status_code == 403

    def test_agencies_are_added_and_no_longer_asked(self, client, statement, signatory, manager):
        health = make_agency(statement.partnership, "Dorset CCG", Sector.HEALTH)
        gone = make_officer(health, "Lee Left", left_on=dt.date(2018, 8, 1), accountable_executive=False)
        url, told = address("add_signatory", statement.pk), {"agency": health.pk, "version": 1}
        assert "Lee Left left on 1 August 2018." in text(client.post(url, {**told, "officer": gone.pk}))
        wrong = client.post(url, {**told, "officer": make_officer(signatory.agency, "Pol").pk})
        assert "Pol is not of Dorset CCG." in text(wrong)
        assert client.post(url, told).status_code == 302
        added = Signatory.objects.get(agency=health)
        for status in (302, 404):
            assert client.post(address("end_signatory", added.pk)).status_code == status
        assert client.post(url, told).status_code == 302
        added.refresh_from_db()
        assert (added.ended_at, added.answer) == (None, "waiting")


class TestSending:
    def told(self, **values):
        return {"on": "16/10/2018", "by": "Kim Jones, Council", "to": "a@b.uk\r\nc@d.uk", **values}

    @pytest.fixture(autouse=True)
    def _on_the_day(self, monkeypatch):
        monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: dt.date(2018, 10, 18))

    def test_with_gaps_only_where_somebody_says_so(self, client, statement, manager):
        url = address("send_statement", statement.pk)
        assert "What is missing" in text(client.get(url))
        assert "or say that it went so" in text(client.post(url, self.told()))
        assert not Version.objects.exists()
        answer = client.post(url, self.told(with_gaps="on"), follow=True)
        assert "Version 1 is recorded as sent: on time." in text(answer)
        version = Version.objects.get()
        assert (version.sent_to, version.sent_by) == (["a@b.uk", "c@d.uk"], "Kim Jones, Council")
        assert "No lead officer: A1.1" in version.missing
        assert Letter.objects.get().statement_sent_on == dt.date(2018, 10, 16)

    def test_what_was_sent_is_kept_as_it_was(self, client, statement, manager):
        client.post(address("send_statement", statement.pk), self.told(with_gaps="on"))
        version = Version.objects.get()
        sealed = {}
        for name in ("version_word", "version_pdf"):
            sealed[name] = b"".join(client.get(address(name, version.pk)).streaming_content)
        assert hashlib.sha256(sealed["version_word"]).hexdigest() == version.word_sha256
        assert hashlib.sha256(sealed["version_pdf"]).hexdigest() == version.pdf_sha256
        statement.sections.get(key="risks").change(None, text="More money.")
        assert b"".join(client.get(address("version_pdf", version.pk)).streaming_content) == sealed["version_pdf"]
        page = text(client.get(address("statement_version", version.pk)))
        assert "What changed since it was sent" in page
        assert "More money." in page

    def test_recorded_twice_it_is_kept_once(self, client, statement, manager):
        for _ in range(2):
            answer = client.post(address("send_statement", statement.pk), self.told(with_gaps="on"), follow=True)
        assert "It is kept once." in text(answer)
        assert Version.objects.count() == 1

    def test_a_later_version_shows_the_difference(self, client, statement, manager):
        url = address("send_statement", statement.pk)
        client.post(url, self.told(with_gaps="on"))
        statement.sections.get(key="risks").change(None, text="More money.")
        client.post(url, self.told(with_gaps="on", on="18/10/2018"))
        second = Version.objects.get(number=2)
        page = text(client.get(address("statement_version", second.pk)))
        assert "What changed since version 1" in page
        assert "Late by 2 working days" in page
        assert Letter.objects.get().statement_sent_on == dt.date(2018, 10, 16)

    def test_what_was_sent_can_be_taken_out_files_and_all(self, client, statement, manager):
        send, told = address("send_statement", statement.pk), self.told(with_gaps="on")
        statement.sections.get(key="risks").change(None, text="Sam Jones has moved.")
        client.post(send, told)
        version = Version.objects.get()
        page, path = address("statement_version", version.pk), Path(version.word.path)
        assert f'href="{address("take_out", "version", version.pk)}"' in text(client.get(page))
        expunge(words_of(version), manager, "It named a child.")
        version.refresh_from_db()
        assert (version.contents, version.word_sha256, version.is_taken_out) == ({}, "", True)
        assert not path.exists()
        assert "What was sent is taken out" in text(client.get(page))
        assert "is told below" in text(client.get(address("version_pdf", version.pk), follow=True))
        assert "(taken out)" in text(client.get(address("statement", statement.pk)))
        client.post(send, told)
        later = text(client.get(address("statement_version", Version.objects.get(number=2).pk)))
        assert "Version 1 is taken out, so there is nothing left to compare with." in later
        assert Event.objects.broken_at(statement.partnership_id) is None

    @pytest.mark.parametrize(
        ("told", "words"),
        [
            ({"on": "19/10/2018"}, "Sent on: choose today or an earlier day."),
            ({"on": "8/7/2018"}, "the letter is dated 9 July 2018"),
            ({"by": ""}, "Write who sent it."),
            ({"to": " "}, "Write whom it was sent to."),
        ],
    )
    def test_what_cannot_be_is_said(self, client, statement, manager, told, words):
        url = address("send_statement", statement.pk)
        assert words in text(client.post(url, {**self.told(with_gaps="on"), **told}))
        assert not Version.objects.exists()

    def test_where_it_was_published_is_said(self, client, statement, manager):
        client.post(address("send_statement", statement.pk), self.told(with_gaps="on"))
        version = Version.objects.get()
        url = address("publish_version", version.pk)
        told = {"published_at": "javascript:alert(1)", "published_on": "17/10/2018", **versions(version)}
        assert "Give the whole address" in text(client.post(url, told))
        assert client.post(url, {**told, "published_at": "https://example.org/s"}).status_code == 302
        assert "https://example.org/s" in text(client.get(address("statement_version", version.pk)))
        for page in (address("statement", statement.pk), address("history", statement.partnership_id)):
            assert "said where the statement is published" in text(client.get(page))

    def test_it_is_published_from_the_day_it_was_sent_until_today(self, client, statement, manager):
        client.post(address("send_statement", statement.pk), self.told(with_gaps="on"))
        version = Version.objects.get()
        url, told = address("publish_version", version.pk), {"published_at": "https://example.org/s"}
        for day, words in (
            ("15/10/2018", "Published on: it was sent on 16 October 2018."),
            ("19/10/2018", "Published on: choose today or an earlier day."),
        ):
            assert words in text(client.post(url, {**told, "published_on": day, **versions(version)}))
        for day in ("16/10/2018", "18/10/2018"):
            version.refresh_from_db()
            assert client.post(url, {**told, "published_on": day, **versions(version)}).status_code == 302
        page = text(client.get(address("statement_version", version.pk)))
        assert version.pdf_sha256 in page.split("Proof that it is unchanged")[1]
        assert version.pdf_sha256 not in page.split("Proof that it is unchanged")[0]

    @pytest.mark.parametrize("role", [Role.VIEWER, Role.SAFEGUARDING_PARTNER, Role.AGENCY_LEAD])
    def test_others_record_nothing(self, client, statement, role):
        sign_in(client, statement.letter, role)
        assert client.post(address("send_statement", statement.pk), self.told()).status_code == 403


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (dt.date(2018, 10, 12), "early by 2 working days"),
        (dt.date(2018, 10, 16), "on time"),
        (dt.date(2018, 10, 17), "late by 1 working day"),
        (dt.date(2018, 10, 22), "late by 4 working days"),
    ],
)
def test_the_day_it_was_sent_is_held_against_the_statutory_one(sent, words):
    assert Version(sent_on=sent, statutory_due=dt.date(2018, 10, 16)).in_time == words
