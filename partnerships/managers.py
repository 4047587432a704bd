"""Whom a person asks: the business managers of the partnerships that they work in."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from partnerships.models import Membership


def managers_of(user: Any) -> list[Membership]:
    """Their roles, with person and partnership; never the person themself. One query."""
    if not user.is_authenticated:
        return []
    today = timezone.localdate()
    theirs = Membership.objects.of(user, today).values("partnership")
    managers = Membership.objects.current(today).managing().filter(partnership__in=theirs).exclude(user=user)
    return list(managers.select_related("user", "partnership").order_by("partnership__area", "user__name", "pk"))


def who_manage(partnerships: Iterable[int], today: dt.date, but: Any = None) -> list[str]:
    """Names of those who can sign in now, each once; without `but`, who asks."""
    held = Membership.objects.current(today).managing().filter(partnership__in=partnerships).select_related("user")
    return sorted({str(one.user) for one in held if one.user != but}, key=str.casefold)
