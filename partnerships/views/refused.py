"""The page for what a person's role does not let them see or do: whom to ask, and the way home."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from partnerships.gates import Hats
from partnerships.managers import who_manage


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Names only people of a partnership that the asking person belongs to: the one in question, where it is known."""
    user = getattr(request, "user", AnonymousUser())  # refused before anybody asked who it is
    own = {partnership for partnership, _, _ in Hats.of(user).held}
    asked_about = getattr(exception, "partnership_id", None)
    partnerships = own & {asked_about} or own
    managers = who_manage(partnerships, timezone.localdate(), but=user) if partnerships else []
    return render(request, "403.html", {"managers": managers}, status=403)
