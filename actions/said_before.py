"""What was said of an action before, for who records progress on it."""

from dataclasses import dataclass
from typing import Any

from actions.models import Action, Update
from partnerships.models import Agency


@dataclass(frozen=True)
class Before:
    """For one agency: the last update it stands by, those that wait, and the person's own that was sent back."""

    last: Update | None
    waiting: list[Update]
    sent_back: Update | None


def said_before(user: Any, action: Action, agency: Agency) -> Before:
    updates = Update.objects.visible_to(user).filter(action=action, agency=agency)
    updates = updates.select_related("author", "sent_back_by")
    return Before(
        updates.cleared().first(),
        list(updates.waiting()),
        updates.sent_back().filter(author=user).first(),
    )
