import datetime as dt

import pytest

from findings.deadlines import State, how_long, stand

TODAY = dt.date(2026, 11, 20)


@pytest.mark.parametrize(
    ("days", "state", "words"),
    [
        (-3000, State.OVERDUE, "8 years late"),
        (-1, State.OVERDUE, "1 day late"),
        (0, State.DUE_SOON, "today"),
        (1, State.DUE_SOON, "tomorrow"),
        (14, State.DUE_SOON, "in 14 days"),
        (15, State.LATER, "in 15 days"),
        (120, State.LATER, "in 3 months"),
    ],
)
def test_how_a_date_stands(days, state, words):
    deadline = stand(TODAY + dt.timedelta(days=days), TODAY)
    assert (deadline.state, deadline.words) == (state, words)


def test_no_date():
    assert stand(None, TODAY).state == State.NONE


def test_settled_is_no_longer_late():
    late = stand(TODAY - dt.timedelta(days=5), TODAY)
    assert late.settled("Sent").state == State.SETTLED
    assert late.settled("Sent").date == late.date


@pytest.mark.parametrize(
    ("days", "words"),
    [(1, "1 day"), (91, "91 days"), (92, "3 months"), (730, "23 months"), (731, "2 years"), (3652, "9 years")],
)
def test_lengths_are_whole_units_never_rounded_up(days, words):
    assert how_long(days) == words
