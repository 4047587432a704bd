"""An invitation into a partnership: a link by e-mail, under which someone new sets a name and a password."""

import datetime as dt
import hashlib
import secrets
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from partnerships.history import Historic, NotPossible
from partnerships.querysets import OwnedQuerySet

from .agencies import Officer
from .memberships import Membership
from .partnerships import Partnership

LASTS = dt.timedelta(days=14)
BETWEEN_MAILS = dt.timedelta(minutes=1)  # a second click sends no second one


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationQuerySet(OwnedQuerySet["Invitation"]):
    def open(self) -> Self:
        """The person has not signed in since: until then the partnership knows only what it typed itself."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def of_link(self, token: str) -> Self:
        return self.filter(token_hash=hashed(token))


class Invitation(Historic):
    """`name` is as the inviter typed it. An account that was there before keeps its own name and password."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="invitations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="invitations")
    name = models.CharField(max_length=200)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField("sent", default=timezone.now)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    accepted_at = models.DateTimeField("accepted", null=True, editable=False)
    withdrawn_at = models.DateTimeField("withdrawn", null=True, editable=False)

    objects = InvitationQuerySet.as_manager()
    recorded_fields: ClassVar = (
        *("partnership", "user", "name", "invited_by", "sent_at", "accepted_at", "withdrawn_at"),
    )
    told_by_address: ClassVar = ("user",)

    class Meta:
        ordering = ("-sent_at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                "partnership",
                "user",
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="invitation_one_open",
                violation_error_message="This person is invited already.",
            ),
        ]

    def __str__(self) -> str:
        return self.user.email

    def derived_fields(self) -> tuple[str, ...]:
        return ("token_hash",)

    def new_token(self) -> str:
        """The secret part of the link. Only its hash is kept, so a link that was sent cannot be read anywhere."""
        token = secrets.token_urlsafe(32)
        self.token_hash = hashed(token)
        return token

    @property
    def ends_at(self) -> dt.datetime:
        return self.sent_at + LASTS

    @property
    def state(self) -> str:
        """Of its link: "open", "used", "withdrawn" (also where every role was ended meanwhile) or "expired"."""
        if self.accepted_at or not self.user.is_to_come:
            return "used"
        if self.withdrawn_at or not self.user.is_active or not self.roles().exists():
            return "withdrawn"
        return "expired" if timezone.now() > self.ends_at else "open"

    def roles(self) -> models.QuerySet[Membership]:
        """What the person is invited to be."""
        here = Membership.objects.filter(partnership=self.partnership_id, user=self.user_id)
        return here.current(timezone.localdate()).select_related("agency")

    @property
    def was_sent_just_now(self) -> bool:
        return timezone.now() - self.sent_at < BETWEEN_MAILS

    @transaction.atomic
    def withdraw(self, actor: Any) -> bool:
        """The link ends, and with it the roles and what tied an officer to the person; False on the second click."""
        if self.withdrawn_at:
            return False
        if self.accepted_at:
            raise NotPossible("They have come already. End their roles instead.")
        for role in self.roles():
            role.end(actor)
        for officer in Officer.objects.filter(partnership=self.partnership_id, user=self.user_id):
            officer.change(actor, "untied", user=None)
        return self.change(actor, "withdrew invitation", withdrawn_at=timezone.now())

    @transaction.atomic
    def accept(self, name: str, password: str) -> bool:
        """The person sets their name and password; False where the link serves no more."""
        locked = Invitation.objects.select_for_update().get(pk=self.pk)
        if locked.state != "open":
            return False
        person = locked.user
        person.change(person, name=name)
        person.give_password(person, password)
        return locked.answer()

    def answer(self) -> bool:
        """The person has come: by the link, or by signing in to the account that they had."""
        return self.change(self.user, "accepted invitation", accepted_at=timezone.now())
