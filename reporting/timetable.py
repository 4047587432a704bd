"""The statement's timetable on a day: how each step stands, and which is next."""

import datetime as dt
from dataclasses import dataclass

from findings.deadlines import Deadline, stand
from findings.working_days import working_days_between
from reporting.models import Milestone, Statement


@dataclass(frozen=True)
class Step:
    """`working_days`: how many are left to it; None where it is reached, past or has no day."""

    milestone: Milestone
    due: Deadline
    working_days: int | None
    is_next: bool


def timetable(statement: Statement, today: dt.date) -> list[Step]:
    """In the order of their days. Of a statement that is sent no step is late."""
    steps, seen_next, sent = [], False, statement.letter.statement_sent_on
    for milestone in statement.milestones.standing():
        due = stand(milestone.due, today)
        if milestone.done_on:
            due = due.settled(f"Reached on {milestone.done_on:%-d %B %Y}")
        elif sent:
            due = due.settled("Nobody said that it was reached")
        is_next = not (milestone.done_on or sent or seen_next)
        seen_next = seen_next or is_next
        ahead = not (milestone.done_on or sent) and milestone.due and milestone.due >= today
        left = working_days_between(today, milestone.due) if ahead and milestone.due else None
        steps.append(Step(milestone, due, left, is_next))
    return steps
