"""The quarterly access review: somebody looked through who has which role, and what came of it."""

import calendar
import datetime as dt
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from partnerships.history import Historic
from partnerships.querysets import OwnedQuerySet

from .memberships import Membership
from .partnerships import Partnership

MONTHS = 3


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day of the month, or the month's last: three months after 30 November is 28 or 29 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


class AccessReview(Historic):
    """`kept` and `ended` are lines of address and role: what was looked at, and what ended since the review before."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="access_reviews")
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField("reviewed", default=timezone.now)
    kept = models.JSONField("roles kept", default=list)
    ended = models.JSONField("roles ended since the review before", default=list)

    objects = OwnedQuerySet.as_manager()
    recorded_fields: ClassVar = ("partnership", "reviewed_by", "reviewed_at", "kept", "ended")

    class Meta:
        ordering = ("-reviewed_at", "-pk")

    def __str__(self) -> str:
        return f"Access review of {timezone.localdate(self.reviewed_at):%-d %B %Y}"

    @property
    def next_due(self) -> dt.date:
        return months_after(timezone.localdate(self.reviewed_at), MONTHS)

    @classmethod
    @transaction.atomic
    def record(cls, actor: Any, partnership: Partnership) -> "AccessReview":
        """Of the roles as they are now; ended are those that ended or expired since the review before."""
        now = timezone.now()
        before = partnership.access_reviews.first()
        rows = Membership.objects.filter(partnership=partnership).select_related("user", "agency", "partnership")
        kept = rows.current(timezone.localdate(now))
        ended = [
            row for row in rows.exclude(pk__in=kept.values("pk")) if not before or row.stopped_since(before.reviewed_at)
        ]
        review = cls(partnership=partnership, reviewed_by=actor, reviewed_at=now)
        review.kept, review.ended = [str(row) for row in kept], [str(row) for row in ended]
        return review.enter(actor, "reviewed access")
