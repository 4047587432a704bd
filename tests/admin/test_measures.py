"""Measures with their readings, and further findings that an action answers, entered by hand."""

import pytest
from django.urls import reverse

from actions.models import AlsoAnswers, Measure, MeasureReading
from tests import makers
from tests.admin.forms import enter, errors, row

pytestmark = pytest.mark.django_db
MEASURE = {"name": "Visits with the tool", "unit": "%", "baseline": "25", "target": "95", "source": "audit"}


def test_a_measure_is_entered_with_a_reading_of_the_one_who_typed_it(admin, administrator):
    finding = makers.make_finding()
    reading = row("readings", on="2018-10-12", value="61")
    enter(admin, reverse("admin:actions_measure_add"), finding=finding.pk, **MEASURE, **reading)
    measure = Measure.objects.get()
    entered = measure.readings.get()
    assert (measure.partnership, entered.partnership) == (finding.partnership, finding.partnership)
    assert (str(entered.value), entered.entered_by) == ("61.00", administrator)


def test_a_day_has_one_reading(admin, administrator):
    finding = makers.make_finding()
    measure = Measure(partnership=finding.partnership, finding=finding, name="Visits", source="audit").enter(None)
    url = reverse("admin:actions_measurereading_add")
    enter(admin, url, measure=measure.pk, on="2018-10-12", value="61")
    refused = enter(admin, url, measure=measure.pk, on="2018-10-12", value="62")
    assert "There is a reading of that day." in errors(refused)
    assert MeasureReading.objects.get().entered_by == administrator


def test_an_action_answers_findings_of_its_own_partnership_alone(admin):
    action = makers.make_action()
    other = makers.make_finding(action.letter)
    foreign = makers.make_finding(makers.make_letter(makers.make_partnership("Torbay")))
    url = reverse("admin:actions_alsoanswers_add")
    assert "Choose one of the same partnership" in errors(enter(admin, url, action=action.pk, finding=foreign.pk))
    enter(admin, url, action=action.pk, finding=other.pk)
    assert AlsoAnswers.objects.get().finding == other


def test_where_an_actions_work_stands_is_not_typed(admin):
    action = makers.make_written()
    enter(admin, reverse("admin:actions_action_change", args=[action.pk]), status="assured", declared="green")
    action.refresh_from_db()
    assert (action.status, action.declared) == ("not started", "")
