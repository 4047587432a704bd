import datetime as dt

import pytest

from findings.working_days import add_working_days, is_working_day, statutory_due, working_days_between


def test_the_statement_is_due_seventy_working_days_after_the_report():
    assert statutory_due(dt.date(2018, 7, 9)) == dt.date(2018, 10, 16)  # what Dorset's letter prints
    assert statutory_due(dt.date(2018, 1, 30)) == dt.date(2018, 5, 11)  # over Easter and a bank holiday in May
    assert statutory_due(dt.date(2017, 2, 1)) == dt.date(2017, 5, 15)


@pytest.mark.parametrize(
    "holiday", [dt.date(2022, 9, 19), dt.date(2023, 5, 8), dt.date(2020, 5, 8), dt.date(2016, 12, 27)]
)
def test_one_off_and_moved_bank_holidays_are_no_working_days(holiday: dt.date):
    assert not is_working_day(holiday)


def test_scottish_holidays_are_working_days_in_england():
    assert is_working_day(dt.date(2018, 11, 30))


def test_counting_from_a_saturday_starts_on_monday():
    assert add_working_days(dt.date(2017, 3, 4), 1) == dt.date(2017, 3, 6)


def test_the_days_between_count_back_what_was_added():
    received = dt.date(2018, 7, 9)
    assert working_days_between(received, add_working_days(received, 70)) == 70
    assert working_days_between(received, received) == 0
    assert working_days_between(dt.date(2018, 7, 13), dt.date(2018, 7, 9)) == -4
