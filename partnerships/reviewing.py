"""Recording an access review: of what was seen, once."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from partnerships.models import AccessReview, Membership, Partnership

SECOND_CLICK = dt.timedelta(minutes=5)


def seal(roles: Iterable[Membership]) -> str:
    """Of the roles on a page, each as it stood: so that nobody records a review of something else."""
    told = sorted(f"{role.pk}:{role.version}" for role in roles)
    return hashlib.sha256(" ".join(told).encode()).hexdigest()[:32]


@transaction.atomic
def record_review(actor: Any, partnership: Partnership, seen: str) -> AccessReview | None:
    """None where the roles are no longer those of `seen`; on a second click the review that the first recorded."""
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    now = Membership.objects.filter(partnership=partnership).current(timezone.localdate())
    if seal(now) != seen:
        return None
    last = AccessReview.objects.filter(partnership=partnership, reviewed_by=actor).first()
    if last and timezone.now() - last.reviewed_at < SECOND_CLICK:
        return last
    return AccessReview.record(actor, partnership)
