"""Each difference of a further copy is shown beside the page of that copy on which it stands."""

from dataclasses import replace

import pytest

from findings.difference_places import line_of, place
from findings.differences_told import told
from findings.models import Difference, Finding, Letter
from findings.reading.letter import SourceLine
from partnerships.models import Partnership
from tests.readings import a_finding, a_letter

LINES = [
    *("Dear colleagues", "Nick Jarman, Director of Children’s Services", "Key strengths"),
    *("Leaders of all agencies are open about what does not work yet,", "and say so to each other."),
    *("Police must record the voice of the child.", "They must do so in every case."),
    "A written statement should be sent by 16 October 2018.",
]
READ = a_letter(
    source=tuple(SourceLine(line, at + 1) for at, line in enumerate(LINES)),
    strengths=(f"{LINES[3]} {LINES[4]}",),
    findings=(a_finding(text=f"{LINES[5]} {LINES[6]}", lines=(5, 6)),),
)


def stands_at(subject, then=None, now=None, finding=None, before=()):
    letter = Letter(partnership=Partnership(area="Dorset"))
    difference = Difference(letter=letter, subject=subject, then=then, now=now, finding=finding)
    return place(told(difference), {1: [5, 6]}, before, READ)


@pytest.mark.parametrize(
    ("subject", "then", "now", "line"),
    [
        ("theme", "neglect", "abuse", 0),
        ("strengths", ["Leaders listen."], [f"{LINES[3]} {LINES[4]}"], 3),
        ("strengths", ["Leaders listen.", f"{LINES[3]} {LINES[4]}"], [f"{LINES[3]} {LINES[4]}"], 3),
        ("statement_printed", "2018-10-17", "2018-10-16", 7),
        ("sender", "The council", "The board", 7),
        ("addressee", None, {"text": "Nick Jarman", "index": 0}, 1),
        ("addressee", {"text": "Kim Jones"}, None, 0),
        ("finding", None, {"text": "x", "index": 0}, 5),
        ("letter_date", "2018-07-09", "2018-10-16", 7),
    ],
)
def test_what_the_letter_says(subject, then, now, line):
    assert stands_at(subject, then, now) == line


def test_a_finding_stands_where_its_words_differ():
    finding = Finding(pk=1, kind="improvement", number=1, text="Police must record the voice of the child.")
    assert stands_at("text", finding.text, f"{LINES[5]} {LINES[6]}", finding) == 6
    assert stands_at("kind", "improvement", "priority action", finding) == 5


def test_a_finding_that_the_copy_lacks_stands_after_the_one_before_it():
    finding = Finding(pk=2, kind="improvement", number=2, text="Gone.")
    assert stands_at("missing", {"text": "Gone."}, None, finding, before=(5, 6)) == 6
    assert stands_at("missing", {"text": "Gone."}, None, finding) == 0


def test_words_that_are_nowhere_have_no_line():
    assert line_of(READ, "Nobody wrote this.") is None
    assert line_of(READ, "…") is None
    assert line_of(replace(READ, source=()), LINES[0]) is None
