"""How an action's deadline stands."""

import datetime as dt

from actions.models import Action
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
