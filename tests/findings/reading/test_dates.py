import datetime as dt

import pytest

from findings.reading.dates import find_dates, find_range

LETTER = dt.date(2017, 2, 1)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("by Friday 5 May 2017. This", dt.date(2017, 5, 5)),
        ("by Monday, 12th June 2017", dt.date(2017, 6, 12)),
        ("by 12 November 18", dt.date(2018, 11, 12)),
        ("by 6 March 2019, 70 working days from pre-publication", dt.date(2019, 3, 6)),
        ("by 30 March 2020.This statement", dt.date(2020, 3, 30)),
        ("the 31st of October 2016", dt.date(2016, 10, 31)),
        ("5May2017", dt.date(2017, 5, 5)),
        ("5 Sept 2017", dt.date(2017, 9, 5)),
        ("05/06/2019", dt.date(2019, 6, 5)),
    ],
)
def test_a_date_in_the_forms_that_letters_print(text: str, date: dt.date):
    assert [found.date for found in find_dates(text)] == [date]


def test_the_weekday_is_kept_as_printed():
    assert next(find_dates("by Friday 18 April 2023")).weekday == "Friday"


@pytest.mark.parametrize("text", ["31 June 2017", "0300 123 1231", "version 1.2.3", "15 marches", "2017", "1 in 5 May"])
def test_what_is_no_date_gives_none(text: str):
    assert list(find_dates(text)) == []


def test_a_date_without_a_year_is_the_next_such_day():
    assert [found.date for found in find_dates("by 5 May", LETTER)] == [dt.date(2017, 5, 5)]
    assert [found.date for found in find_dates("by 5 January", LETTER)] == [dt.date(2018, 1, 5)]
    assert next(find_dates("by 5 May", LETTER)).year_inferred


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Between 5 and 9 December 2016, Ofsted", (2016, 12, 5), (2016, 12, 9)),
        ("Between 31 October and 4 November 2016,", (2016, 10, 31), (2016, 11, 4)),
        ("from 13 November 2023 to 17 November 2023.", (2023, 11, 13), (2023, 11, 17)),
        ("from 28 December 2020 to 3 January 2021", (2020, 12, 28), (2021, 1, 3)),
        ("between 30 December and 3 January 2018", (2017, 12, 30), (2018, 1, 3)),
        ("from 28 December 2020 to 3 January", (2020, 12, 28), (2021, 1, 3)),
        ("on 5–9 December 2016", (2016, 12, 5), (2016, 12, 9)),
        ("between Monday 14 March and Friday 18 March 2016", (2016, 3, 14), (2016, 3, 18)),
        ("on 5, 6, 7 and 8 December 2016", (2016, 12, 5), (2016, 12, 8)),
    ],
)
def test_the_days_of_an_inspection(text: str, first: tuple[int, int, int], last: tuple[int, int, int]):
    found = find_range(text, LETTER)
    assert found is not None
    assert (found.first, found.last, found.inferred) == (dt.date(*first), dt.date(*last), "")


def test_days_without_a_year_are_the_letters_year_or_the_one_before():
    for text, year in (("between 9 and 13 January, Ofsted", 2017), ("between 28 November and 2 December", 2016)):
        found = find_range(text, LETTER)
        assert found is not None
        assert found.last.year == year
        assert "no year" in found.inferred


def test_a_week_by_its_first_day_runs_to_friday():
    found = find_range("in the week beginning 5 December 2016", LETTER)
    assert found is not None
    assert (found.first, found.last) == (dt.date(2016, 12, 5), dt.date(2016, 12, 9))
    assert found.inferred
