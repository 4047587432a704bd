"""What a meeting's papers say: how the plan stands, what changed since the meeting before, each kind at its depth."""

import datetime as dt
import io
import shutil

import docx
import pypdfium2
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from actions.example_progress_clock import clock_at
from actions.models import Action, ImpactRating
from actions.models.assurance import Impact
from partnerships.models import Partnership
from reporting.documents.pdf import write_pdf
from reporting.meetings.document import document
from reporting.meetings.fitting import height
from reporting.meetings.making import drawn_for, papers
from reporting.meetings.occasions import of_meeting, on_day
from reporting.meetings.readers import EVERYBODY
from reporting.meetings.two_pages import LENGTHS, ROOMS, Cells, fitting
from reporting.models import AgreedColour, Meeting, MeetingKind
from reporting.models.agreed import travel
from reporting.statements.files import as_file
from tests.find_office import as_pdf, office
from tests.makers import (
    make_agency,
    make_assured,
    make_challenge,
    make_date_change,
    make_evidence,
    make_finding,
    make_letter,
    make_measure,
    make_meeting,
    make_reading,
    make_update,
    make_user,
    make_written,
)

pytestmark = pytest.mark.django_db
BEFORE, SINCE, AFTER = dt.date(2018, 9, 3), dt.date(2018, 9, 20), dt.date(2018, 10, 3)
NOW = dt.datetime(2018, 10, 3, 12, tzinfo=dt.UTC)


def at(day):
    return clock_at(dt.datetime.combine(day, dt.time(12), dt.UTC))


@pytest.fixture
def plan():
    """Papers until 20 September, then one of everything that can change until 3 October."""
    with at(BEFORE):
        letter = make_letter()
        finding = make_finding(letter)
        health = make_agency(letter.partnership, "Dorset CCG", "health")
        told = {"target_date": dt.date(2018, 12, 3)}
        acts = {n: make_written(finding, text=f"Action to {n}.", **told) for n in ("deliver", "assure", "move", "call")}
        acts["silent"] = make_written(finding, text="Action of health.", lead_agency=health, **told)
        acts["late"] = make_written(finding, text="Action late.", target_date=dt.date(2018, 9, 25))
        acts["red"] = make_written(finding, text="Action red.", **told)
        make_evidence(acts["deliver"])
        make_evidence(acts["assure"])
        make_meeting(letter.partnership, on=dt.date(2018, 10, 2), cut_off=SINCE)
    with at(AFTER):
        acts["deliver"].deliver(make_user(None), "Officers use it.")
        acts["assure"].deliver(make_user(None), "Nurses use it.")
        acts["assure"].assure(make_user(None))
        make_date_change(acts["move"], wanted=dt.date(2018, 12, 24))
        make_update(acts["call"], kind="need help", text="We need a room.")
        make_update(acts["late"], next_step="Train on Monday.")
        make_update(acts["red"], declared="red", next_step="Ask the council.")
        make_challenge(acts["late"])
        make_written(finding, text="Action new.", **told)
        rated = {"rating": Impact.SOME, "on": AFTER, "meeting": "Executive", "note": "Audited."}
        ImpactRating(partnership=letter.partnership, finding=finding, said_by=make_user(None), **rated).enter(None)
    return letter.partnership


def words(kind, partnership, day=AFTER):
    told = docx.Document(io.BytesIO(as_file(papers(on_day(partnership, kind, day), EVERYBODY, NOW), "docx")))
    cells = [cell.text for table in told.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in told.paragraphs), *cells])


class TestExecutive:
    def test_says_what_changed_since_the_meeting_before_and_what_needs_the_meeting(self, plan):
        told = words(MeetingKind.EXECUTIVE, plan)
        expected = [
            *("Since then: 1 delivered, 1 assured and 1 new.", "where the papers of Executive, 2 October 2018 ended"),
            *("Overdue (1)", "8 days late", "Train on Monday.", "Red by its lead’s word, not overdue (1)"),
            *("Ask the council.", "Help is asked for (1)", "We need a room.", "Later dates asked for (1)", "21 days"),
            *("Challenges open (1)", "No update since 20 September 2018 from:", "Dorset CCG", "Officers use it."),
            *("Nurses use it.", "New actions (1)", "A1.8 Action new.", "Impact ratings that moved (1)", "Not rated"),
            *("Actions by agency and colour", "Progress against the plan", "Open actions by the day they are due"),
        ]
        assert [one for one in expected if one not in told] == []

    def test_a_day_in_the_past_is_told_as_it_stood(self, plan):
        told = words(MeetingKind.EXECUTIVE, plan, BEFORE + dt.timedelta(days=10))
        assert "the beginning: these are the first papers" in told
        assert "7 actions: 1 Amber and 6 Green." in told
        assert not any(one in told for one in ("We need a room", "Officers use it", "Action new", "Some improvement"))

    def test_letters_before_publication_and_drafts_are_not_told(self, plan):
        with at(AFTER):
            make_update(Action.objects.get(text="Action late."), draft=True, text="Only a draft.", next_step="A draft.")
        assert "draft" not in words(MeetingKind.EXECUTIVE, plan)
        plan.letters.get().hold_back(make_user(partnership=plan))
        told = words(MeetingKind.EXECUTIVE, plan, dt.date.today())
        assert "Action" not in told.replace("Action by", "").replace("Actions by", "")


class TestOtherKinds:
    def test_the_working_group_sees_every_open_action_by_agency(self, plan):
        told = words(MeetingKind.WORKING_GROUP, plan)
        assert "Open actions that Dorset Police leads (5)" in told
        assert "Open actions that Dorset CCG leads (1)" in told
        assert "Next: Ask the council." in told

    def test_partners_see_decisions_wanted_and_each_finding(self, plan):
        told = words(MeetingKind.PARTNERS, plan)
        for one in ("Decisions wanted", "A1.3: a later date, 24 December 2018 (21 days later). The trainer fell ill."):
            assert one in told
        for one in ("Area for improvement A1", "What is stuck", "A1.6: 8 days late", "Some improvement (3 October"):
            assert one in told

    def test_members_see_what_changed_what_is_stuck_and_who_answers(self, plan):
        told = words(MeetingKind.SCRUTINY, plan)
        for one in (
            "1 finding of the inspectors: 0 closed, 1 with something stuck.",
            "Officers use it.",
            "Who answers",
        ):
            assert one in told

    @pytest.mark.parametrize("kind", list(MeetingKind))
    def test_nothing_yet_is_said_in_words(self, kind):
        told = words(kind, make_letter().partnership)
        assert "these are the first papers" in told
        assert "0 findings" in told

    def test_measures_are_drawn_for_partners(self, plan):
        measure = make_measure(plan.letters.get().findings.get())
        make_reading(measure, dt.date(2018, 9, 4), 30)
        make_reading(measure, dt.date(2018, 10, 1), 61)
        told = words(MeetingKind.PARTNERS, plan)
        assert "A1: Visits with the tool" in told
        assert "61%" in told


class TestTwoPages:
    @pytest.fixture
    def dorset(self, tmp_path):
        shutil.copy(next((settings.BASE_DIR / "seeds").glob("002_*")), tmp_path)
        call_command("import_letters", str(tmp_path), verbosity=0)
        call_command("load_example_progress", "--seeds", str(tmp_path), "--on", "2026-11-20", stdout=io.StringIO())
        return Partnership.objects.get(area="Dorset")

    def test_dorsets_31_findings_stand_on_two_pages(self, dorset):
        occasion = on_day(dorset, MeetingKind.SCRUTINY, dt.date(2026, 11, 20))
        made = papers(occasion, EVERYBODY, NOW)
        pdf = write_pdf(made, settings.FONTS_DIR)
        opened = pypdfium2.PdfDocument(pdf)
        assert len(opened) == 2
        text = " ".join(page.get_textpage().get_text_bounded() for page in opened)
        opened.close()
        assert "31 of 31 findings" in text
        assert "Left out" not in text
        if office():
            opened = pypdfium2.PdfDocument(as_pdf(as_file(made, "docx"), "papers.docx"))
            assert len(opened) == 2
            opened.close()

    def test_of_a_longer_plan_it_says_what_is_left_out(self):
        letter = make_letter()
        for _ in range(90):
            make_finding(letter, text="Leaders should make sure that every child is heard, wherever they live. " * 4)
        make_finding(letter, kind="priority action", text="Leaders should act at once. " * 9)
        made = papers(on_day(letter.partnership, MeetingKind.SCRUTINY, timezone.localdate()), EVERYBODY, NOW)
        opened = pypdfium2.PdfDocument(write_pdf(made, settings.FONTS_DIR))
        assert len(opened) == 2
        text = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in opened).split())
        opened.close()
        assert "of 91 findings" in text
        assert "P1 Leaders" in text
        assert "Left out, because these are two pages: " in text

    def test_texts_are_shortened_before_findings_are_left_out(self):
        cells = [Cells(f"A{n}", (False, False, False), "word " * 60, "more " * 60, "", "Police") for n in range(9)]
        kept, length = fitting(cells, height([one.cut(130) for one in cells], ROOMS))
        assert kept == cells
        assert LENGTHS[0] > length >= 130
        kept, length = fitting(cells, height([one.cut(LENGTHS[-1]) for one in cells[:6]], ROOMS))
        assert len(kept) < 6
        assert kept == cells[: len(kept)]


class TestAgreed:
    @pytest.mark.parametrize(
        ("now", "before", "went"),
        [("green", "red", "better"), ("red", "amber", "worse"), ("grey", "green", "same"), ("red", "", "")],
    )
    def test_direction_of_travel(self, now, before, went):
        assert travel(now, before) == went

    def test_it_stands_in_the_pack_and_in_the_next_one(self, plan):
        action = Action.objects.get(text="Action late.")
        first = Meeting.objects.get()
        about = {"partnership": plan, "finding": action.finding, "action": action, "said_by": make_user(None)}
        with at(AFTER):
            AgreedColour(meeting=first, brag="amber", note="Trainer found.", **about).enter(None)
        assert "Agreed at Executive, 2 October 2018: Amber: Trainer found." in words(MeetingKind.EXECUTIVE, plan)
        second = make_meeting(plan, on=dt.date(2018, 11, 1), cut_off=dt.date(2018, 10, 22))
        AgreedColour(meeting=second, brag="red", **about).enter(None)
        told = drawn_for(of_meeting(second, dt.date(2018, 11, 1)), EVERYBODY)
        made = as_file(document(told, ["OFFICIAL"], "Made"), "docx")
        cells = "\n".join(c.text for t in docx.Document(io.BytesIO(made)).tables for r in t.rows for c in r.cells)
        assert "Agreed: Red, worse (before: Amber)" in cells


class TestCommand:
    def test_writes_word_and_pdf(self, plan, tmp_path, capsys):
        for name, begins in (("pack.docx", b"PK"), ("pack.pdf", b"%PDF")):
            call_command("write_board_pack", "dorset", "--on", "2018-10-03", "--out", str(tmp_path / name))
            assert (tmp_path / name).read_bytes().startswith(begins)
        assert "Board pack for the executive, as it stood on 3 October 2018" in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["Nowhere", "--out", "x.pdf"], "There is no area"),
            (["Dorset", "--out", "x.odt"], "has to end in .docx or .pdf"),
            (["Dorset", "--out", "x.pdf", "--on", "2999-01-01"], "is still ahead"),
            (["Dorset", "--out", "x.pdf", "--on", "yesterday"], "write a day as"),
            (["Dorset", "--out", "/no/such/folder/x.pdf"], "could not be written"),
            (["Dorset", "--out", "x.pdf", "--kind", "party"], "invalid choice"),
        ],
    )
    def test_says_what_is_wrong(self, arguments, words):
        make_letter()
        with pytest.raises(CommandError, match=words):
            call_command("write_board_pack", *arguments)


def test_a_pack_costs_a_settled_number_of_queries(plan, django_assert_max_num_queries):
    make_assured(plan.letters.get().findings.get())
    for kind in MeetingKind:
        with django_assert_max_num_queries(11):
            papers(on_day(plan, kind, AFTER), EVERYBODY, NOW)
