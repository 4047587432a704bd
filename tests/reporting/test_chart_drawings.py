"""Charts: their numbers as a table, a title and a description, never colour alone, no style and no script."""

import datetime as dt
import re
from xml.etree import ElementTree

import pytest

from reporting.charts.ahead import ahead
from reporting.charts.ahead import count as count_ahead
from reporting.charts.by_agency import by_agency
from reporting.charts.drawing import COLOURS, PATTERNS, clipped, steps
from reporting.charts.progress import Course, progress
from reporting.charts.progress import count as count_progress

TODAY = dt.date(2018, 10, 12)
SVG = "{http://www.w3.org/2000/svg}"
COUNTED = [("Dorset <Police> & Co", {"red": 2, "green": 9, "": 1}), ("Dorset CCG", {"amber": 1})]


def day(words):
    return dt.date.fromisoformat(words)


def courses():
    done = [(day("2018-07-09"), False, False), (day("2018-08-20"), True, False), (day("2018-09-10"), True, True)]
    reopened = [(day("2018-07-09"), False, False), (day("2018-08-02"), True, False), (day("2018-09-02"), False, False)]
    return [
        Course(day("2018-08-31"), day("2018-08-31"), done),
        Course(day("2018-09-30"), day("2018-11-30"), reopened),
        Course(None, None, [(day("2018-07-09"), False, False)]),
    ]


def figures():
    return [
        by_agency(COUNTED),
        progress(count_progress(courses(), TODAY)),
        ahead(count_ahead([None, day("2018-10-01"), TODAY, day("2019-03-01"), day("2020-01-01")], TODAY)),
    ]


@pytest.mark.parametrize("number", range(3))
def test_is_drawn_with_attributes_alone_and_says_what_it_shows(number):
    figure = figures()[number]
    drawn = ElementTree.fromstring(figure.svg)
    names = {one.tag.removeprefix(SVG) for one in drawn.iter()}
    assert not names & {"style", "script", "image", "a", "foreignObject"}
    assert not [key for one in drawn.iter() for key in one.attrib if key == "style" or key.startswith("on")]
    told = {one.get("id"): one.text for one in drawn if one.tag in (f"{SVG}title", f"{SVG}desc")}
    assert drawn.get("role") == "img"
    assert [told[key] for key in drawn.get("aria-labelledby").split()] == [figure.title, figure.description]
    assert all(len(row) == len(figure.numbers.columns) for row in figure.numbers.rows)


def test_every_colour_has_a_pattern_of_its_own_or_is_the_only_plain_one():
    assert set(COLOURS) - set(PATTERNS) == {"green"}
    assert len(set(PATTERNS.values())) == len(PATTERNS)


def test_agencies_and_colours_stand_in_the_table_worst_first():
    numbers = by_agency(COUNTED).numbers
    assert [column.heading for column in numbers.columns] == [
        "Agency",
        "Red",
        "Amber",
        "No action written yet",
        "Green",
    ]
    assert numbers.rows == [["Dorset <Police> & Co", "2", "0", "1", "9"], ["Dorset CCG", "0", "1", "0", "0"]]
    assert by_agency([("Dorset CCG", {})]) is None


def test_progress_counts_what_stood_at_each_months_end_and_leaves_the_future_open():
    months = count_progress(courses(), TODAY)
    told = {f"{one.end:%b}": (one.planned, one.now_planned, one.delivered, one.assured) for one in months}
    assert told == {
        "Jul": (0, 0, 0, 0),
        "Aug": (1, 1, 2, 0),
        "Sep": (2, 1, 1, 1),
        "Oct": (2, 1, 1, 1),
        "Nov": (2, 2, None, None),
    }
    assert "2 were delivered" not in progress(months).description
    assert count_progress([], TODAY) == []
    assert progress(months[:1]) is None


def test_a_long_plan_shows_three_years_and_one_ahead():
    months = count_progress([Course(day("2099-01-01"), None, [(day("2001-01-01"), True, True)])], TODAY)
    assert (len(months), f"{months[-1].end:%B %Y}") == (36, "October 2019")


def test_what_is_ahead_is_counted_by_month():
    told = count_ahead([None, day("2018-10-11"), TODAY, day("2019-03-31"), day("2019-04-01")], TODAY)
    assert told == [
        *(("Overdue", 1), ("Oct 2018", 1), ("Nov 2018", 0), ("Dec 2018", 0), ("Jan 2019", 0), ("Feb 2019", 0)),
        *(("Mar 2019", 1), ("Later", 1), ("No date", 1)),
    ]
    assert ahead(count_ahead([], TODAY)) is None


@pytest.mark.parametrize(
    ("highest", "levels"), [(0, [0, 1]), (3, [0, 1, 2, 3]), (7, [0, 2, 4, 6, 8]), (31, [0, 10, 20, 30, 40])]
)
def test_a_scale_has_whole_numbers_and_reaches_the_highest(highest, levels):
    assert steps(highest) == levels


def test_long_names_are_cut_and_odd_characters_left_out():
    assert clipped("Dorset, Devon and Cornwall Community Rehabilitation Company", 100) == "Dorset, Devon…"
    assert not re.search("[\x00-\x08]", by_agency([("a\x00b", {"red": 1})]).svg)
