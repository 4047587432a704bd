"""A person who signs in, with an e-mail address."""

from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac

from partnerships.history import Historic, told

from .events import Event
from .partnerships import Role


class SecondFactor(models.TextChoices):
    """Where the security code comes from that is asked for after the password."""

    APP = "app", "Authenticator app"
    MAIL = "mail", "Code by e-mail"


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    @transaction.atomic
    def create_user(
        self, email: str, password: str | None = None, actor: "User | None" = None, **values: Any
    ) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **values)
        user.set_password(password)
        user.enter(actor)
        return user

    def create_superuser(self, email: str, password: str | None = None, **values: Any) -> "User":
        return self.create_user(email, password, **{**values, "is_staff": True, "is_superuser": True})


class User(Historic, AbstractBaseUser, PermissionsMixin):
    """People are never deleted, because the history names them: they are made inactive."""

    email = models.EmailField("e-mail address", unique=True, error_messages={"unique": "Someone has this address."})
    name = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField("active", default=True, help_text="Clear this to end a person's access.")
    is_staff = models.BooleanField("may open the admin site", default=False)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)
    second_factor = models.CharField("security codes", max_length=10, choices=SecondFactor, blank=True, editable=False)
    sessions_ended = models.PositiveIntegerField(default=0, editable=False)  # each count ends all that are open

    hats: dict[Any, Any] | None = None  # by day, what partnerships.gates read of their roles; None: read each time

    objects = UserManager()
    recorded_fields: ClassVar = ("email", "name", "is_active", "is_staff", "is_superuser", "second_factor")

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = []

    class Meta:
        ordering = ("email",)
        constraints = (models.UniqueConstraint(Lower("email"), name="user_email_in_any_case_once"),)

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return str(self)

    def clean(self) -> None:
        super().clean()
        self.email = self.email.lower()

    def settle(self) -> None:
        """Who is made inactive is signed out everywhere, and stays so when they are let in again."""
        if not self.is_active:
            self.sessions_ended += 1

    def derived_fields(self) -> tuple[str, ...]:
        return ("sessions_ended",)

    def read_roles_once(self) -> Self:
        """From here on, until they change something: for one request."""
        self.hats = {}
        return self

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What each session carries: one of an older password, or from before the sessions were ended, is nobody's."""
        return salted_hmac(
            "partnerships.User.session", f"{self.sessions_ended} {self.password}", secret=secret, algorithm="sha256"
        ).hexdigest()

    @transaction.atomic
    def give_password(self, actor: Any, password: str) -> None:
        """Sets the password; the history says that and never what it is. Other sessions end."""
        self._reread()
        self.set_password(password)
        self._say(actor, "set password", "password")

    @transaction.atomic
    def set_up_second_factor(self, actor: Any, kind: SecondFactor) -> None:
        """From now on a security code is asked for at sign-in; whatever gave codes before does so no longer, and who
        is signed in without one is signed out."""
        self._change_second_factor(actor, "set up second factor", kind)

    @transaction.atomic
    def remove_second_factor(self, actor: Any) -> None:
        """For a person who has lost their phone, or wants no codes: signs them out everywhere."""
        self._change_second_factor(actor, "removed second factor", "")

    @transaction.atomic
    def sign_out_everywhere(self, actor: Any) -> None:
        """Ends every session that is open anywhere, at once."""
        self._reread()
        self.sessions_ended += 1
        self._say(actor, "signed out everywhere", "sessions_ended")

    @transaction.atomic
    def note(self, actor: Any, verb: str, **changes: list[Any]) -> None:
        """For the history alone: what was done about a person's sign-in and stands in none of their fields."""
        self._reread()
        self._say(actor, verb, **changes)

    @transaction.atomic
    def unlink_organisations(self, actor: Any) -> None:
        """Whoever came through an organisation's account as this person does so no longer."""
        from allauth.socialaccount.models import SocialAccount

        self._reread()
        self.sessions_ended += 1
        SocialAccount.objects.filter(user=self).delete()
        self._say(actor, "unlinked sign-in", "sessions_ended")

    def _change_second_factor(self, actor: Any, verb: str, kind: str) -> None:
        from allauth.mfa.models import Authenticator

        self._reread()
        was, self.second_factor = told(self, "second_factor"), str(kind)
        self.sessions_ended += 1
        Authenticator.objects.filter(user=self).delete()
        self._say(actor, verb, "second_factor", "sessions_ended", second_factor=[was, self.second_factor])

    def _reread(self) -> None:
        """Locks the row and takes what stands there: only what a verb sets is written."""
        self.refresh_from_db(from_queryset=User.objects.select_for_update())

    def _say(self, actor: Any, verb: str, *fields: str, **changes: list[Any]) -> None:
        self.version += 1
        self.save(update_fields=[*fields, "version"])
        Event.objects.append(self.history_partnership_id, actor, [self.event(verb, changes)])

    @property
    def is_to_come(self) -> bool:
        """Entered or invited, and has neither set a password nor signed in another way."""
        return self.last_login is None and not self.has_usable_password()

    @property
    def came_with_a_plan(self) -> bool:
        """Entered by an import (reporting.exchange), and let in by nobody yet: inactive from the start."""
        return not self.is_active and self.version == 1

    def let_in(self, actor: Any) -> None:
        """Whoever came with a plan may sign in once somebody invites them; whom an administrator shut out stays out."""
        if self.came_with_a_plan:
            self.change(actor, "let in", is_active=True)

    @property
    def is_administrator(self) -> bool:
        """Runs the admin site and sees every partnership."""
        return self.is_active and self.is_staff and self.is_superuser

    @property
    def needs_second_factor(self) -> bool:
        """Administrators and whoever runs a plan sign in with a security code; others may."""
        roles = self.memberships.of(self, timezone.localdate())
        return self.is_administrator or roles.filter(role=Role.BUSINESS_MANAGER).exists()
