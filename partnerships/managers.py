"""Whom a person asks: the business managers of the partnerships that they work in."""

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
