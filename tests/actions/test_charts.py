"""The small chart of a measure's readings."""

import datetime as dt
from decimal import Decimal

import pytest

from actions.charts import BOTTOM, HEIGHT, LEFT, LINE, RIGHT, TOP, WIDTH, amount, chart
from actions.models import Measure, MeasureReading


def read(*values, months=range(7, 13)):
    days = (dt.date(2018, month, 12) for month in months)
    return [MeasureReading(on=on, value=Decimal(value)) for on, value in zip(days, values, strict=False)]


def measure(**values):
    return Measure(**({"name": "Visits", "unit": "%", "baseline": Decimal(25), "target": Decimal(95)} | values))


def test_one_reading_is_no_chart():
    assert chart(measure(), read(61)) is None


def test_it_runs_from_the_first_day_to_the_last_and_up_is_more():
    drawn = chart(measure(baseline=None, target=None), read(10, 20, 30))
    assert [point.x for point in drawn.points][::2] == [LEFT, WIDTH - RIGHT]
    assert [point.y for point in drawn.points] == [HEIGHT - BOTTOM, (HEIGHT - BOTTOM + TOP) / 2, TOP]
    assert drawn.levels == []


def test_levels_are_drawn_to_the_same_scale():
    drawn = chart(measure(), read(25, 60))
    baseline, target = drawn.levels
    assert (baseline.y, target.y) == (drawn.points[0].y, TOP)


def test_the_words_of_levels_that_are_close_stand_apart():
    one, other = chart(measure(baseline=Decimal(60), target=Decimal(61)), read(0, 100)).levels
    assert abs(one.text_y - other.text_y) >= LINE


def test_values_that_are_all_the_same_are_a_level_line():
    drawn = chart(measure(baseline=None, target=None), read(5, 5))
    assert drawn.points[0].y == drawn.points[1].y


def test_it_says_its_numbers_in_words():
    assert chart(measure(), read(31, 61)).desc == (
        "Baseline 25%. Target 95%. 2 readings: 31% on 12 July 2018, 61% on 12 August 2018."
    )


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [("61.00", "%", "61%"), ("12.50", "days", "12.5 days"), ("1250", "", "1,250"), ("-3", "", "-3"), ("0", "%", "0%")],
)
def test_amounts(value, unit, words):
    assert amount(Decimal(value), unit) == words
