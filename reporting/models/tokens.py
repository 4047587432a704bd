"""The token with which another program fetches what a person can see."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from .secret_keys import SecretKey

LONGEST_NAME = 60  # characters


class Token(SecretKey):
    """Of a person, in all their partnerships that let data out. It belongs to no partnership's history."""

    name = models.CharField("what it is for", max_length=LONGEST_NAME)

    recorded_fields: ClassVar = ("user", "name", "made_at", "expires_on", "revoked_at")
    made_verb = "made token"

    class Meta:
        ordering = ("name", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint("user", "name", name="token_name_once", condition=Q(revoked_at=None))
        ]

    def __str__(self) -> str:
        return f"Token: {self.name}"

    def same(self) -> Any:
        return Token.objects.standing().filter(user=self.user_id, name=self.name)
