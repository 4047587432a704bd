"""Colours and deadlines of rows in memory are those that the database gives, whatever an action's status and dates."""

import datetime as dt
from itertools import product

import pytest

from actions.models import Action, Brag, Status
from actions.models.brag_rules import brag_of, deadline_of, last_day_soon
from actions.models.status import DECLARED
from findings.models import Letter
from tests.makers import make_finding, make_letter

pytestmark = pytest.mark.django_db
TODAY = dt.date(2018, 10, 12)
A_DAY = dt.timedelta(days=1)
SOON = last_day_soon(TODAY)
DAYS = (None, TODAY - A_DAY, TODAY, TODAY + A_DAY, SOON, SOON + A_DAY)


def test_memory_and_database_agree_over_every_combination():
    """8 statuses × 6 target dates × 3 starts × 4 declared colours, under each kind of letter."""
    combinations = list(product(Status, DAYS, (None, TODAY, TODAY + A_DAY), ("", *DECLARED)))
    partnership, letters = None, []
    for due, sent in product(DAYS, (None, TODAY - A_DAY)):
        asked = {"statement_required": due is not None, "statement_printed": due, "statement_sent_on": sent}
        letters.append(make_letter(partnership, **asked))
        partnership = letters[0].partnership
    for letter in letters:
        finding = make_finding(letter)
        about = {"partnership": partnership, "letter": letter, "finding": finding, "lead_agency": finding.lead_agency}
        Action.objects.bulk_create(
            Action(
                **about, sequence=number, status=status, target_date=target, original_target_date=target, text="Train.",
                planned_start=start, declared=declared,
            )
            for number, (status, target, start, declared) in enumerate(combinations, 1)
        )  # fmt: skip
    colours = set()
    for action in Action.objects.with_brag(TODAY).select_related("letter"):
        letter = action.letter
        deadline = deadline_of(action.target_date, letter.statutory_due, letter.statement_sent_on)
        brag = brag_of(action.status, action.declared, deadline, action.planned_start, TODAY)
        assert (deadline, brag) == (action.deadline, action.brag), vars(action)
        colours.add(brag)
    assert colours == {"", *Brag}


@pytest.mark.parametrize("required", [True, False])
@pytest.mark.parametrize("printed", [None, dt.date(2018, 10, 16)])
@pytest.mark.parametrize("dated", [None, dt.date(2018, 7, 9)])
@pytest.mark.parametrize("received", [None, dt.date(2018, 7, 11)])
def test_a_letters_statutory_day_is_the_databases(required, printed, dated, received):
    told = {"statement_required": required, "statement_printed": printed, "letter_date": dated}
    letter = make_letter(**told, received_on=received)
    assert Letter.objects.get().statutory_due == letter.statutory_day()
