"""A server that prints its mail prints links that set passwords, and security codes, into its log.

Nobody gets what it prints, reminders included.
"""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

PRINTS = {"django.core.mail.backends.console.EmailBackend", "django.core.mail.backends.dummy.EmailBackend"}


def problem() -> str:
    """Why this must not serve; empty where it may."""
    if settings.HTTPS and settings.EMAIL_BACKEND in PRINTS:
        return "EMAIL_URL is not set: links that set passwords would be printed into the log. Set it, see README.md."
    return ""


@register(Tags.security, deploy=True)
def mail_goes_somewhere(**_: Any) -> list[CheckMessage]:
    return [Error(problem(), id="partnerships.E001")] if problem() else []
