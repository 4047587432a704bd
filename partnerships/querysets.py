"""The first gate: what of a partnership's records a person can see."""

import datetime as dt
from typing import Any, Self, TypeVar

from django.db import models
from django.utils import timezone

Owned = TypeVar("Owned", bound=models.Model)


class OwnedQuerySet(models.QuerySet[Owned]):
    """Records that belong to one partnership each. `gate` is the path to that partnership's key."""

    gate = "partnership_id"

    def visible_to(self, user: Any, today: dt.date | None = None) -> Self:
        """What `user` can see on `today`: everything for an administrator, else their current partnerships'."""
        from partnerships.models import Membership

        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_administrator:
            return self
        current = Membership.objects.current(today or timezone.localdate()).filter(user=user)
        return self.filter(**{f"{self.gate}__in": current.values("partnership_id")})
