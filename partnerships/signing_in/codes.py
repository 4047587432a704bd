"""Six-digit codes sent to the work address: one at a time, ten minutes long, kept only as a keyed hash."""

import secrets
import time
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from partnerships.models import User

MINUTES = 10


class TooMany(Exception):
    """So many codes were sent, or tried, that the person has to wait. Says what to do."""


def send(request: HttpRequest, user: User) -> dict[str, Any]:
    """Mails a new code and gives what to keep in the session for it. Raises TooMany."""
    _count(request, "send_code", user, "We have sent several codes. Use the newest, or wait ten minutes for another.")
    code = f"{secrets.randbelow(1_000_000):06}"
    get_adapter().send_mail("account/email/code", user.email, {"code": code, "minutes": MINUTES})
    return {"sealed": _sealed(user, code), "until": time.time() + MINUTES * 60}


def fits(request: HttpRequest, user: User, kept: dict[str, Any], typed: str) -> bool:
    """Whether `typed` is the code that was sent last. Wrong tries are counted. Raises TooMany."""
    with counted(request, user) as tried:
        code = "".join(filter(str.isdigit, typed))
        in_time = kept.get("until", 0) > time.time()
        tried.right = in_time and constant_time_compare(kept.get("sealed", ""), _sealed(user, code))
        return tried.right


class counted:
    """Counts a try at a code against the person and the address it comes from; a right one is not counted."""

    right = False

    def __init__(self, request: HttpRequest, user: User) -> None:
        self.usage = _count(request, "code", user, "There were too many tries. Wait five minutes, then try a new code.")

    def __enter__(self) -> "counted":
        return self

    def __exit__(self, *_: Any) -> None:
        if self.right:
            self.usage.rollback()


def _count(request: HttpRequest, action: str, user: User, words: str) -> Any:
    """Asked on GET too: coming back from an organisation's sign-in is one."""
    usage = ratelimit.consume(request, app="allauth.account", action=action, key=f"user {user.pk}", limit_get=True)
    if usage is None:
        raise TooMany(words)
    return usage


def _sealed(user: User, code: str) -> str:
    return salted_hmac("partnerships.signing_in.codes", f"{user.pk} {code}", algorithm="sha256").hexdigest()
