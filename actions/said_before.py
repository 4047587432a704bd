"""What was said of an action before, for who records progress on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from actions.models import Action, Update
from partnerships.models import Agency


@dataclass(frozen=True)
class Before:
    """For the agencies that a person speaks for: the last update that each stands by, and those that wait.

    `sent_back`: the person's own that was sent back to them last.
    """

    last: list[Update]
    waiting: list[Update]
    sent_back: Update | None


def said_before(user: Any, action: Action, agencies: Iterable[Agency]) -> Before:
    """In two queries."""
    said = Update.objects.visible_to(user).filter(action=action, agency__in=agencies)
    said = said.select_related("agency", "author", "sent_back_by")
    updates = list(said)
    latest = {update.agency_id: update.pk for update in reversed(updates) if update.cleared_at}.values()
    last, waiting = [one for one in updates if one.pk in latest], [one for one in updates if one.waits]
    return Before(last, waiting, said.sent_back().filter(author=user).first())
