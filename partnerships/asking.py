"""Asking who has an account whether they accept an invitation: when they sign in, and until they have answered."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from partnerships.models import Invitation

WAITS = "invitation_waits"  # in the session, so that no page has to ask the database


def note(request: HttpRequest, user: Any, **_: Any) -> None:
    """Receives Django's user_logged_in, and is told when one is answered."""
    request.session[WAITS] = Invitation.objects.waiting_for(user, timezone.now()).exists()


def waits(request: HttpRequest) -> bool:
    return bool(getattr(request, "session", {}).get(WAITS))
