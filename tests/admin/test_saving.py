"""What is typed goes through the verbs: the history is whole, and nobody overwrites another unseen."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from actions.models import Action, Status
from findings.models import Addressee, Finding, Letter
from partnerships.history import Historic, StaleEdit
from partnerships.models import Agency, Event, Membership, Officer
from tests import makers
from tests.admin.forms import enter, errors, filled, row

ADD_LETTER = reverse("admin:findings_letter_add")


def change(record):
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])


def told(record):
    return [(event.actor_name, event.verb) for event in Event.objects.about(record).order_by("sequence")]


def test_a_letter_entered_by_hand_opens_a_plan(admin):
    partnership = makers.make_partnership()
    police = makers.make_agency(partnership)
    words = {"source": "practice review", "letter_date": "2024-03-01", "strengths": " One. \n\nTwo.\n"}
    people = row("addressees", name="Kim Jones", role="Designated Nurse", organisation="Dorset CCG", sector="health")
    findings = row("findings", 0, kind="improvement", number=1, text="Share what you know.", lead_agency=police.pk)
    findings |= row("findings", 1, kind="improvement", number=2, text="Listen to children.")
    enter(admin, ADD_LETTER, partnership=partnership.pk, **words, **people, **findings)
    letter = Letter.objects.get()
    assert (letter.source, letter.strengths) == ("practice review", ["One.", "Two."])
    assert Addressee.objects.get().partnership == partnership
    assert [action.lead_agency.name for action in Action.objects.in_order()] == ["Dorset Police", "Dorset partnership"]
    assert {action.status for action in letter.actions.all()} == {Status.DRAFT}
    records = [letter, *letter.findings.all(), *letter.addressees.all(), *letter.actions.all()]
    assert {who for record in records for who, _verb in told(record)} == {"administrator@example.org"}
    assert Event.objects.broken_at(partnership.pk) is None


def test_a_finding_added_later_gets_its_action_and_the_others_no_second_one(admin):
    action = makers.make_action()
    url = reverse("admin:findings_finding_add")
    enter(admin, url, letter=action.letter_id, kind="improvement", number=2, text="Listen to children.")
    assert [finding.actions.count() for finding in Finding.objects.all()] == [1, 1]
    assert Finding.objects.get(number=2).partnership == action.partnership


def test_another_lead_typed_in_is_a_confirmed_one_and_its_actions_go_along(admin):
    action = makers.make_action()
    health = makers.make_agency(action.partnership, "Dorset CCG", "health")
    enter(admin, change(action.finding), lead_agency=health.pk, page=4)
    finding = Finding.objects.get()
    assert (finding.lead_agency, finding.page, finding.lead_is_suggestion) == (health, 4, False)
    assert Action.objects.get().lead_agency == health
    assert [verb for _who, verb in told(finding)] == ["entered", "corrected", "confirmed lead"]


def test_a_correction_tells_what_was_and_what_is(admin):
    letter = makers.make_letter()
    enter(admin, change(letter), theme="neglect", received_on="2018-07-11")
    event = Event.objects.about(letter).first()
    assert (event.verb, event.changes["theme"]) == ("corrected", ["child exploitation", "neglect"])
    assert set(event.changes) == {"theme", "received_on"}
    assert "from “child exploitation” to “neglect”" in _words(admin.get(change(letter).replace("change", "history")))
    letter.refresh_from_db()
    assert letter.working_days_due == dt.date(2018, 10, 18)


def _words(response):
    return " ".join(strip_tags(response.content.decode()).split())


def test_saving_what_stands_is_no_event(admin):
    letter = makers.make_letter()
    assert enter(admin, change(letter)).status_code == 302
    assert told(letter) == [("The program", "entered")]


def test_a_date_can_be_cleared(admin):
    letter = makers.make_letter()
    enter(admin, change(letter), statement_printed="")
    letter.refresh_from_db()
    assert letter.statement_due_is == "calculated"


def test_a_stale_save_is_refused_and_shows_both(admin):
    letter = makers.make_letter()
    mine = filled(admin.get(change(letter))) | {"theme": "mine"}
    letter.change(makers.make_user(name="Kim Jones"), "corrected", theme="theirs")
    refused = admin.post(change(letter), mine)
    assert "Nothing is saved yet" in errors(refused)
    assert "Kim Jones changed Theme: now “theirs”, before “child exploitation”." in errors(refused)
    assert refused.context["adminform"].form["theme"].value() == "mine"
    letter.refresh_from_db()
    assert letter.theme == "theirs"
    admin.post(change(letter), filled(refused))  # having seen it, they save again
    letter.refresh_from_db()
    assert letter.theme == "mine"


def test_a_stale_row_under_a_record_is_refused(admin):
    officer = makers.make_officer(makers.make_agency(makers.make_partnership()))
    mine = filled(admin.get(change(officer.agency))) | {"officers-0-job_title": "mine", "name": "Dorset Constabulary"}
    officer.change(None, "corrected", job_title="theirs")
    assert "changed this after you opened it" in errors(admin.post(change(officer.agency), mine))
    assert Agency.objects.get().name == "Dorset Police"
    assert Officer.objects.get().job_title == "theirs"


def test_a_save_that_meets_another_is_read_again(admin, monkeypatch):
    letter = makers.make_letter()
    sent = filled(admin.get(change(letter))) | {"theme": "mine"}
    write = Historic.write

    def late(record, actor, verb="changed"):
        monkeypatch.setattr(Historic, "write", write)
        raise StaleEdit("Someone was faster.")

    monkeypatch.setattr(Historic, "write", late)
    assert admin.post(change(letter), sent).status_code == 302  # it was read again, and nothing had changed
    letter.refresh_from_db()
    assert letter.theme == "mine"


def test_another_partnership_s_records_are_refused(admin):
    finding = makers.make_finding()
    foreign = makers.make_agency(makers.make_partnership("Torbay"), "Devon Police")
    assert "same partnership" in errors(enter(admin, change(finding), lead_agency=foreign.pk))
    rows = row("contributors", agency=foreign.pk)
    assert "same partnership" in errors(enter(admin, change(finding), **rows))


def test_whose_a_record_is_cannot_be_changed(admin):
    finding, other = makers.make_finding(), makers.make_letter(makers.make_partnership("Torbay"))
    enter(admin, change(finding), letter=other.pk, partnership=other.partnership_id, text="Other words.")
    was = finding.letter_id
    finding.refresh_from_db()
    assert (finding.letter_id, finding.text) == (was, "Other words.")


@pytest.mark.parametrize("name", ["status", "sequence", "version", "original_target_date"])
def test_workflow_is_not_typed(admin, name):
    action = makers.make_action(text="Train everyone.")
    enter(admin, change(action), **{name: "2031-01-01" if "date" in name else "7" if name != "status" else "assured"})
    action.refresh_from_db()
    assert (action.status, action.sequence, action.version, action.original_target_date) == ("not started", 1, 1, None)


def test_writing_an_action_opens_its_work_and_an_agreed_date_stays(admin):
    action = makers.make_action()
    first = dt.date(2018, 12, 1)
    enter(admin, change(action), text="Train everyone.", target_date="2018-12-01")
    enter(admin, change(action), target_date="2019-02-01", measure_of_success="Nine of ten.")
    action.refresh_from_db()
    assert (action.status, action.target_date, action.original_target_date) == ("not started", first, first)
    assert action.measure_of_success == "Nine of ten."
    assert "choose “Ask for another date”" in admin.get(change(action)).content.decode()
    refused = enter(admin, change(action), text=" ")
    assert "Say what will be done" in errors(refused)


def test_further_actions_are_numbered_within_their_finding(admin):
    first = makers.make_action()
    lead = first.lead_agency_id
    rows = row("actions", 1, text="Second.", lead_agency=lead) | row("actions", 2, text="Third.", lead_agency=lead)
    enter(admin, change(first.finding), **rows)
    enter(admin, reverse("admin:actions_action_add"), finding=first.finding_id, text="Fourth.", lead_agency=lead)
    assert [action.number for action in Action.objects.in_order()] == ["A1.1", "A1.2", "A1.3", "A1.4"]


def test_what_is_there_already_is_said_plainly(admin):
    partnership = makers.make_partnership()
    makers.make_agency(partnership)
    agency = {"name": "dorset police", "sector": "police"}
    url = reverse("admin:partnerships_agency_add")
    assert "has an agency of this name" in errors(enter(admin, url, partnership=partnership.pk, **agency))
    finding = makers.make_finding(makers.make_letter(partnership))
    rows = {"letter": finding.letter_id, "kind": "improvement", "number": 1, "text": "Again."}
    assert "of this kind and number" in errors(enter(admin, reverse("admin:findings_finding_add"), **rows))


@pytest.mark.parametrize(
    "model", ["findings_finding", "actions_action", "partnerships_membership", "findings_addressee"]
)
def test_an_empty_form_says_what_is_missing(admin, model):
    assert "This field is required." in errors(admin.post(reverse(f"admin:{model}_add"), _empty(admin, model)))


def _empty(admin, model):
    return {name: value for name, value in filled(admin.get(reverse(f"admin:{model}_add"))).items() if "_FORMS" in name}


def test_roles_are_given_where_the_person_or_the_partnership_is(admin):
    partnership, kim = makers.make_partnership(), makers.make_user(email="kim@example.org")
    enter(admin, change(kim), **row("memberships", partnership=partnership.pk, role="chair"))
    enter(admin, change(partnership), **row("memberships", 1, user=kim.pk, role="business manager"))
    assert {(m.role, m.version) for m in Membership.objects.all()} == {("chair", 1), ("business manager", 1)}
    refused = enter(admin, change(partnership), **row("memberships", 2, user=kim.pk, role="agency lead"))
    assert "Say which agency this role is for" in errors(refused)


def test_an_agency_is_named_once_and_one_stands_for_all(admin):
    finding = makers.make_finding()
    police = finding.lead_agency_id
    enter(admin, change(finding), **row("contributors", agency=police))
    assert "named already" in errors(enter(admin, change(finding), **row("contributors", 1, agency=police)))
    rows = row("agencies", 1, name="Everyone", sector="partnership")
    enter(admin, change(finding.partnership), **rows)
    refused = enter(admin, change(finding.partnership), **row("agencies", 2, name="All", sector="partnership"))
    assert "stands for everyone together" in errors(refused)


def test_a_save_that_does_not_say_what_it_saw_is_refused(admin):
    letter = makers.make_letter()
    sent = filled(admin.get(change(letter))) | {"theme": "mine"}
    del sent["seen_version"]
    assert "This field is required." in errors(admin.post(change(letter), sent))


def test_two_new_rows_that_are_the_same_save_nothing(admin):
    finding = makers.make_finding()
    rows = row("contributors", 0, agency=finding.lead_agency_id) | row("contributors", 1, agency=finding.lead_agency_id)
    response = admin.post(change(finding), filled(admin.get(change(finding))) | rows, follow=True)
    assert "two of the new rows are the same" in response.content.decode()
    assert not finding.contributors.exists()


def test_dates_that_cannot_be_are_refused_in_plain_words(admin):
    letter = makers.make_letter()
    said = errors(enter(admin, change(letter), letter_date="9999-12-30"))
    assert "Choose a date from 2000 to 2100" in said
    said = errors(enter(admin, change(letter), received_on="2018-07-08"))
    assert "the letter is dated 9 July 2018" in said
    assert Letter.objects.get().version == letter.version
