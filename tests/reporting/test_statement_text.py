"""What a statement says: every finding verbatim and once, the actions under it, and what is missing."""

import datetime as dt
import io

import docx
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from actions.models import AlsoAnswers, Contributor, Status
from findings.models import Letter
from partnerships.expunging import expunge
from partnerships.models import Membership, Role, Sector
from partnerships.sealing import TAKEN_OUT
from partnerships.words_said import words_of
from reporting.models import Statement
from reporting.models.statements import Detail, Named, Order
from reporting.statements import files
from reporting.statements.assembling import assemble
from reporting.statements.comparing import changes
from reporting.statements.gaps import gaps
from reporting.statements.telling import seal, telling
from tests.makers import (
    make_action,
    make_agency,
    make_assured,
    make_finding,
    make_invitation,
    make_letter,
    make_measure,
    make_officer,
    make_partnership,
    make_reading,
    make_statement,
    make_user,
    make_written,
)

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2018, 9, 3, 12, tzinfo=dt.UTC)


def word_of(statement):
    return docx.Document(io.BytesIO(files.as_file(files.drawn(statement, None, NOW), "docx")))


def quotes(word):
    return "\n".join(p.text for p in word.paragraphs if p.style.name == "Inspectors' words")


def alike(text):
    return " ".join(text.split())


def test_every_finding_of_the_seeds_stands_verbatim_in_order_and_once():
    call_command("import_letters", str(settings.BASE_DIR / "seeds"), verbosity=0)
    letters = Letter.objects.filter(statement_required=True)
    assert letters.count() == 4
    for letter in letters:
        quoted, place = alike(quotes(word_of(make_statement(letter)))), 0
        texts = [alike(finding.text) for finding in letter.findings.in_order()]
        assert len(texts) > 8
        for text in texts:
            assert quoted.count(text) == sum(text in other for other in texts), (letter, text)
            place = quoted.index(text, place) + len(text)


@pytest.fixture
def letter():
    return make_letter(make_partnership())


@pytest.fixture
def finding(letter):
    return make_finding(letter, text="Police should use the tool.")


def planned(finding, **values):
    """With all that a statement asks of an action."""
    officer = make_officer(finding.lead_agency, "Debbie Simpson", job_title="Chief Constable")
    values = {"target_date": dt.date(2018, 11, 5), "measure_of_success": "Nine visits of ten."} | values
    return make_written(finding, lead_officer=officer, **values)


def test_an_action_stands_under_its_finding_with_who_when_and_how_it_is_known(letter, finding):
    action = planned(finding)
    health = make_agency(letter.partnership, "Dorset CCG", Sector.HEALTH)
    nurse = make_officer(health, "Kim Jones", job_title="Designated nurse", accountable_executive=False)
    Contributor(partnership=letter.partnership, action=action, agency=health, officer=nurse).enter(None)
    alone = planned(finding, text="Buy the tool.")
    told = telling(assemble(make_statement(letter)))["findings"][0]
    assert told["actions"][0] == {
        **{"number": "A1.1", "text": action.text, "lead": "Dorset Police", "officer": "Chief Constable"},
        **{"together": True, "with": ["Dorset CCG (Designated nurse)"], "due": "2018-11-05"},
        "measure": "Nine visits of ten.",
    }
    assert (told["actions"][1]["number"], told["actions"][1]["together"]) == (alone.number, False)
    tables = {
        table._tbl.tblPr.xpath("string(w:tblCaption/@w:val)") for table in word_of(Statement.objects.get()).tables
    }
    assert {"Partnership actions on A1", "Single-agency actions on A1"} <= tables


def test_names_detail_and_order_are_chosen(letter, finding):
    planned(finding)
    council = make_agency(letter.partnership, "A council", Sector.LOCAL_AUTHORITY)
    make_finding(letter, lead_agency=council, text="The council should listen.")
    choices = {"named": Named.NAMES, "detail": Detail.SHORT, "order": Order.AGENCY}
    told = telling(assemble(make_statement(letter, **choices)))
    assert [one["code"] for one in told["findings"]] == ["A2", "A1"]
    (action,) = told["findings"][1]["actions"]
    assert (action["officer"], action["measure"]) == ("Debbie Simpson, Chief Constable", "")


def test_drafts_and_what_was_dropped_are_no_actions(letter, finding):
    make_action(finding)
    make_written(finding).cancel(None, "Not needed.")
    told = telling(assemble(make_statement(letter)))
    assert told["findings"][0]["actions"] == []
    assert "No action is written yet." in [p.text for p in word_of(Statement.objects.get()).paragraphs]


def test_an_action_of_another_finding_is_named_where_it_answers_too(letter, finding):
    other = planned(make_finding(letter))
    AlsoAnswers(partnership=letter.partnership, action=other, finding=finding).enter(None)
    assert telling(assemble(make_statement(letter)))["findings"][0]["also"] == [other.number]


def test_nothing_of_a_held_back_letter_is_told(letter, finding):
    later = make_letter(letter.partnership, letter_date=dt.date(2019, 3, 4))
    other = planned(make_finding(later))
    AlsoAnswers(partnership=letter.partnership, action=other, finding=finding).enter(None)
    later.hold_back(make_user(partnership=letter.partnership))
    assert telling(assemble(make_statement(letter)))["findings"][0]["also"] == []


def test_what_is_done_and_what_children_say_come_from_the_plan(letter, finding):
    make_assured(finding)
    make_reading(make_measure(finding, name="Children who feel heard", source="voice"))
    told = telling(assemble(make_statement(letter)))
    assert [one["number"] for one in told["done"]] == ["A1.1"]
    assert told["voice"] == [{"measure": "A1 Children who feel heard", "readings": ["61% on 12 October 2018"]}]


def test_abbreviations_are_explained_as_the_text_does_as_people_do_and_as_the_field_knows(letter):
    text = "The neighbourhood harm reduction unit (NHRU) and the MASH should tell CCGs of each ZQX."
    make_finding(letter, text=text)
    statement = make_statement(letter)
    statement.sections.get(key="glossary").change(None, text="MASH: our own hub")
    told = telling(assemble(statement))
    assert told["glossary"] == [
        ("CCG", "clinical commissioning group"),
        ("MASH", "our own hub"),
        ("NHRU", "neighbourhood harm reduction unit"),
    ]
    assert told["unexplained"] == ["ZQX"]


def test_what_is_missing_is_listed_with_where_it_is_put_right(letter, finding):
    planned(finding, measure_of_success="", target_date=None)
    make_action(make_finding(letter))
    make_finding(letter)
    make_written(finding)
    statement = make_statement(letter)
    found = {str(gap): gap.page for gap in gaps(assemble(statement), telling(assemble(statement)), NOW.date())}
    assert list(found)[:11] == [
        "No action answers it: A3",
        *(f"Lead agency is suggested, nobody has confirmed it: A{number}" for number in (1, 2, 3)),
        "No action written yet: A2.1",
        "No lead officer: A1.2",
        *("No target date: A1.1", "No target date: A1.2"),
        *("No measure of success: A1.1", "No measure of success: A1.2"),
        "Nothing is written under: “Introduction and intent”",
    ]
    assert found["No target date: A1.1"] == f"/actions/{finding.actions.first().pk}/plan/"
    assert "Nobody can sign for it yet: Dorset Police" in found


def complete(letter):
    """A statement with nothing missing."""
    for finding in letter.findings.all():
        finding.confirm_lead(None, finding.lead_agency)
    statement = make_statement(letter, contact="The business manager, 01305 000000")
    for section in statement.sections.all():
        section.change(None, text="As agreed.")
    for one in statement.signatories.all():
        one.agree(make_user(None), seal(telling(assemble(statement))))
    return statement


def test_a_draft_says_so_until_nothing_is_missing(letter, finding):
    action = planned(finding)
    statement = complete(letter)
    assert files.drawn(statement, None, NOW).watermark == ""
    action.change(None, target_date=None, original_target_date=None)
    assert files.drawn(statement, None, NOW).watermark == "DRAFT"


def test_a_lead_that_nobody_has_confirmed_is_missing(letter, finding):
    statement = make_statement(letter)
    words = "Lead agency is suggested, nobody has confirmed it: A1"
    assert words in gaps_of(statement)
    finding.confirm_lead(None, finding.lead_agency)
    assert words not in gaps_of(statement)


def test_an_agreement_to_an_earlier_text_is_missing_and_reads_so(letter, finding):
    planned(finding)
    statement = complete(letter)
    assert not any("earlier text" in gap for gap in gaps_of(statement))
    statement.sections.get(key="risks").change(None, text="More money.")
    assert "Agreed to an earlier text: Dorset Police" in gaps_of(statement)
    one = statement.signatories.get()
    assert agreements(statement) == [f"Agreed on {one.answered_at:%-d %B %Y}, to an earlier text"]
    partner = make_user(Role.SAFEGUARDING_PARTNER, letter.partnership, agency=one.agency)
    one.ask_for_change(partner, "seal", "Name our audit.")
    assert agreements(statement) == ["Asks for a change of an earlier text"]
    assert "A change of an earlier text is asked for: Dorset Police" in gaps_of(statement)


def test_who_agreed_in_place_of_the_officer_named_is_said(letter, finding):
    named, partner = make_user(Role.VIEWER, letter.partnership), make_user(None, name="Pat Partner")
    statement = make_statement(letter)
    one = statement.signatories.get()
    one.change(None, officer=make_officer(one.agency, "Noor", job_title="Superintendent", user=named))
    now = seal(telling(assemble(statement)))
    for user, by in ((named, ""), (partner, f" by {partner} for Dorset Police")):
        one.ask_again(None, "of a later text")
        one.agree(user, now)
        assert agreements(statement) == [f"Agreed{by} on {one.answered_at:%-d %B %Y}"]


def agreements(statement):
    """What the document says of each agency."""
    tables = [table for table in word_of(statement).tables if table.cell(0, 0).text == "Agency"]
    return [row.cells[2].text for table in tables for row in table.rows[1:]]


def test_a_signatory_who_left_is_missed(letter, finding):
    planned(finding)
    officer = make_officer(finding.lead_agency, "Lee Left", left_on=dt.date(2018, 8, 1), accountable_executive=False)
    statement = make_statement(letter)
    statement.signatories.get().change(None, officer=officer)
    assert "Lee Left, who was to sign, has left: Dorset Police" in map(
        str, gaps(assemble(statement), telling(assemble(statement)), NOW.date())
    )


def gaps_of(statement, today=None):
    assembled = assemble(statement, today or NOW.date())
    return [str(gap) for gap in gaps(assembled, telling(assembled), today or NOW.date())]


def test_a_date_that_has_passed_and_an_agency_that_nobody_signs_for_are_said(letter, finding):
    planned(finding)
    statement = make_statement(letter)
    assert "Nobody can sign for it yet: Dorset Police" in gaps_of(statement)
    assert "The target date has passed: A1.1" not in gaps_of(statement)
    assert "The target date has passed: A1.1" in gaps_of(statement, dt.date(2018, 11, 6))
    make_user(Role.SAFEGUARDING_PARTNER, letter.partnership, agency=finding.lead_agency)
    assert "Has not agreed yet: Dorset Police" in gaps_of(statement)


def test_an_officer_with_an_account_can_sign(letter, finding):
    user = make_user(Role.VIEWER, letter.partnership, expires_on=NOW.date())
    officer = make_officer(finding.lead_agency, "Noor", user=user, accountable_executive=False)
    statement = make_statement(letter)
    statement.signatories.get().change(None, officer=officer)
    assert "Has not agreed yet: Dorset Police" in gaps_of(statement)
    assert "Nobody can sign for it yet: Dorset Police" in gaps_of(statement, dt.date(2018, 9, 4))  # their role ended


def test_who_is_invited_and_has_not_come_cannot_sign(letter, finding):
    statement = make_statement(letter)
    signatory = statement.signatories.get()
    user = make_invitation(letter.partnership).user
    signatory.change(None, officer=make_officer(signatory.agency, "Noor", user=user))
    assert "Nobody can sign for it yet: Dorset Police" in gaps_of(statement)
    Membership.objects.filter(user=user).update(role=Role.SAFEGUARDING_PARTNER, agency=signatory.agency)
    assert "Nobody can sign for it yet: Dorset Police" in gaps_of(statement)


def test_agencies_that_lead_and_those_with_a_safeguarding_partner_are_asked(letter, finding):
    health = make_agency(letter.partnership, "Dorset CCG", Sector.HEALTH)
    make_user(Role.SAFEGUARDING_PARTNER, letter.partnership, agency=health)
    make_agency(letter.partnership, "Dorset Council", Sector.LOCAL_AUTHORITY)
    statement = make_statement(letter)
    assert [one.agency.name for one in statement.signatories.all()] == ["Dorset CCG", "Dorset Police"]


def test_the_timetable_is_counted_back_in_working_days(letter):
    due = [one.due for one in make_statement(letter).milestones.all()]
    assert due == [dt.date(2018, *day) for day in ((8, 20), (9, 11), (9, 25), (10, 9), (10, 16))]


def test_two_tellings_are_compared(letter, finding):
    action = planned(finding)
    statement = make_statement(letter)
    before = telling(assemble(statement))
    action.change(None, target_date=dt.date(2018, 12, 3))
    planned(finding, text="Buy the tool.")
    action.refresh_from_db()
    statement.sections.get(key="introduction").change(None, text="We will.")
    found = {change.what: (change.was, change.now) for change in changes(before, telling(assemble(statement)))}
    assert found == {
        "“Introduction and intent”": ("", "We will."),
        "A1.1: target date": ("2018-11-05", "2018-12-03"),
        "A1.2, new": ("", "Buy the tool."),
    }


def test_it_costs_a_settled_number_of_queries(letter, finding, django_assert_max_num_queries):
    statement = make_statement(letter)
    for _ in range(8):
        action = planned(make_finding(letter))
        Contributor(
            partnership=letter.partnership,
            action=action,
            agency=make_agency(letter.partnership, "Dorset CCG", "health"),
        ).enter(None)
    assert action.status == Status.NOT_STARTED
    with django_assert_max_num_queries(8):
        telling(assemble(statement))


class TestCommand:
    def test_writes_word_and_pdf(self, letter, finding, tmp_path, capsys):
        for name, begins in (("s.docx", b"PK"), ("s.pdf", b"%PDF")):
            call_command("write_statement", "dorset", "--out", str(tmp_path / name))
            assert (tmp_path / name).read_bytes().startswith(begins)
        assert "each page says DRAFT" in capsys.readouterr().out
        assert Statement.objects.count() == 1

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["Nowhere", "--out", "s.pdf"], "There is no area “Nowhere”. There is: Dorset."),
            (["Dorset", "--out", "s.txt"], "has to end in .docx or .pdf"),
            (["Dorset", "--out", "s.pdf", "--letter-date", "2001-01-01"], "No letter of Dorset of 1 January 2001 asks"),
            (["Dorset", "--out", "/nowhere/s.pdf"], "could not be written"),
        ],
    )
    def test_says_what_is_wrong(self, letter, arguments, words):
        with pytest.raises(CommandError, match=words):
            call_command("write_statement", *arguments)
        assert not Statement.objects.exists()

    def test_asks_which_letter_where_there_are_several(self, letter, tmp_path):
        make_letter(letter.partnership, letter_date=dt.date(2019, 3, 4))
        with pytest.raises(CommandError, match="2 letters: say which with --letter-date"):
            call_command("write_statement", "Dorset", "--out", str(tmp_path / "s.pdf"))
        call_command("write_statement", "Dorset", "--out", str(tmp_path / "s.pdf"), "--letter-date", "2019-03-04")
        assert Statement.objects.get().letter.letter_date == dt.date(2019, 3, 4)


def test_of_words_that_were_taken_out_it_is_not_told_what_they_were():
    action = make_written(text="Visit Sam Jones each week.")
    statement = make_statement(action.letter)
    before = telling(assemble(statement))
    expunge(words_of(action), make_user(None), "They named a child.")
    told = changes(before, telling(assemble(statement)))
    assert (f"{action.number}: what will be done", "", TAKEN_OUT) in [(one.what, one.was, one.now) for one in told]
    assert "Sam Jones" not in str(told)
