"""The secret address under which a person's calendar finds their deadlines."""

import datetime as dt
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from partnerships.models import Partnership

from .secret_keys import SecretKey

AGAIN = dt.timedelta(minutes=1)  # a second click renews nothing


class Scope(models.TextChoices):
    MINE = "mine", "My actions"
    AGENCY = "agency", "My agency’s actions"
    PARTNERSHIP = "partnership", "The whole partnership’s"


class CalendarAddress(SecretKey):
    """One for each scope of a person in a partnership: renewed, it gets another key and another last day."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    scope = models.CharField("what it shows", max_length=20, choices=Scope)

    recorded_fields: ClassVar = ("partnership", "user", "scope", "made_at", "expires_on", "revoked_at")
    made_verb = "made calendar address"
    stays_here = "it opens this installation and no other"

    class Meta:
        verbose_name = "calendar address"
        verbose_name_plural = "calendar addresses"
        ordering = ("partnership__area", "scope", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                "user", "partnership", "scope", name="calendar_address_once", condition=Q(revoked_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"Calendar: {self.get_scope_display()}"

    def same(self) -> Any:
        beside = CalendarAddress.objects.standing()
        return beside.filter(user=self.user_id, partnership=self.partnership_id, scope=self.scope)

    @transaction.atomic
    def renew(self, last_day: dt.date) -> str:
        """Another key in place of the one before, which opens nothing from now on; empty on the second click."""
        self.refresh_from_db(from_queryset=CalendarAddress.objects.select_for_update())
        now = timezone.now()
        if self.revoked_at or now - self.made_at < AGAIN:
            return ""
        key = self.new_key()
        self.change(self.user, "renewed calendar address", made_at=now, expires_on=last_day)
        return key
