"""Who has which role in a partnership, from when it was given until it ended. A row stays when its role has ended."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from partnerships.history import Historic, NotPossible
from partnerships.querysets import OwnedQuerySet

from .partnerships import AGENCY_ROLES, Partnership, Role

UNUSABLE = "!"  # how Django begins a password that nobody can sign in with


def current_on(today: dt.date, through: str = "") -> Q:
    """Neither ended nor expired, the last day included; `through` leads to the memberships, such as "memberships__"."""
    lasts = Q(**{f"{through}expires_on": None}) | Q(**{f"{through}expires_on__gte": today})
    return lasts & Q(**{f"{through}ended_at": None})


class MembershipQuerySet(OwnedQuerySet["Membership"]):
    def current(self, today: dt.date) -> Self:
        """Memberships that have neither ended nor expired; the last day still counts."""
        return self.filter(current_on(today))

    def accepted(self) -> Self:
        """Without those of people who are invited and have not accepted: until then a role opens nothing."""
        from .invitations import Invitation

        unanswered = Invitation.objects.open().filter(partnership=OuterRef("partnership"), user=OuterRef("user"))
        return self.exclude(Exists(unanswered))

    def of(self, user: Any, today: dt.date) -> Self:
        """What `user` can be in their partnerships on `today`."""
        return self.current(today).accepted().filter(user=user)

    def of_who_can_come(self) -> Self:
        """Those of people who can sign in: not those who are invited and have not come."""
        here = self.accepted().filter(user__is_active=True)
        return here.exclude(user__last_login=None, user__password__startswith=UNUSABLE)

    def managing(self) -> Self:
        """Business managers who can sign in."""
        return self.of_who_can_come().filter(role=Role.BUSINESS_MANAGER)

    def leading(self, today: dt.date) -> Self:
        """Agency leads who can sign in on `today`: without one, nobody of an agency clears what its people record."""
        return self.current(today).of_who_can_come().filter(role=Role.AGENCY_LEAD)

    def until(self, day: dt.date | None) -> Self:
        """Those that last at least until `day`; None: those without an end."""
        return self.filter(Q(expires_on=None) | Q(expires_on__gte=day) if day else Q(expires_on=None))


class Membership(Historic):
    """One role of one person in one partnership; roles of an agency name the agency they are for.

    The only business manager's role can neither end nor get an earlier last day, whoever asks for it.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, choices=Role)
    agency = models.ForeignKey("Agency", models.PROTECT, null=True, blank=True, related_name="memberships")
    expires_on = models.DateField("last day", null=True, blank=True, help_text="The last day of access. Empty: no end.")
    ended_at = models.DateTimeField("ended", null=True, editable=False)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False)
    mail_failed_at = models.DateTimeField("mail could not be sent", null=True, editable=False)

    objects = MembershipQuerySet.as_manager()
    recorded_fields: ClassVar = (
        *("partnership", "user", "role", "agency", "expires_on", "ended_at", "ended_by", "mail_failed_at"),
    )
    told_by_address: ClassVar = ("user",)

    class Meta:
        verbose_name = "role"
        ordering = ("partnership", "role", "user")
        constraints = (
            models.UniqueConstraint(
                "partnership",
                "user",
                "role",
                "agency",
                name="membership_once",
                condition=Q(ended_at=None),
                violation_error_message="This person has this role already.",
            ),
            models.UniqueConstraint(
                "partnership",
                "user",
                "role",
                name="membership_once_without_agency",
                condition=Q(agency=None, ended_at=None),
                violation_error_message="This person has this role already.",
            ),
            models.CheckConstraint(
                condition=Q(role__in=AGENCY_ROLES) | Q(agency=None),
                name="membership_agency_only_for_agency_roles",
                violation_error_message="This role is for the whole partnership: leave the agency empty.",
            ),
            models.CheckConstraint(
                condition=~Q(role__in=AGENCY_ROLES) | Q(agency__isnull=False),
                name="membership_agency_for_agency_roles",
                violation_error_message="Say which agency this role is for.",
            ),
        )

    def __str__(self) -> str:
        """By the address: what a person calls themself elsewhere is not told here before they come."""
        return f"{self.user.email}, {self.role_in_words}"

    @property
    def role_in_words(self) -> str:
        """Such as "agency lead, Dorset Police"."""
        return f"{self.get_role_display().lower()}, {self.agency}" if self.agency else self.get_role_display().lower()

    def clears_alone(self, today: dt.date) -> bool:
        """Whether without this role nobody is left to clear what the agency's people record."""
        if self.role != Role.AGENCY_LEAD or not (self.agency and self.agency.clears_updates):
            return False
        leads = Membership.objects.leading(today).filter(agency=self.agency)
        return not leads.exclude(pk=self.pk).exists()

    def is_current(self, today: dt.date) -> bool:
        return self.ended_at is None and (self.expires_on is None or self.expires_on >= today)

    def stopped_since(self, moment: dt.datetime) -> bool:
        """Whether a role that is not current any more was so at `moment`."""
        if self.ended_at:
            return self.ended_at > moment
        return self.expires_on is None or self.expires_on >= timezone.localdate(moment)

    def clean(self) -> None:
        self.must_share_partnership("agency")
        if self.pk and (why := self.why_it_stays(timezone.localdate())):
            raise ValidationError(why)

    @transaction.atomic
    def write(self, actor: Any, verb: str = "changed") -> bool:
        """Raises NotPossible where it would leave the partnership without a business manager."""
        Partnership.objects.select_for_update().get(pk=self.partnership_id)  # two managers who remove each other
        if why := self.why_it_stays(timezone.localdate()):
            raise NotPossible(why)
        changed = super().write(actor, verb)
        if changed:
            self._sign_out_without_role(actor)
        return changed

    @transaction.atomic
    def end(self, actor: Any) -> bool:
        """Ends the role at once; False on the second click."""
        Partnership.objects.select_for_update().get(pk=self.partnership_id)
        self.refresh_from_db()
        if self.ended_at:
            return False
        return self.change(actor, "ended role", ended_at=timezone.now(), ended_by=actor)

    def _sign_out_without_role(self, actor: Any) -> None:
        """Whoever's last role anywhere has ended is signed out everywhere; not who had only been invited to it."""
        today = timezone.localdate()
        if self.is_current(today) or self.user.is_administrator:
            return
        if self.user.invitations.open().filter(partnership=self.partnership_id).exists():
            return
        if not Membership.objects.of(self.user, today).exists():
            self.user.sign_out_everywhere(actor)

    def why_it_stays(self, today: dt.date) -> str:
        """Why this row cannot be saved as it is now set, in words; empty where it can."""
        managers = Membership.objects.filter(partnership=self.partnership_id).current(today).managing()
        stood = managers.filter(pk=self.pk).first()
        if stood is None or self._manages_as_long_as(stood):
            return ""
        if managers.exclude(pk=self.pk).until(stood.expires_on).exists():
            return ""
        return (
            f"{self.user.email} is the only business manager of {self.partnership}, so this role stays. "
            "Give the role to someone else first, without an earlier last day. It can end once they have accepted."
        )

    def _manages_as_long_as(self, stood: "Membership") -> bool:
        if (self.role, self.user_id, self.ended_at) != (Role.BUSINESS_MANAGER, stood.user_id, None):
            return False
        return self.expires_on is None or (stood.expires_on is not None and self.expires_on >= stood.expires_on)
