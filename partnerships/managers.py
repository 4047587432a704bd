"""Whom the people of a partnership ask: its business managers."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from partnerships.models import Membership


def managers_of(partnerships: Iterable[int], today: dt.date, but: Any = None) -> list[str]:
    """Names of those who can sign in now, each once; without `but`, who asks."""
    held = Membership.objects.current(today).managing().filter(partnership__in=partnerships).select_related("user")
    return sorted({str(one.user) for one in held if one.user != but}, key=str.casefold)
