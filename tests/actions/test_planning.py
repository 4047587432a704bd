"""A letter as read becomes a plan, in one transaction."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from actions.accepting import accept
from actions.models import Action, Status
from actions.planning import NOT_KEPT, confirm_lead, import_letter, import_read, open_actions, rehearse
from findings.importing import put_away, sha256
from findings.intake import Read
from findings.models import Difference, Finding, FindingPlace, Letter, LetterFile
from findings.reading.letter import Statement, Unreadable
from partnerships.models import Agency, Event, Officer, Partnership
from tests.makers import make_agency, make_finding, make_letter, make_user
from tests.readings import a_letter, with_text

pytestmark = pytest.mark.django_db


def bring(read=None, data=b"first file", name="letter.txt", **values):
    return import_letter(name, data, read or a_letter(), None, **values)


def counts():
    return [
        model.objects.count() for model in (Letter, LetterFile, Finding, Action, Agency, Officer, Difference, Event)
    ]


def test_each_finding_opens_a_draft_action_with_lead_owner_contributors_and_statutory_date():
    outcome = bring()
    assert outcome.status == "created"
    by_number = {action.number: action for action in Action.objects.with_deadline()}
    assert list(by_number) == ["P1.1", "A1.1", "A2.1"]
    for action in by_number.values():
        assert (action.status, action.text) == (Status.DRAFT, "")
        assert action.deadline == dt.date(2018, 10, 16)
    everyone, police, trust = by_number.values()
    assert (everyone.lead_agency.sector, everyone.suggested_owner) == ("partnership", None)
    assert (police.lead_agency.name, police.suggested_owner.name) == ("Dorset Police", "Debbie Simpson")
    assert (trust.lead_agency.name, trust.suggested_owner) == ("Poole Hospital NHS Foundation Trust", None)
    assert [str(contributor) for contributor in trust.contributors.all()] == ["Dorset County Council"]


def test_the_finding_keeps_the_words_the_reason_and_the_place():
    bring()
    finding = Finding.objects.get(kind="improvement", number=1)
    assert finding.text == "Police must record the voice of the child."
    assert (finding.because, finding.lead_is_suggestion) == ("Police must", True)
    place = finding.places.get()
    assert (place.page, place.lines) == (3, [2])


def test_people_become_agencies_and_officers_and_some_are_never_owners():
    bring()
    council = Agency.objects.get(name="Dorset County Council")
    assert council.sector == "local authority"
    assert council.officers.get().accountable_executive
    commissioner = Officer.objects.get(name="Martyn Underhill")
    assert (commissioner.accountable_executive, commissioner.never_owner) == (False, True)
    assert Officer.objects.get(name="Kim Jones").agency is None


def test_a_body_under_a_shorter_name_is_one_agency():
    read = a_letter()
    chief = replace(read.addressees[1], name="Ann Lee", organisation="Dorset Police Force")
    letter = bring(replace(read, addressees=(*read.addressees, chief))).letter
    assert letter.addressees.get(name="Ann Lee").agency.name == "Dorset Police"


def test_the_file_is_kept_under_its_hash_with_who_and_when():
    user = make_user(None)
    import_letter("../../a letter.txt", b"first file", a_letter(), user)
    file = LetterFile.objects.get()
    assert file.content.read() == b"first file"
    assert file.content.name.endswith(f"/{file.sha256}")
    assert (file.imported_by, file.size) == (user, 10)


def test_the_same_bytes_again_change_nothing_even_after_people_have_edited():
    bring()
    Finding.objects.first().change(None, text="As people put it.")
    Action.objects.first().write_text(None, "Buy a system.")
    before = counts()
    assert bring().status == "unchanged"
    assert counts() == before


def test_a_further_copy_lists_what_differs_and_applies_nothing():
    bring()
    Finding.objects.get(kind="improvement", number=1).change(None, text="As people put it.")
    text = "Police must record the voice of each child."
    read = replace(with_text(a_letter(), 1, text), theme="gangs")
    outcome = bring(read, b"second file", "letter.pdf")
    assert (outcome.status, outcome.differences) == ("updated", 2)
    by_subject = {difference.subject: difference for difference in Difference.objects.all()}
    assert (by_subject["theme"].then, by_subject["theme"].now) == ("child exploitation", "gangs")
    told = by_subject["text"]
    assert (told.then, told.now) == ("Police must record the voice of the child.", text)
    assert told.held == "As people put it."
    assert Letter.objects.get().theme == "child exploitation"
    assert Action.objects.count() == 3
    assert FindingPlace.objects.count() == 6
    before = counts()
    assert bring(read, b"second file").status == "unchanged"
    assert counts() == before


def test_quotes_dashes_and_spaces_make_no_difference():
    bring(with_text(a_letter(), 1, "The ‘front door’ – it’s open."))
    assert bring(with_text(a_letter(), 1, "The 'front  door' - it's open."), b"second").differences == 0


def test_a_finding_missing_from_a_newer_file_is_flagged_and_stays():
    bring()
    read = a_letter()
    assert bring(replace(read, findings=read.findings[:2]), b"second").differences == 1
    missing = Finding.objects.get(missing_from__isnull=False)
    assert missing.code == "A2"
    assert missing.actions.open().count() == 1


def test_a_finding_and_a_person_that_only_the_newer_file_has_are_listed_not_added():
    read = a_letter()
    bring(replace(read, findings=read.findings[:2], addressees=read.addressees[1:]))
    assert bring(read, b"second").differences == 2
    assert {d.subject for d in Difference.objects.all()} == {"finding", "addressee"}
    assert Finding.objects.count() == 2


@pytest.mark.parametrize(
    ("other", "status", "may_be"),
    [
        ({"letter_date": dt.date(2018, 7, 19)}, "created", 1),
        ({"inspected_to": dt.date(2018, 5, 26)}, "created", 1),
        ({"letter_date": None}, "created", 1),
        ({"letter_date": dt.date(2019, 7, 9), "inspected_to": dt.date(2018, 5, 26)}, "created", 0),
        ({"area": "dorset"}, "updated", 0),
        ({"area": "Poole"}, "created", 0),
    ],
)
def test_what_counts_as_the_same_letter(other, status, may_be):
    bring()
    outcome = bring(a_letter(**other), b"second")
    assert (outcome.status, len(outcome.may_be)) == (status, may_be)


def test_a_letter_entered_by_hand_is_found_by_its_dates_and_stays_one_letter():
    letter = make_letter()
    outcome = bring()
    assert (outcome.status, outcome.letter) == ("updated", letter)
    accept(letter.differences.get(subject="sender"), None)
    assert bring(data=b"second").letter == letter


def test_what_was_entered_by_hand_is_what_the_letter_said_before():
    letter = make_letter(theme="Gangs", inspectorates=["Ofsted", "CQC"])
    bring()
    told = letter.differences.get(subject="theme")
    assert (told.then, told.now, told.held) == ("Gangs", "child exploitation", "Gangs")
    assert not letter.differences.filter(subject__in=("letter_date", "inspectorates", "statement_printed")).exists()


def test_a_corrected_date_does_not_make_a_copy_another_letter():
    letter = bring().letter
    letter.change(None, letter_date=dt.date(2018, 7, 10))
    assert bring(data=b"second").letter == letter


def test_an_area_that_is_renamed_keeps_its_letters():
    partnership = bring().letter.partnership
    partnership.change(None, area="Dorset and BCP")
    assert bring(data=b"second").status == "updated"
    assert Partnership.objects.count() == 1


def test_a_person_whom_somebody_corrected_is_no_difference():
    letter = bring().letter
    letter.addressees.get(name="Kim Jones").change(None, role="Designated Nurse, Safeguarding")
    assert bring(data=b"second").differences == 0


def test_a_flag_goes_when_a_newer_copy_has_the_finding():
    read = a_letter()
    bring()
    bring(replace(read, findings=read.findings[:2]), b"second")
    bring(data=b"third")
    assert not Finding.objects.exclude(missing_from=None).exists()


def test_what_a_person_corrected_is_no_longer_inferred():
    letter = bring(a_letter(inferred={"inspected_to": "the letter prints no year"})).letter
    letter.change(None, received_on=dt.date(2018, 7, 11))
    assert "inspected_to" in letter.inferred
    letter.change(None, inspected_to=dt.date(2018, 5, 26))
    assert letter.inferred == {}


def test_no_date_printed_the_70_working_days_apply_from_the_day_of_receipt():
    letter = bring(a_letter(statement=Statement(required=True))).letter
    letter.refresh_from_db()
    assert (letter.statement_due_is, letter.statutory_due) == ("calculated", dt.date(2018, 10, 16))
    letter.receive_on(None, dt.date(2018, 7, 11))
    letter.refresh_from_db()
    assert letter.statutory_due == dt.date(2018, 10, 18)


def test_a_printed_date_stands_whatever_the_day_of_receipt():
    letter = bring().letter
    letter.receive_on(None, dt.date(2018, 7, 11))
    letter.refresh_from_db()
    assert (letter.statutory_due, letter.working_days_due) == (dt.date(2018, 10, 16), dt.date(2018, 10, 18))


def test_no_statement_asked_for_no_statutory_date():
    letter = bring(a_letter(statement=Statement())).letter
    letter.refresh_from_db()
    assert (letter.statement_due_is, letter.statutory_due) == (None, None)
    assert set(Action.objects.with_deadline().values_list("deadline", flat=True)) == {None}


def test_a_letter_without_its_area_is_refused_and_leaves_nothing():
    with pytest.raises(Unreadable, match="which area"):
        bring(a_letter(area=""))
    assert not Partnership.objects.exists()


def a_file(read=None, data=b"first file", name="letter.txt"):
    return Read(name, name, data, read or a_letter())


def test_a_rehearsal_tells_what_the_import_would_and_keeps_nothing():
    told = rehearse([a_file(), a_file(data=b"second"), a_file()], None, lambda outcome: outcome.status)
    assert told == ["created", "updated", "unchanged"]
    assert counts() == [0] * 8


def test_a_rehearsal_never_touches_the_bytes_that_are_kept():
    bring()
    rehearse([a_file(), a_file(data=b"only rehearsed")], None, str)
    file = LetterFile.objects.get()
    assert file.content.read() == b"first file"
    assert not file.content.storage.exists(f"letters/{file.partnership_id}/{sha256(b'only rehearsed')}")


def test_bytes_that_were_cut_short_are_put_away_again():
    file = LetterFile.objects.get(letter=bring().letter)
    path = Path(file.content.path)
    path.write_bytes(b"fir")
    put_away(file.letter, b"first file")
    assert path.read_bytes() == b"first file"


def test_what_cannot_be_stored_fails_in_a_line_and_leaves_nothing(monkeypatch):
    def full(*_):
        raise OSError("No space left on device")

    monkeypatch.setattr("actions.planning.put_away", full)
    outcome = import_read(a_file(), None)
    assert (outcome.status, outcome.error) == ("failed", NOT_KEPT)
    assert counts() == [0] * 8


def test_an_error_half_way_leaves_nothing(monkeypatch):
    monkeypatch.setattr("actions.planning.open_actions", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        bring()
    assert counts() == [0] * 8


def test_replaying_the_events_gives_every_row():
    bring()
    bring(replace(a_letter(), theme="gangs"), b"second")
    told = {}
    for event in Event.objects.order_by("partnership_id", "sequence"):
        row = told.setdefault((event.subject_type, event.subject_id), {})
        row |= {name: after for name, (_before, after) in event.changes.items()}
    for model in (Partnership, Agency, Officer, Letter, Finding, Action, LetterFile, Difference):
        for record in model.objects.all():
            assert told[model._meta.label_lower, record.pk] == record.told_now()
    assert Event.objects.broken_at(Partnership.objects.get().pk) is None


def test_confirming_the_lead_takes_the_actions_along():
    finding = make_finding()
    (action,) = open_actions(finding.letter, None)
    user, health = make_user(None), make_agency(finding.partnership, "Dorset CCG", "health")
    assert confirm_lead(finding, health, user)
    action.refresh_from_db()
    assert (action.lead_agency, finding.lead_agency, finding.lead_confirmed_by) == (health, health, user)
    assert not confirm_lead(finding, health, user)


def test_another_lead_brings_the_owner_whom_the_letter_names_for_it():
    bring()
    finding = Finding.objects.get(kind="improvement", number=1)
    action = finding.actions.get()
    assert action.suggested_owner.name == "Debbie Simpson"
    for name, owner in (("Dorset County Council", "Nick Jarman"), ("Poole Hospital NHS Foundation Trust", None)):
        confirm_lead(finding, Agency.objects.get(name=name), None)
        action = Action.objects.get(pk=action.pk)
        assert (action.suggested_owner and action.suggested_owner.name) == owner


def test_an_action_with_a_lead_of_its_own_takes_no_owner_from_its_finding():
    bring()
    action = Action.objects.get(finding__kind="improvement", finding__number=1)
    action.change(None, lead_agency=Agency.objects.get(name="Dorset County Council"))
    assert action.suggested_owner is None


def test_a_finding_that_had_no_lead_takes_its_action_along():
    finding = make_finding(lead_agency=None)
    (action,) = open_actions(finding.letter, None)
    police = make_agency(finding.partnership)
    confirm_lead(finding, police, None)
    action.refresh_from_db()
    assert action.lead_agency == police


def test_confirming_the_lead_leaves_a_closed_action():
    finding = make_finding()
    (action,) = open_actions(finding.letter, None)
    action.change(None, text="Done.", status="delivered")
    confirm_lead(finding, make_agency(finding.partnership, "Dorset CCG", "health"), None)
    assert Action.objects.get().lead_agency == action.lead_agency


def test_confirming_the_lead_leaves_an_action_that_has_its_own_officer():
    finding = make_finding()
    (action,) = open_actions(finding.letter, None)
    police = action.lead_agency
    officer = Officer(partnership=finding.partnership, agency=police, name="Ann Lee").enter(None)
    action.change(None, lead_officer=officer)
    confirm_lead(finding, make_agency(finding.partnership, "Dorset CCG", "health"), None)
    action.refresh_from_db()
    assert action.lead_agency == police


def test_opening_actions_twice_opens_none_twice():
    letter = make_finding().letter
    assert [len(open_actions(letter, None)) for _ in range(2)] == [1, 0]
