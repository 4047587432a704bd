"""Which finding of a further copy is which of the letter's: by words alike, and never by their place."""

import pytest

from findings.comparing import likeness, pair
from findings.models import Finding
from tests.readings import a_finding

LONG = "abcdefghijklmnopqrst"  # 20 letters: a twentieth each


def held(text):
    return Finding(text=text, as_read={"text": text})


def changed(letters):
    """LONG with its first letters changed; what is left is in its order."""
    return "0" * letters + LONG[letters:]


@pytest.mark.parametrize(
    ("letters", "alike", "one_finding"), [(1, 0.95, True), (4, 0.8, True), (5, 0, False), (8, 0, False)]
)
def test_two_findings_are_one_from_four_fifths_alike(letters, alike, one_finding):
    assert likeness(LONG, changed(letters)) == pytest.approx(alike)
    pairs = pair([held(LONG)], [a_finding(text=changed(letters))])
    assert [len(pairs.both), len(pairs.only_held), len(pairs.only_read)] == ([1, 0, 0] if one_finding else [0, 1, 1])


def test_of_several_alike_the_most_alike_is_taken():
    near, far = a_finding(text=changed(1)), a_finding(text=changed(3))
    pairs = pair([held(LONG)], [far, near])
    assert [found for _finding, found in pairs.both] == [near]
    assert pairs.only_read == [(0, far)]


def test_the_same_words_go_before_words_that_are_alike():
    same = a_finding(text=LONG)
    pairs = pair([held(changed(1)), held(LONG)], [same])
    assert [(finding.text, found) for finding, found in pairs.both] == [(LONG, same)]
