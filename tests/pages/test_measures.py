"""Measures of a finding and their readings."""

import datetime as dt

import pytest
from django.urls import reverse

from actions.models import MeasureReading
from partnerships.models import Event, Role
from tests.makers import make_agency, make_finding, make_measure, make_partnership, make_reading, make_user

READING = {"on": "12 October 2018", "value": "61"}


@pytest.fixture
def measure(client):
    measure = make_measure(make_finding())
    client.force_login(make_user(Role.AGENCY_LEAD, measure.partnership, agency=measure.finding.lead_agency))
    return measure


def send(client, view, record, **form):
    answer = client.post(reverse(view, args=[record.pk]), form, follow=True)
    record.refresh_from_db()
    return " ".join(answer.content.decode().split())


def test_a_reading_is_added(client, measure):
    page = send(client, "add_reading", measure, **READING)
    assert "The reading is added." in page
    assert "<strong>Latest 61%</strong>, 12 October 2018." in page
    assert str(measure.readings.get().value) == "61.00"


@pytest.mark.parametrize(
    ("typed", "kept"), [("12.5", "12.50"), ("61%", "61.00"), ("1,250", "1250.00"), ("-3", "-3.00")]
)
def test_numbers_are_taken_as_people_write_them(client, measure, typed, kept):
    send(client, "add_reading", measure, on="12/10/2018", value=typed)
    assert str(measure.readings.get().value) == kept


def test_sent_twice_is_kept_once_and_another_of_that_day_is_refused(client, measure):
    send(client, "add_reading", measure, **READING)
    assert "this reading is there already" in send(client, "add_reading", measure, **READING)
    page = send(client, "add_reading", measure, on=READING["on"], value="62")
    assert "There is a reading of that day already. Correct that one." in page
    assert measure.readings.count() == 1


def test_a_reading_is_corrected_and_what_it_was_stays_in_the_history(client, measure):
    reading = make_reading(measure)
    page = send(client, "reading", reading, on="12 October 2018", value="16", version=reading.version)
    assert reading.value == 16
    assert "corrected reading: Visits with the tool, 16" in page
    assert "Value: from 61" in page


def test_a_correction_to_another_readings_day_is_refused(client, measure):
    make_reading(measure, dt.date(2018, 9, 12), 50)
    reading = make_reading(measure)
    page = send(client, "reading", reading, on="12 September 2018", value="61", version=reading.version)
    assert "There is a reading of that day already." in page
    assert reading.on == dt.date(2018, 10, 12)


def test_a_stale_correction_is_refused_with_what_was_typed(client, measure):
    reading = make_reading(measure)
    version = reading.version
    reading.change(make_user(None, name="Kim Jones"), "corrected reading", value=62)
    page = send(client, "reading", reading, on="12 October 2018", value="16", version=version)
    assert "changed this after you opened it" in page
    assert 'value="16"' in page
    assert reading.value == 62


def test_nothing_changed_is_no_event(client, measure):
    reading = make_reading(measure)
    events = Event.objects.count()
    send(client, "reading", reading, on="12 October 2018", value="61", version=reading.version)
    assert Event.objects.count() == events


def test_a_measure_is_changed(client, measure):
    form = {"name": "Visits", "unit": "%", "baseline": "25", "target": "90", "source": "data"}
    page = send(client, "measure", measure, version=measure.version, **form)
    assert "Target 90%." in page
    assert (measure.name, measure.source) == ("Visits", "data")


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"on": "1 January 2100"}, "Date of the reading: choose a day from 2000 to today."),
        ({"on": ""}, "Date of the reading: write a day"),
        ({"value": ""}, "Value: write a number, such as 25 or 12.5."),
        ({"value": "Infinity"}, "Value: write a number, such as 25 or 12.5."),
        ({"value": "1.234"}, "Value: write a number, such as 25 or 12.5."),
    ],
)
def test_wrong_input_is_told(client, measure, form, words):
    assert words in send(client, "add_reading", measure, **{**READING, **form})
    assert not MeasureReading.objects.exists()


def test_who_may_not(client, measure):
    reading = make_reading(measure)
    pages = [("measure", measure), ("add_reading", measure), ("reading", reading)]
    council = make_agency(measure.partnership, "Dorset Council", "local authority")
    people = [
        (make_user(Role.AGENCY_LEAD, measure.partnership, agency=council), 403),
        (make_user(Role.CHAIR, measure.partnership), 403),
        (make_user(Role.BUSINESS_MANAGER, make_partnership("Torbay")), 404),
    ]
    for user, status in people:
        client.force_login(user)
        for name, record in pages:
            url = reverse(name, args=[record.pk])
            assert (client.get(url).status_code, client.post(url, READING).status_code) == (status, status), name
    assert MeasureReading.objects.get().version == 1


def test_queries_do_not_grow_with_readings(client, measure, django_assert_max_num_queries):
    for day in range(1, 20):
        make_reading(measure, dt.date(2018, 10, day), day)
    with django_assert_max_num_queries(15):
        page = client.get(reverse("finding", args=[measure.finding_id])).content.decode()
    assert page.count(">Correct<") == 19
