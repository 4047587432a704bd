import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from partnerships.plain_dates import PlainDateField


@pytest.mark.parametrize("typed", ["5 May 2017", "05/05/2017", "5/5/17", "5.5.2017", "2017-05-05", " 5 may 2017 "])
def test_the_ways_people_write_a_date(typed):
    assert PlainDateField(label="Due").clean(typed) == dt.date(2017, 5, 5)


@pytest.mark.parametrize("typed", ["5/13/2017", "May 2017", "5 May", "tomorrow"])
def test_what_is_no_date_is_told_with_the_field_and_an_example(typed):
    with pytest.raises(ValidationError, match="Due: write a day, a month and a year, such as 16 October 2018"):
        PlainDateField(label="Due").clean(typed)
