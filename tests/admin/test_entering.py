"""What someone meets who enters records cold: dates as people write them, and choices that can be told apart."""

import datetime as dt

import pytest
from django.urls import reverse

from findings.models import Finding, Letter
from tests import makers
from tests.admin.forms import enter, errors, row

pytestmark = pytest.mark.django_db
ADD_LETTER, ADD_FINDING, ADD_ACTION = (
    reverse(f"admin:{name}_add") for name in ("findings_letter", "findings_finding", "actions_action")
)


def suggested(client, model, field, **given):
    sent = {"app_label": "actions", "model_name": model, "field_name": field, **given}
    return [result["text"] for result in client.get("/admin/autocomplete/", sent).json()["results"]]


@pytest.mark.parametrize(
    "written", ["1 October 2026", "1 Oct 2026", "01/10/2026", "1/10/26", "1.10.2026", "2026-10-01"]
)
def test_a_date_is_taken_as_on_the_other_pages(admin, written):
    enter(admin, ADD_LETTER, partnership=makers.make_partnership().pk, letter_date=written)
    assert Letter.objects.get().letter_date == dt.date(2026, 10, 1)


def test_a_date_that_is_none_is_refused_with_how_to_write_it(admin):
    refused = enter(admin, ADD_LETTER, partnership=makers.make_partnership().pk, letter_date="October 2026")
    assert "Letter date: write a day, a month and a year, such as 16 October 2018." in errors(refused)


def test_a_letter_entered_by_hand_has_a_date(admin):
    assert "Letter date" in errors(enter(admin, ADD_LETTER, partnership=makers.make_partnership().pk))
    assert not Letter.objects.exists()


def test_a_letter_read_without_a_date_can_still_be_corrected(admin):
    letter = makers.make_letter(letter_date=None, as_read={"letter_date": None})
    enter(admin, reverse("admin:findings_letter_change", args=[letter.pk]), theme="neglect")
    assert Letter.objects.get().theme == "neglect"


def test_an_empty_form_says_that_nothing_is_deleted(admin):
    assert "Nothing is deleted here: check before you save." in admin.get(ADD_LETTER).content.decode()


def test_partnerships_can_be_chosen_without_javascript(admin):
    makers.make_partnership("Torbay", name="Torbay SCP")
    shown = admin.get(ADD_LETTER).content.decode()
    assert "Torbay SCP</option>" in shown
    assert "<noscript>" in shown


def test_choices_of_all_partnerships_show_where_they_are_and_what_they_say(admin):
    makers.make_officer(makers.make_agency(makers.make_partnership("Torbay"), "Devon Police"))
    makers.make_finding(makers.make_letter(), text="Listen to children. " * 20)
    assert suggested(admin, "action", "lead_agency", term="devon") == ["Devon Police (Torbay)"]
    assert suggested(admin, "action", "lead_officer") == ["Debbie Simpson, Chief Constable (Torbay)"]
    (finding,) = suggested(admin, "action", "finding")
    assert finding.startswith("Dorset, 9 July 2018 › Area for improvement 1: Listen to children.")
    assert len(finding) < 150


def test_a_refusal_says_whose_the_choice_is_and_then_offers_the_right_ones(admin):
    finding = makers.make_finding()
    foreign = makers.make_agency(makers.make_partnership("Torbay", name="Torbay SCP"), "Devon Police")
    refused = enter(admin, ADD_ACTION, finding=finding.pk, lead_agency=foreign.pk)
    assert "“Devon Police” belongs to Torbay SCP." in errors(refused)
    assert "same partnership: Dorset Safeguarding Children Partnership." in errors(refused)
    assert f"/admin/autocomplete/?partnership={finding.partnership_id}" in refused.content.decode()


def test_a_form_given_its_letter_offers_that_partnership_s_agencies(admin):
    letter = makers.make_letter()
    shown = admin.get(ADD_FINDING, {"letter": letter.pk}).content.decode()
    assert f"/admin/autocomplete/?partnership={letter.partnership_id}" in shown
    assert admin.get(ADD_FINDING, {"letter": "nonsense"}).status_code == 200


def test_recommendations_of_a_review_are_numbered_by_themselves(admin):
    rows = row("findings", 0, kind="improvement", text="One.") | row("findings", 1, kind="improvement", text="Two.")
    rows |= row("findings", 2, kind="improvement", text="Three, as printed.", number=3)
    rows |= row("findings", 3, kind="priority action", text="At once.")
    partnership = makers.make_partnership()
    enter(admin, ADD_LETTER, partnership=partnership.pk, source="practice review", letter_date="1 October 2026", **rows)
    letter = Letter.objects.get()
    enter(admin, ADD_FINDING, letter=letter.pk, kind="improvement", text="Later.")
    told = [(finding.code, finding.text) for finding in Finding.objects.in_order()]
    expected = [("P1", "At once."), ("A3", "Three, as printed."), ("A4", "One."), ("A5", "Two."), ("A6", "Later.")]
    assert told == expected


def test_a_finding_keeps_its_number(admin):
    finding = makers.make_finding()
    refused = enter(admin, reverse("admin:findings_finding_change", args=[finding.pk]), number="")
    assert "This field is required." in errors(refused)


@pytest.mark.parametrize(("source", "folded"), [("jtai", False), ("practice review", True)])
def test_the_statement_is_folded_away_where_none_is_asked_for(admin, source, folded):
    letter = makers.make_letter(source=source)
    shown = admin.get(reverse("admin:findings_letter_change", args=[letter.pk])).content.decode()
    assert ("<details>" in shown) == folded


def test_the_kinds_say_what_a_recommendation_is(admin):
    assert (
        "A recommendation of a review is entered as an area for improvement." in admin.get(ADD_FINDING).content.decode()
    )


def test_an_action_s_date_is_one_that_can_be_meant(admin):
    action = makers.make_written()
    address = reverse("admin:actions_action_change", args=[action.pk])
    assert "Target date: choose a day from 2000 to" in errors(enter(admin, address, target_date="31/12/9999"))
