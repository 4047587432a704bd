import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from partnerships.plain_dates import PastDateField, PlainDateField, PlanDateField


@pytest.mark.parametrize(
    "typed", ["5 May 2017", "05/05/2017", "5/5/17", "5.5.2017", "5.5.17", "2017-05-05", " 5 may 2017 "]
)
def test_the_ways_people_write_a_date(typed):
    assert PlainDateField(label="Due").clean(typed) == dt.date(2017, 5, 5)


@pytest.mark.parametrize("typed", ["5/13/2017", "May 2017", "5 May", "31 February", "tomorrow", "99", ""])
def test_what_is_no_date_is_told_with_the_field_and_an_example(typed):
    with pytest.raises(ValidationError, match="Due: write a day, a month and a year, such as 16 October 2018"):
        PlainDateField(label="Due").clean(typed)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31/02/2027", "Due: there is no 31 February 2027."),
        ("31 June 2027", "Due: there is no 31 June 2027."),
        ("2027-02-29", "Due: there is no 29 February 2027."),
        ("45.1.27", "Due: there is no 45 January 2027."),
    ],
)
def test_a_day_that_the_month_has_not_is_told(typed, said):
    with pytest.raises(ValidationError, match=said):
        PlainDateField(label="Due").clean(typed)


YEAR = timezone.localdate().year + 10


@pytest.mark.parametrize("typed", ["1 March 2999", "1/1/0001", "31/12/9999", "31/12/1999", f"1 January {YEAR + 1}"])
def test_a_day_that_nobody_can_mean_is_told_with_the_years_that_can_be(typed):
    with pytest.raises(ValidationError, match=f"Due: choose a day from 2000 to {YEAR}."):
        PlanDateField(label="Due").clean(typed)


@pytest.mark.parametrize("typed", ["1 January 2000", f"31 December {YEAR}"])
def test_the_first_and_the_last_day_of_a_plan(typed):
    assert PlanDateField(label="Due").clean(typed)


def test_a_day_that_is_past_is_not_ahead():
    assert PastDateField(label="Rated on").clean(f"{timezone.localdate():%d/%m/%Y}")
    with pytest.raises(ValidationError, match="Rated on: choose a day from 2000 to today"):
        PastDateField(label="Rated on").clean(f"31/12/{YEAR}")
