"""Meetings' pages: called, changed, called off; papers read and kept; colours agreed. Each with its wrong person, wrong
input and second click.
"""

import datetime as dt
import hashlib
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import reverse

from actions.example_progress_clock import clock_at
from partnerships.expunging import expunge
from partnerships.models import Event, Look, Role
from partnerships.words_said import words_of
from reporting.exchange.registry import rows_of
from reporting.models import AgreedColour, Meeting, MeetingKind, Papers
from tests.makers import make_finding, make_letter, make_meeting, make_update, make_user, make_written

pytestmark = pytest.mark.django_db
TODAY = dt.date(2018, 10, 12)
BEFORE = dt.datetime(2018, 9, 3, 12, tzinfo=dt.UTC)
MARKUP = "<b>bold</b>"


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda value=None: value.date() if value else TODAY)
    with clock_at(dt.datetime(2018, 10, 12, 12, tzinfo=dt.UTC)):
        yield


@pytest.fixture
def finding():
    with clock_at(BEFORE):
        return make_finding(make_letter(), text="Police should use the tool.")


@pytest.fixture
def action(finding):
    with clock_at(BEFORE):
        return make_written(finding, text="Train everyone.", target_date=dt.date(2018, 12, 3))


@pytest.fixture
def partnership(action):
    return action.partnership


@pytest.fixture
def meeting(partnership):
    """Ahead."""
    return make_meeting(partnership)


@pytest.fixture
def held(partnership):
    """Last week."""
    return make_meeting(partnership, on=dt.date(2018, 10, 5))


@pytest.fixture
def manager(client, partnership):
    return sign_in(client, partnership, Role.BUSINESS_MANAGER, name="Kim Jones")


def sign_in(client, partnership, role, **values):
    user = make_user(role, partnership, **values)
    client.force_login(user)
    return user


def text(answer):
    return " ".join(answer.content.decode().split())


def address(name, *args):
    return reverse(name, args=args)


def versions(record):
    return {"version": record.version, "opened": record.version}


def plan_told(**values):
    return {"kind": "executive", "on": "23/10/2018", "cut_off": "", "papers_on": "", "name": "", "place": "", **values}


class TestCalling:
    def test_manager_adds_one_and_its_days_are_counted_back_in_working_days(self, client, partnership, manager):
        page = text(client.get(address("meetings", partnership.pk)))
        assert "No meeting is entered yet. Add the next one" in page
        url = address("add_meeting", partnership.pk)
        page = text(client.post(url, {**plan_told(place=MARKUP), "version": 1}, follow=True))
        meeting = Meeting.objects.get()
        assert (meeting.name, meeting.papers_on, meeting.cut_off) == (
            *("Executive", dt.date(2018, 10, 16)),
            dt.date(2018, 10, 11),
        )
        assert "Executive, 23 October 2018" in page
        assert MARKUP not in page
        again = text(client.post(url, {**plan_told(), "version": 1}))
        assert "There is a meeting of this kind on this day." in again
        assert Meeting.objects.count() == 1

    def test_the_next_one_comes_first(self, client, partnership, manager):
        for day in (5, 30, 23):
            make_meeting(partnership, on=dt.date(2018, 10, day))
        make_meeting(partnership, on=dt.date(2018, 9, 5)).call_off(manager)
        page = text(client.get(address("meetings", partnership.pk)))
        places = [
            page.index(f'Executive<span class="govuk-visually-hidden">, {day} 2018')
            for day in ("23 October", "30 October", "5 October", "5 September")
        ]
        assert places == sorted(places)
        assert "Called off" in page

    def test_one_in_the_past_is_kept_and_what_can_be_done_is_said(self, client, partnership, manager):
        told = {**plan_told(on="3/9/2018"), "version": 1}
        page = text(client.post(address("add_meeting", partnership.pk), told, follow=True))
        assert "Its day is past: its papers tell how the plan stood on 21 August 2018" in page
        assert "Record the colours that the meeting agreed" in page

    @pytest.mark.parametrize(
        ("told", "words"),
        [
            ({"kind": ""}, "Choose the kind of meeting."),
            ({"kind": "party"}, "Choose one of these kinds."),
            ({"on": ""}, "Day of the meeting: write a day, a month and a year"),
            ({"on": "31/2/2018"}, "Day of the meeting: there is no 31 February 2018."),
            ({"on": "1/1/1999"}, "Day of the meeting: choose a day from 2000"),
            (
                {"cut_off": "24/10/2018"},
                "Updates count until: choose 23 October 2018, the day of the meeting, or earlier.",
            ),
            ({"papers_on": "24/10/2018"}, "Papers go out on: choose 23 October 2018"),
            ({"cut_off": "17/10/2018", "papers_on": "16/10/2018"}, "choose 16 October 2018, the day the papers go out"),
            ({"name": "x" * 201}, "at most 200 characters"),
        ],
    )
    def test_what_cannot_be_is_said(self, client, partnership, manager, told, words):
        page = client.post(address("add_meeting", partnership.pk), {"version": 1, **plan_told(**told)})
        assert words in text(page)
        assert not Meeting.objects.exists()

    def test_it_is_changed_and_two_people_do_not_overwrite_each_other(self, client, meeting, manager):
        url = address("change_meeting", meeting.pk)
        told = {**plan_told(place="Town hall"), **versions(meeting)}
        assert client.post(url, told).status_code == 302
        meeting.refresh_from_db()
        assert (meeting.place, meeting.kind, meeting.version) == ("Town hall", "executive", 2)
        page = text(client.post(url, {**told, "place": "Online"}))
        assert "choose which to keep" in page
        meeting.refresh_from_db()
        assert meeting.place == "Town hall"

    def test_it_is_not_moved_onto_another(self, client, meeting, manager):
        make_meeting(meeting.partnership, on=dt.date(2018, 10, 30))
        told = {**plan_told(on="30/10/2018"), **versions(meeting)}
        assert "There is a meeting of this kind" in text(client.post(address("change_meeting", meeting.pk), told))

    def test_it_is_called_off_once_and_then_left_alone(self, client, meeting, manager):
        for _ in range(2):
            assert client.post(address("call_off_meeting", meeting.pk)).url == address("meeting", meeting.pk)
        assert Event.objects.filter(verb="called off").count() == 1
        for name in ("change_meeting", "agree_colours"):
            page = text(client.get(address(name, meeting.pk), follow=True))
            assert "The meeting is called off, so nothing of it is changed." in page
        page = text(client.post(address("keep_papers", meeting.pk), follow=True))
        assert "so it has no papers" in page
        assert client.get(address("read_papers", meeting.pk)).status_code == 404
        make_meeting(meeting.partnership, on=meeting.on)  # its day is free again

    @pytest.mark.parametrize("role", [Role.CHAIR, Role.VIEWER, Role.AGENCY_LEAD])
    def test_others_read_and_change_nothing(self, client, meeting, role):
        sign_in(client, meeting.partnership, role)
        for name in ("change_meeting", "call_off_meeting", "keep_papers"):
            assert client.post(address(name, meeting.pk), plan_told()).status_code == 403
        page = text(client.get(address("meeting", meeting.pk)))
        assert "Change the meeting" not in page
        assert "The business manager keeps them" in page


class TestPapers:
    def test_they_are_read_and_taken_away_by_everyone(self, client, held):
        reader = sign_in(client, held.partnership, Role.VIEWER, name="Vi Viewer")
        page = text(client.get(address("read_papers", held.pk)))
        for words in ("Board pack for the executive", "OFFICIAL-SENSITIVE", "Made for", str(reader)):
            assert words in page
        for name, begins in (("papers_word", b"PK"), ("papers_pdf", b"%PDF")):
            answer = client.get(address(name, held.pk))
            assert b"".join(answer.streaming_content).startswith(begins)
            assert "OFFICIAL-SENSITIVE Dorset executive papers 2018-10-05." in answer["Content-Disposition"]
        assert Look.objects.filter(what="export", subject_id=held.pk).count() == 2

    def test_what_identifies_nobody_stays_text(self, client, held, manager):
        action = held.partnership.letters.get().findings.get().actions.get()
        action.change(None, text=f"{MARKUP} <script>alert(1)</script>")
        action.lead_agency.change(None, name=f"Police {MARKUP}")
        meeting = make_meeting(held.partnership, kind=MeetingKind.WORKING_GROUP, cut_off=TODAY)
        page = text(client.get(address("read_papers", meeting.pk)))
        assert MARKUP not in page
        assert "<script>alert" not in page
        assert "&lt;b&gt;bold" in page

    def test_they_are_kept_once_with_their_seals(self, client, held, manager):
        for words in ("Papers 1 are kept", "They are kept once."):
            assert words in text(client.post(address("keep_papers", held.pk), follow=True))
        kept = Papers.objects.get()
        assert (kept.kept_by, kept.made_for, kept.as_of) == (manager, "everyone in the partnership", held.cut_off)
        for name, seal in (("kept_papers_word", kept.word_sha256), ("kept_papers_pdf", kept.pdf_sha256)):
            answer = client.get(address(name, kept.pk))
            assert hashlib.sha256(b"".join(answer.streaming_content)).hexdigest() == seal
            assert "kept 1." in answer["Content-Disposition"]

    def test_what_changed_in_the_plan_since_is_shown(self, client, held, action, manager):
        client.post(address("keep_papers", held.pk))
        kept = Papers.objects.get()
        assert "What changed in the plan since" in text(client.get(address("papers", kept.pk)))
        action.change(None, "planned", target_date=dt.date(2019, 1, 7))
        make_update(action, text="Forty are trained.")
        make_written(action.finding, text="A further action.")
        page = text(client.get(address("papers", kept.pk)))
        for words in ("A1.1: due", "Now “7 January 2019”", "Forty are trained.", "A1.2, new"):
            assert words in page

    def test_of_words_that_were_taken_out_since_it_is_not_told_what_they_were(self, client, held, action, manager):
        client.post(address("keep_papers", held.pk))
        expunge(words_of(action), manager, "They named a child.")
        page = text(client.get(address("papers", Papers.objects.get().pk)))
        assert "Now “[taken out]" in page
        assert "Was “Train everyone." not in page

    def test_kept_ones_tell_nothing_of_a_letter_before_publication(self, client, partnership, manager):
        partnership.letters.get().hold_back(manager)
        meeting = make_meeting(partnership, kind=MeetingKind.WORKING_GROUP, cut_off=TODAY)
        assert "Train everyone" in text(client.get(address("read_papers", meeting.pk)))
        client.post(address("keep_papers", meeting.pk))
        assert "Train everyone" not in text(client.get(address("papers", Papers.objects.get().pk)))

    def test_kept_ones_stay_with_a_letter_s_readers_while_it_is_held_back_later(self, client, held, manager):
        client.post(address("keep_papers", held.pk))
        kept, letter = Papers.objects.get(), held.partnership.letters.get()
        pages = [address(name, kept.pk) for name in ("papers", "kept_papers_word", "kept_papers_pdf")]
        lists = [address("meeting", held.pk), address("meetings", held.partnership_id)]
        reader, viewer = (make_user(Role.VIEWER, held.partnership) for _ in range(2))
        letter.hold_back(reader)
        for user, status in ((reader, 200), (viewer, 404)):
            client.force_login(user)
            assert {client.get(page).status_code for page in pages} == {status}
            assert (pages[0] in text(client.get(lists[0]))) is (status == 200)
            assert ("not kept" in text(client.get(lists[1]))) is (status == 404)
        assert not rows_of(Papers, held.partnership, viewer).exists()
        assert not rows_of(Papers.letters.through, held.partnership, viewer).exists()
        letter.publish(reader, letter.letter_date)
        assert client.get(pages[0]).status_code == 200

    def test_those_kept_before_letters_were_recorded_have_theirs(self, client, held, manager):
        client.post(address("keep_papers", held.pk))
        letters = Papers.objects.get().letters
        letters.clear()
        import_module("reporting.migrations.0006_letters_of_papers_kept_before").record(apps, None)
        assert list(letters.all()) == list(held.partnership.letters.all())

    def test_drafts_that_wait_are_in_no_papers_of_others(self, client, partnership, action):
        make_update(action, draft=True, kind="need help", text="Only a draft.")
        meeting = make_meeting(partnership, cut_off=TODAY)
        sign_in(client, partnership, Role.VIEWER)
        assert "Only a draft" not in text(client.get(address("read_papers", meeting.pk)))

    def test_kept_ones_can_be_taken_out_files_and_all(self, client, held, manager):
        client.post(address("keep_papers", held.pk))
        kept = Papers.objects.get()
        path = Path(kept.word.path)
        assert path.exists()
        expunge(words_of(kept), manager, "They named a child.")
        kept.refresh_from_db()
        assert (kept.contents, kept.word_sha256, kept.is_taken_out) == ({}, "", True)
        assert not path.exists()
        assert "These papers are taken out" in text(client.get(address("papers", kept.pk)))
        assert "is told below" in text(client.get(address("kept_papers_pdf", kept.pk), follow=True))
        assert "Papers 2 are kept" in text(client.post(address("keep_papers", held.pk), follow=True))


def colours(client, meeting):
    """The form as it is opened, to be sent again."""
    form = client.get(address("agree_colours", meeting.pk)).context["form"]
    return {field.html_name: field.value() for field in form}


class TestColours:
    def test_the_chair_records_them_and_they_stand_on_the_action(self, client, held, action):
        chair = sign_in(client, held.partnership, Role.CHAIR, name="Chris Chair")
        before = make_meeting(held.partnership, on=dt.date(2018, 9, 5))
        AgreedColour(
            partnership=held.partnership,
            meeting=before,
            finding=action.finding,
            action=action,
            brag="red",
            said_by=chair,
        ).enter(chair)
        url, told = address("agree_colours", held.pk), colours(client, held)
        assert "Stands at: Green: on track. Agreed before (Executive, 5 September 2018): Red" in text(client.get(url))
        told |= {f"brag_a{action.pk}": "amber", f"note_a{action.pk}": f"Trainer found. {MARKUP}"}
        page = text(client.post(url, told, follow=True))
        assert "1 colour is recorded." in page
        assert "Better, was Red" in page
        assert MARKUP not in page
        page = text(client.get(address("action", action.pk)))
        assert "Executive, 5 October 2018</a>: <strong>Amber: at risk</strong> (better than before)" in page
        again = text(client.post(url, colours(client, held), follow=True))
        assert "Nothing differs from what was recorded before." in again
        assert AgreedColour.objects.count() == 2

    def test_sent_twice_it_is_told_once(self, client, held, action, manager):
        url, told = address("agree_colours", held.pk), colours(client, held) | {f"brag_a{action.pk}": "amber"}
        for _ in range(2):
            assert client.post(url, told).status_code == 302
        assert Event.objects.filter(verb="agreed colour").count() == 1

    def test_what_another_recorded_meanwhile_is_shown_before_it_is_changed(self, client, held, action, manager):
        other = make_written(action.finding, text="Another.")
        url, mine = address("agree_colours", held.pk), colours(client, held)
        theirs = mine | {f"brag_a{action.pk}": "red", f"note_a{action.pk}": "Too late."}
        assert client.post(url, theirs).status_code == 302
        page = client.post(url, mine | {f"brag_a{other.pk}": "green"})  # what I left alone stays as they wrote it
        assert page.status_code == 302
        page = client.post(url, mine | {f"brag_a{action.pk}": "amber"})
        assert "A1.1: Kim Jones recorded this meanwhile: Red, “Too late.”. Look at yours, then save again." in text(
            page
        )
        assert AgreedColour.objects.get(action=action).brag == "red"
        again = {field.html_name: field.value() for field in page.context["form"]}
        assert client.post(url, again).status_code == 302
        assert AgreedColour.objects.get(action=action).brag == "amber"

    def test_empty_ones_are_filled_in_with_how_they_stand_and_not_saved(self, client, held, action, manager):
        late = make_written(action.finding, text="Late.", target_date=dt.date(2018, 10, 1))
        told = colours(client, held) | {f"brag_a{action.pk}": "amber", "fill": "yes"}
        page = client.post(address("agree_colours", held.pk), told)
        form = page.context["form"]
        assert (form[f"brag_a{action.pk}"].value(), form[f"brag_a{late.pk}"].value()) == ("amber", "red")
        assert not AgreedColour.objects.exists()

    def test_one_is_taken_back(self, client, held, action, manager):
        url = address("agree_colours", held.pk)
        client.post(url, colours(client, held) | {f"brag_a{action.pk}": "amber"})
        client.post(url, colours(client, held) | {f"brag_a{action.pk}": ""})
        assert AgreedColour.objects.get().brag == ""
        assert "Colours that meetings agreed" not in text(client.get(address("action", action.pk)))

    def test_meetings_by_finding_agree_on_findings(self, client, partnership, finding, manager):
        held = make_meeting(partnership, on=dt.date(2018, 10, 5), kind=MeetingKind.PARTNERS)
        told = colours(client, held) | {f"brag_f{finding.pk}": "amber"}
        assert "1 colour is recorded." in text(client.post(address("agree_colours", held.pk), told, follow=True))
        assert AgreedColour.objects.get().action is None
        assert "Colours that meetings agreed" in text(client.get(address("finding", finding.pk)))

    @pytest.mark.parametrize(
        ("told", "words"),
        [
            ({"brag": "purple"}, "A1.1: choose one of the colours."),
            ({"note": "Why?"}, "A1.1: choose the colour that the note is about."),
            ({"brag": "red", "note": "x" * 301}, "at most 300 characters"),
            ({"brag": "red", "seen": "x"}, "Nothing is saved: this form does not fit what stands now."),
        ],
    )
    def test_what_cannot_be_is_said(self, client, held, action, manager, told, words):
        sent = colours(client, held) | {f"{name}_a{action.pk}": value for name, value in told.items()}
        assert words in text(client.post(address("agree_colours", held.pk), sent))
        assert not AgreedColour.objects.exists()

    def test_not_before_the_meeting(self, client, meeting, manager):
        page = text(client.get(address("agree_colours", meeting.pk), follow=True))
        assert "What the meeting agreed is recorded from its day on: 23 October 2018." in page

    @pytest.mark.parametrize("role", [Role.VIEWER, Role.SAFEGUARDING_PARTNER, Role.AGENCY_LEAD])
    def test_others_record_nothing(self, client, held, role):
        sign_in(client, held.partnership, role)
        assert client.post(address("agree_colours", held.pk), {}).status_code == 403

    def test_nothing_of_a_letter_before_publication_is_named(self, client, held, action, manager):
        about = {"partnership": held.partnership, "finding": action.finding, "action": action, "said_by": manager}
        AgreedColour(meeting=held, brag="red", note="Too late.", **about).enter(manager)
        action.letter.hold_back(manager)
        sign_in(client, held.partnership, Role.CHAIR)
        for name in ("meeting", "agree_colours"):
            page = text(client.get(address(name, held.pk)))
            assert "Too late" not in page
            assert "Train everyone" not in page


class TestCharts:
    def test_each_has_its_numbers_in_a_table(self, client, action, manager):
        page = text(client.get(address("charts", action.partnership.pk)))
        for words in ("Actions by agency and colour, in numbers", "Open actions by the day they are due, in numbers"):
            assert words in page
        assert "<svg" in page
        assert " style=" not in page

    def test_nothing_to_draw_is_said(self, client):
        partnership = make_letter().partnership
        sign_in(client, partnership, Role.VIEWER)
        assert "There is nothing to draw yet" in text(client.get(address("charts", partnership.pk)))


def test_the_partnerships_page_leads_to_them(client, partnership, manager):
    page = text(client.get(address("partnership", partnership.pk)))
    assert address("meetings", partnership.pk) in page
    assert address("charts", partnership.pk) in page
