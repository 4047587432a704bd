"""An invitation into a partnership. Someone new answers it under the link in the mail, where they set a name and a
password; who has an account is asked when they next sign in. Until it is accepted, its roles open nothing."""

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
        """Not answered: until it is accepted the partnership knows only what it typed itself."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def waiting_for(self, user: Any, now: dt.datetime) -> Self:
        """Those that `user` can answer: neither too old nor for roles that are over."""
        roles = Membership.objects.current(timezone.localdate(now)).filter(user=user)
        return self.open().filter(user=user, sent_at__gte=now - LASTS, partnership__in=roles.values("partnership"))

    def of_link(self, token: str) -> Self:
        return self.filter(token_hash=hashed(token))


class Invitation(Historic):
    """`name` is as the inviter typed it. An account that was there before keeps its own name and password.

    `withdrawn_at` is the end of one that nobody accepted; `declined` says that its person ended it.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="invitations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="invitations")
    name = models.CharField(max_length=200)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField("sent", default=timezone.now)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    accepted_at = models.DateTimeField("accepted", null=True, editable=False)
    withdrawn_at = models.DateTimeField("withdrawn", null=True, editable=False)
    declined = models.BooleanField(default=False, editable=False)
    mail_failed_at = models.DateTimeField("mail could not be sent", null=True, editable=False)

    objects = InvitationQuerySet.as_manager()
    recorded_fields: ClassVar = (
        *("partnership", "user", "name", "invited_by", "sent_at", "accepted_at", "withdrawn_at"),
        *("declined", "mail_failed_at"),
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
    def has_run_out(self) -> bool:
        return timezone.now() > self.ends_at

    @property
    def state(self) -> str:
        """Of its link: "open", "used", "elsewhere" (they have an account, and answer when signed in), "withdrawn" (also
        declined, or every role was ended meanwhile) or "expired"."""
        if self.accepted_at:
            return "used"
        if self.withdrawn_at or not self.user.is_active or not self.roles().exists():
            return "withdrawn"
        if self.has_run_out:
            return "expired"
        return "open" if self.user.is_to_come else "elsewhere"

    def roles(self) -> models.QuerySet[Membership]:
        """What the person is invited to be."""
        here = Membership.objects.filter(partnership=self.partnership_id, user=self.user_id)
        return here.current(timezone.localdate()).select_related("agency")

    @property
    def was_sent_just_now(self) -> bool:
        return timezone.now() - self.sent_at < BETWEEN_MAILS

    def event(self, verb: str, changes: dict[str, list[Any]]) -> Any:
        """Who declines is named by their address: what they are called elsewhere is not told here."""
        event = super().event(verb, changes)
        if self.declined:
            event.actor_name = self.user.email
        return event

    @transaction.atomic
    def withdraw(self, actor: Any) -> bool:
        """The link ends, and with it the roles and what tied an officer to the person; False on the second click."""
        self._lock()
        if self.withdrawn_at:
            return False
        if self.accepted_at:
            raise NotPossible("They have come already. End their roles instead.")
        self._take_back(actor)
        return self.change(actor, "withdrew invitation", withdrawn_at=timezone.now())

    @transaction.atomic
    def decline(self) -> bool:
        """The person does not want it: ends the same; False where it waits no more."""
        self._lock()
        if self.accepted_at or self.withdrawn_at:
            return False
        self._take_back(None)  # by the program, since the person's name is not told here
        return self.change(self.user, "declined invitation", withdrawn_at=timezone.now(), declined=True)

    @transaction.atomic
    def accept(self) -> bool:
        """By who has an account, signed in; False where it waits no more."""
        self._lock()
        return self.state == "elsewhere" and self._answer()

    @transaction.atomic
    def accept_as_new(self, name: str, password: str) -> bool:
        """Under the link: the person sets their name and password; False where it serves no more."""
        self._lock()
        if self.state != "open":
            return False
        self.user.change(self.user, name=name)
        self.user.give_password(self.user, password)
        return self._answer()

    def _lock(self) -> None:
        """One after the other for each partnership, and on what stands then."""
        Partnership.objects.select_for_update().get(pk=self.partnership_id)
        self.refresh_from_db()

    def _take_back(self, actor: Any) -> None:
        for role in self.roles():
            role.end(actor)
        for officer in Officer.objects.filter(partnership=self.partnership_id, user=self.user_id):
            officer.change(actor, "untied", user=None)

    def _answer(self) -> bool:
        return self.change(self.user, "accepted invitation", accepted_at=timezone.now())
