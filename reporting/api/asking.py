"""Who asks, by the token that is sent along; and what of the plans they can be told."""

import base64
import binascii
import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from partnerships.gates import Hats
from partnerships.models import Partnership
from reporting.api.refusing import NotThere, TooMany
from reporting.models import Token
from reporting.rates import within


class Bearer:
    """Authorization: Bearer TOKEN."""

    openapi_security_schema = {"type": "http", "scheme": "bearer"}

    def __call__(self, request: HttpRequest) -> Token | None:
        scheme, _, key = request.headers.get("Authorization", "").partition(" ")
        return admitted(request, key.strip()) if scheme.lower() == "bearer" else None


class Basic:
    """The token as a password, with any name: all that Excel's "from web" knows."""

    openapi_security_schema = {"type": "http", "scheme": "basic"}

    def __call__(self, request: HttpRequest) -> Token | None:
        scheme, _, sent = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "basic":
            return None
        try:
            _, _, key = base64.b64decode(sent, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            key = ""
        return admitted(request, key)


def admitted(request: HttpRequest, key: str) -> Token | None:
    """The token of `key`, whose person then is the request's, whoever is signed in at that browser. Raises TooMany."""
    token: Token | None = Token.objects.all().opening(key, timezone.localdate())
    if token is None or not token.user.is_active:
        if not within(request, "unknown"):
            raise TooMany
        return None
    if not within(request, "api", str(token.pk)):
        raise TooMany
    token.note_use(timezone.now())
    request.user = token.user.read_roles_once()
    return token


@dataclass(frozen=True)
class Asked:
    """`partnerships`: those whose data may leave and that the person sees."""

    request: HttpRequest
    user: Any
    today: dt.date
    partnerships: dict[int, Partnership]

    @classmethod
    def by(cls, request: HttpRequest) -> "Asked":
        today = timezone.localdate()
        theirs = Hats.of(request.user, today).partnerships
        return cls(request, request.user, today, {key: one for key, one in theirs.items() if one.data_api})

    def visible(self, rows: Any) -> Any:
        """The first gate, and no partnership whose data does not leave."""
        return rows.visible_to(self.user, self.today).filter(**{f"{rows.gate}__in": list(self.partnerships)})

    def must_see(self, kind: Any, name: str, key: int) -> None:
        """A filter by what is not there says so: a table without rows would look as if there were none."""
        if not self.visible(kind.objects.all()).filter(pk=key).exists():
            raise NotThere(f"There is no {name} {key} that this token can see.")

    def page(self, name: str, *args: Any) -> str:
        """The address of a page of the site."""
        return self.request.build_absolute_uri(reverse(name, args=args))
