"""Dates of a letter that cannot be are refused alike by the page and in data entry."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from findings.forms import ReceiptForm
from findings.models import Letter
from tests.makers import make_letter

pytestmark = pytest.mark.django_db


def wrong(letter: Letter) -> dict[str, list[str]]:
    try:
        letter.clean()
    except ValidationError as error:
        return error.message_dict
    return {}


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2018, 7, 9), ""),
        (dt.date(2018, 7, 8), "the letter is dated 9 July 2018"),
        (dt.date(1999, 12, 31), "choose a date from 2000 to 2100"),
        (timezone.localdate() + dt.timedelta(days=1), "choose today or an earlier day"),
    ],
)
def test_the_day_of_receipt_is_refused_for_the_same_reason_in_both_places(day, words):
    letter = make_letter()
    data = {"received_on": f"{day:%Y-%m-%d}", "version": letter.version}
    form = ReceiptForm(data, letter=letter, today=timezone.localdate())
    letter.received_on = day
    for told in (wrong(letter), form.errors):
        assert set(told) == ({"received_on"} if words else set())
        assert words in "".join(told.get("received_on", []))


@pytest.mark.parametrize(
    "name", ["letter_date", "inspected_from", "inspected_to", "statement_printed", "statement_sent_on"]
)
@pytest.mark.parametrize("day", [dt.date(1999, 12, 31), dt.date(2101, 1, 1), dt.date(9999, 12, 30)])
def test_a_date_outside_the_years_of_letters_is_refused(name, day):
    assert wrong(Letter(**{name: day})) == {name: ["Choose a date from 2000 to 2100."]}


def test_the_first_and_the_last_day_that_are_taken_can_be_counted_from():
    for day in (dt.date(2000, 1, 1), dt.date(2100, 12, 31)):
        letter = Letter(letter_date=day, statement_required=True)
        assert wrong(letter) == {}
        letter.settle()
        assert letter.working_days_due > day
