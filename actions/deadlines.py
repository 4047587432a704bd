"""How the deadline of an action, and of an answer to a challenge, stands."""

import datetime as dt

from actions.models import Action, Challenge
from actions.models.actions import CLOSED
from findings.deadlines import Deadline, State, stand


def action_stands(action: Action, today: dt.date) -> Deadline:
    """For an action with its `deadline` (ActionQuerySet.with_deadline); what is closed is never late."""
    deadline: dt.date | None = action.deadline  # type: ignore[attr-defined]
    due = stand(deadline, today)
    if action.status in CLOSED:
        return due.settled()
    if due.state == State.NONE and action.letter.statement_sent_on:
        return Deadline(None, State.NONE, "No target date")
    return due


def challenge_stands(challenge: Challenge, today: dt.date) -> Deadline:
    """The day on which an answer is due; an answered challenge is never late."""
    due = stand(challenge.answer_due, today)
    if challenge.closed_at:
        return due.settled("Closed")
    return due.settled("Answered") if challenge.answered_at else due
