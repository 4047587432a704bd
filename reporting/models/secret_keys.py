"""A person's own key to what they can see: a calendar's address or a token. Of the key itself only a hash is kept."""

import datetime as dt
import secrets
from collections.abc import Sequence
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from partnerships.history import Historic
from partnerships.models import User
from partnerships.models.invitations import hashed
from partnerships.querysets import OwnedQuerySet

LASTS, LONGEST = dt.timedelta(days=180), dt.timedelta(days=365)
NOTED_EVERY = dt.timedelta(minutes=1)  # being used is not written down at each request


class SecretKeyQuerySet(OwnedQuerySet[Any]):
    def visible_to(self, user: Any, today: dt.date | None = None) -> Any:
        """One's own and nobody else's, whatever one's role, and where one has none any more."""
        return self.filter(user=user) if user.is_authenticated and user.is_active else self.none()

    def standing(self) -> Any:
        """Those that nobody revoked; their last day may be over."""
        return self.filter(revoked_at=None)

    def opening(self, key: str, today: dt.date) -> Any:
        """The one that `key` opens on `today`, where there is one; its person may have gone."""
        found = self.standing().filter(expires_on__gte=today, key_hash=hashed(key))
        return found.select_related("user").first()


class SecretKey(Historic):
    """`user` made it and alone sees and ends it. `made_at` is when the key that opens now was made."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_on = models.DateField("last day")
    last_used_at = models.DateTimeField("last used", null=True, editable=False)
    revoked_at = models.DateTimeField("revoked", null=True, editable=False)

    objects = SecretKeyQuerySet.as_manager()
    made_verb: ClassVar[str]

    class Meta:
        abstract = True

    def derived_fields(self) -> Sequence[str]:
        return ("key_hash",)

    def new_key(self) -> str:
        """32 random bytes, as text. It can be read nowhere once it has been shown."""
        key = secrets.token_urlsafe(32)
        self.key_hash = hashed(key)
        return key

    @transaction.atomic
    def make(self) -> str:
        """Enters it, and gives its key; empty where this person has one for the same: a second click."""
        User.objects.select_for_update().get(pk=self.user_id)  # one form sent twice at once
        if self.same().exists():
            return ""
        key = self.new_key()
        self.enter(self.user, self.made_verb)
        return key

    def same(self) -> Any:
        """Those of the same person for the same, not revoked."""
        raise NotImplementedError

    @transaction.atomic
    def revoke(self) -> bool:
        """It opens nothing from now on; False on the second click."""
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update())
        return not self.revoked_at and self.change(self.user, "revoked", revoked_at=timezone.now())

    def note_use(self, now: dt.datetime) -> None:
        """No change of the plan, so the history does not tell it."""
        if not self.last_used_at or now - self.last_used_at >= NOTED_EVERY:
            type(self)._base_manager.filter(pk=self.pk).update(last_used_at=now)

    def has_run_out(self, today: dt.date) -> bool:
        return self.expires_on < today
