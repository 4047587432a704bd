"""A person who signs in, with an e-mail address."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone

from partnerships.history import Historic

from .events import Event


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

    objects = UserManager()
    recorded_fields: ClassVar = ("email", "name", "is_active", "is_staff", "is_superuser")

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

    @transaction.atomic
    def give_password(self, actor: Any, password: str) -> None:
        """Sets the password; the history says that and never what it is. Re-reads the person: only this is written."""
        self.refresh_from_db(from_queryset=User.objects.select_for_update())
        self.set_password(password)
        self.version += 1
        self.save(update_fields=["password", "version"])
        Event.objects.append(self.history_partnership_id, actor, [self.event("set password", {})])

    @property
    def is_administrator(self) -> bool:
        """Runs the admin site and sees every partnership."""
        return self.is_active and self.is_staff and self.is_superuser
