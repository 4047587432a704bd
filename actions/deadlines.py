"""How the deadline of an action, and of an answer to a challenge, stands."""

import datetime as dt

from django.utils import timezone

from actions.models import Action, Challenge, Status
from actions.models.actions import CLOSED
from findings.deadlines import Deadline, State, how_long, stand


def action_stands(action: Action, today: dt.date) -> Deadline:
    """For an action with its `deadline` (ActionQuerySet.with_deadline).

    What is closed waits for nothing; what was delivered late keeps saying how late.
    """
    deadline: dt.date | None = action.deadline  # type: ignore[attr-defined]
    due = stand(deadline, today)
    if action.status in CLOSED:
        return due.settled(_came_late(action, deadline))
    if due.state == State.NONE and action.letter.statement_sent_on:
        return Deadline(None, State.NONE, "No target date")
    return due


def _came_late(action: Action, deadline: dt.date | None) -> str:
    """Such as "delivered 12 days late"; empty where it came in time, or was not delivered."""
    if not deadline or not action.delivered_at or action.status not in (Status.DELIVERED, Status.ASSURED):
        return ""
    days = (timezone.localdate(action.delivered_at) - deadline).days
    return f"delivered {how_long(days)} late" if days > 0 else ""


def challenge_stands(challenge: Challenge, today: dt.date) -> Deadline:
    """The day on which an answer is due; an answered challenge is never late."""
    due = stand(challenge.answer_due, today)
    if challenge.closed_at:
        return due.settled("Closed")
    return due.settled("Answered") if challenge.answered_at else due
