import datetime as dt

import pytest

from findings.reading.facts import read_facts
from tests.findings.reading.samples import lines, seed

EARLY = """
1 May 2019
Jane Smith, Director of Children’s Services, Kent County Council
Dear local partnership
Joint targeted area inspection of the multi-agency response to abuse and
neglect in {area}
Between {days}, Ofsted, the Care Quality Commission (CQC), HMI Constabulary (HMIC) and
HMI Probation (HMI Prob) undertook a joint inspection.¹
This letter to all the service leaders in the area outlines our findings about the effectiveness of partnership
working and of the work of individual agencies in {agencies}.
"""
LATE = """
31 March 2023
Jane Smith, Director of Children’s Services, Kent County Council
Dear Kent and Medway Safeguarding Children Partnership
Joint targeted area inspection of Kent and Medway
This letter summarises the findings of the joint targeted area inspection (JTAI) of the
multi-agency response to identification of initial need and risk in Kent and Medway.
This inspection took place from 6 to
2
10 February 2023. It was carried out by inspectors from Ofsted, the Care Quality Commission (CQC) and His Majesty’s
Inspectorate of Constabulary and Fire & Rescue Services (HMICFRS).
"""


def early(area: str = "Kent", days: str = "8 and 12 April 2019", agencies: str = "Kent") -> str:
    return EARLY.format(area=area, days=days, agencies=agencies)


@pytest.mark.parametrize(
    ("number", "area", "letter_date", "first", "last", "constabulary"),
    [
        (0, "Hampshire", "2017-02-01", "2016-12-05", "2016-12-09", "HMIC"),
        (1, "Hampshire", "2017-02-01", "2016-12-05", "2016-12-09", "HMIC"),
        (2, "Dorset", "2018-07-09", "2018-05-21", "2018-05-25", "HMICFRS"),
        (3, "Lincolnshire", "2016-12-02", "2016-10-17", "2016-10-21", "HMIC"),
        (4, "Wiltshire", "2016-12-16", "2016-10-31", "2016-11-04", "HMIC"),
    ],
)
def test_the_seeds(number: int, area: str, letter_date: str, first: str, last: str, constabulary: str):
    facts = read_facts(seed(number))
    assert facts.area == area
    assert [str(facts.letter_date), str(facts.inspected_from), str(facts.inspected_to)] == [letter_date, first, last]
    assert facts.inspectorates == ("Ofsted", "CQC", constabulary, "HMI Probation")
    assert (facts.inferred, facts.doubts) == ({}, ())


def test_the_themes_of_the_seeds():
    assert read_facts(seed(0)).theme == "multi-agency response to abuse and neglect"
    assert read_facts(seed(2)).theme.endswith("children missing from home, care or education")


def test_a_letter_from_2022_on():
    facts = read_facts(lines(LATE))
    assert (facts.area, facts.theme) == (
        "Kent and Medway",
        "multi-agency response to identification of initial need and risk",
    )
    assert (facts.inspected_from, facts.inspected_to) == (dt.date(2023, 2, 6), dt.date(2023, 2, 10))
    assert facts.inspectorates == ("Ofsted", "CQC", "HMICFRS")


@pytest.mark.parametrize(
    ("printed", "area"),
    [
        ("Peterborough City Council", "Peterborough"),
        ("the London Borough of Barking and Dagenham", "Barking and Dagenham"),
        ("Sefton.", "Sefton"),
        ("City of York Council", "York"),
        ("Bath and North East Somerset", "Bath and North East Somerset"),
        ("Stoke-on-Trent", "Stoke-on-Trent"),
        ("the city of Derby", "Derby"),
    ],
)
def test_an_area_is_given_without_its_councils_style(printed: str, area: str):
    assert read_facts(lines(early(area=printed))).area == area


def test_a_title_without_an_area_leaves_it_to_the_opening_and_says_so():
    facts = read_facts(lines(early(agencies="Greenwich local authority").replace(" in Kent", "")))
    assert facts.area == "Greenwich"
    assert "title names no area" in facts.inferred["area"]


def test_days_without_a_year_are_marked_as_inferred():
    facts = read_facts(lines(early(days="8 and 12 April")))
    assert facts.inspected_to == dt.date(2019, 4, 12)
    assert set(facts.inferred) == {"inspected_from", "inspected_to"}
    assert "no year" in facts.doubts[0].message
    assert facts.doubts[0].lines == (5,)


@pytest.mark.parametrize("days", ["8 & 12 April 2019", "8 and12 April 2019"])
def test_days_carelessly_printed(days: str):
    assert read_facts(lines(early(days=days))).inspected_to == dt.date(2019, 4, 12)


def test_an_inspection_after_its_letter_is_doubtful():
    facts = read_facts(lines(early(days="8 and 12 July 2019")))
    assert facts.inspected_to == dt.date(2019, 7, 12)
    assert "does not fit the letter's date, 1 May 2019" in facts.doubts[0].message


@pytest.mark.parametrize("date", ["Date: 1st May 2019", "Wednesday 1 May 2019", "1 May 2019 (corrected)"])
def test_forms_of_the_letters_date(date: str):
    assert read_facts(lines(early().replace("1 May 2019", date))).letter_date == dt.date(2019, 5, 1)


def test_what_is_missing_is_said():
    messages = " ".join(doubt.message for doubt in read_facts(lines("Dear all\nWe write to you.")).doubts)
    assert "no area" in messages
    assert "no date of its own" in messages
    assert "days of the inspection could not be found" in messages


@pytest.mark.parametrize("form", ["inspection (JTAI) of the", "inspection: the", "inspections of the"])
def test_forms_of_the_title(form: str):
    assert read_facts(lines(early().replace("inspection of the", form, 1))).area == "Kent"
