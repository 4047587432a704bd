from dataclasses import replace

import pytest

from actions.accepting import accept, keep
from actions.models import Action
from actions.planning import import_letter
from findings.models import Addressee, Difference, Finding, Letter
from findings.reading.letter import Kind
from findings.splitting import split
from findings.wishes import Wanted, Wishes
from partnerships.models import Event
from tests.makers import make_user
from tests.readings import a_letter, with_text

pytestmark = pytest.mark.django_db
TEXT = "Police must record the voice of each child."


def a_difference(first=None, second=None) -> Difference:
    import_letter("first.txt", b"first", first or a_letter(), None)
    import_letter("second.pdf", b"second", second or a_letter(), None)
    return Difference.objects.get()


def test_accepting_a_text_sets_it_and_says_who():
    difference, user = a_difference(second=with_text(a_letter(), 1, TEXT)), make_user(None)
    assert accept(difference, user)
    finding = Finding.objects.get(pk=difference.finding_id)
    assert (finding.text, finding.as_read["text"]) == (TEXT, TEXT)
    assert Event.objects.about(finding).first().actor == user
    difference.refresh_from_db()
    assert (difference.decision, difference.decided_by) == ("accepted", user)


def test_a_second_click_changes_nothing():
    difference = a_difference(second=with_text(a_letter(), 1, TEXT))
    accept(difference, None)
    Finding.objects.get(pk=difference.finding_id).change(None, text="As people put it later.")
    assert not accept(Difference.objects.get(), None)
    assert not keep(Difference.objects.get(), None)
    assert Finding.objects.get(pk=difference.finding_id).text == "As people put it later."


def test_keeping_leaves_things_as_they_are():
    difference = a_difference(second=with_text(a_letter(), 1, TEXT))
    assert keep(difference, None)
    assert Finding.objects.get(pk=difference.finding_id).text != TEXT
    assert not Difference.objects.open().exists()


def test_accepting_a_date_of_the_letter():
    read = a_letter()
    later = replace(read.statement, due=read.statement.due.replace(day=17))
    accept(a_difference(second=replace(read, statement=later)), None)
    assert Letter.objects.get().statutory_due == later.due


def test_accepting_a_finding_opens_its_action_under_a_new_number():
    read = a_letter()
    accept(a_difference(first=replace(read, findings=read.findings[:2])), None)
    finding = Finding.objects.get(number=2)
    assert finding.text == read.findings[2].text
    assert finding.places.get().file.name == "second.pdf"
    assert Action.objects.get(finding=finding).lead_agency.name == "Poole Hospital NHS Foundation Trust"


def test_a_missing_finding_stays_whatever_is_decided():
    read = a_letter()
    difference = a_difference(second=replace(read, findings=read.findings[:2]))
    keep(difference, None)
    finding = Finding.objects.get(pk=difference.finding_id)
    assert finding.missing_from is None
    assert finding.actions.open().exists()


def test_accepting_a_person_adds_them_and_never_takes_one_away():
    read = a_letter()
    accept(a_difference(first=replace(read, addressees=read.addressees[1:])), None)
    assert Addressee.objects.filter(name="Nick Jarman", agency__name="Dorset County Council").exists()
    assert Addressee.objects.count() == 4


def test_accepting_that_a_person_is_missing_keeps_the_person():
    read = a_letter()
    accept(a_difference(second=replace(read, addressees=read.addressees[1:])), None)
    assert Addressee.objects.filter(name="Nick Jarman").exists()


def test_the_same_new_finding_in_two_copies_is_added_once():
    read = a_letter()
    accept(a_difference(first=replace(read, findings=read.findings[:2])), None)
    Difference.objects.update(decision="open", decided_at=None)
    import_letter("third.docx", b"third", read, None)
    assert Finding.objects.count() == 3
    assert accept(Difference.objects.get(), None)
    assert (Finding.objects.count(), Action.objects.count()) == (3, 3)


def test_accepting_another_kind_takes_the_next_number_of_that_kind():
    read = a_letter()
    other = replace(read.findings[1], kind=Kind.PRIORITY_ACTION)
    accept(a_difference(second=replace(read, findings=(read.findings[0], other, read.findings[2]))), None)
    assert [finding.code for finding in Finding.objects.in_order()] == ["P1", "P2", "A2"]
    assert [finding.was for finding in Finding.objects.in_order()] == [[], ["A1"], []]


def test_a_number_that_was_given_up_is_given_to_no_other():
    read = a_letter()
    last = replace(read.findings[2], kind=Kind.PRIORITY_ACTION)
    accept(a_difference(second=replace(read, findings=(*read.findings[:2], last))), None)
    former = Finding.objects.get(former_codes__contains="A2")
    assert (former.code, former.actions.get().number) == ("P2", "P2.1")
    part = split(Finding.objects.get(kind=Kind.IMPROVEMENT), len("Police "), None)
    assert part.code == "A3"
    assert Letter.objects.get().findings.next_number(Kind.IMPROVEMENT) == 4
    Finding.objects.get(pk=former.pk).change(None, kind=Kind.IMPROVEMENT, number=9)
    former.refresh_from_db()
    assert former.was == ["A2", "P2"]
    assert Letter.objects.get().findings.next_number(Kind.PRIORITY_ACTION) == 3


def test_numbers_that_are_corrected_at_the_import_were_never_given():
    wanted = (Wanted(0, Kind.IMPROVEMENT, "One."), Wanted(1, Kind.PRIORITY_ACTION, "Two."))
    import_letter("first.txt", b"first", a_letter(), None, wishes=Wishes(findings=wanted))
    assert {finding.former_codes for finding in Finding.objects.all()} == {""}


def test_accepting_a_person_s_new_body_takes_their_agency_and_officer_along():
    read = a_letter()
    chief = replace(read.addressees[1], role="Deputy Chief Constable", organisation="Wiltshire Police")
    accept(a_difference(second=replace(read, addressees=(read.addressees[0], chief, *read.addressees[2:]))), None)
    person = Addressee.objects.get(name="Debbie Simpson")
    assert (person.role, person.agency.name) == ("Deputy Chief Constable", "Wiltshire Police")
    assert (person.officer.job_title, person.officer.agency) == ("Deputy Chief Constable", person.agency)


def test_a_flag_is_cleared_only_by_the_copy_that_set_it():
    read = a_letter()
    shorter = replace(read, findings=read.findings[:2])
    first = a_difference(second=shorter)
    import_letter("third.docx", b"third", shorter, None)
    keep(first, None)
    assert Finding.objects.get(pk=first.finding_id).missing_from.name == "third.docx"
