"""The second gate: what a person may do to a record that they can see."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from partnerships.models import Membership, Partnership, Role

EVERYONE = frozenset(Role)
MANAGER = frozenset({Role.BUSINESS_MANAGER})

# Who may do what in their partnership. An administrator may do all of it.
MAY: dict[str, frozenset[Role]] = {
    "see": EVERYONE,
    "import letter": MANAGER,
    "accept difference": MANAGER,
    "correct letter": MANAGER,
    "confirm lead": MANAGER,
    "write action": MANAGER,
}


def may(user: Any, verb: str, record: Any, today: dt.date | None = None) -> bool:
    """Whether `user` has, on `today`, a role that may do `verb` to `record` or in that partnership."""
    allowed = MAY[verb]
    if not user.is_authenticated or not user.is_active:
        return False
    if user.is_administrator:
        return True
    partnership_id = record.pk if isinstance(record, Partnership) else record.partnership_id
    current = Membership.objects.current(today or timezone.localdate())
    return current.filter(user=user, partnership_id=partnership_id, role__in=allowed).exists()


def require(user: Any, verb: str, record: Any) -> None:
    """For a record that `user` can see: PermissionDenied (403) where they may not do `verb` to it."""
    if not may(user, verb, record):
        raise PermissionDenied(verb)
