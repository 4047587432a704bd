"""What every page says about where one is."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from partnerships import asking
from partnerships.managers import managers_of
from partnerships.models import Partnership
from partnerships.shown import chosen


def where(request: HttpRequest) -> dict[str, object]:
    """`my_partnerships`: those the signed-in person sees; `current_partnership`: the one they work in now, if any;
    `invitation_waits`: whether a further one waits for their answer; `my_managers`: whom to ask."""
    mine = SimpleLazyObject(lambda: _visible_to(request.user))
    return {
        "my_partnerships": mine,
        "current_partnership": SimpleLazyObject(lambda: chosen(request, mine)),
        "invitation_waits": asking.waits(request),
        "my_managers": SimpleLazyObject(lambda: managers_of(request.user)),
    }


def _visible_to(user: Any) -> list[Partnership]:
    """Asks the database only where the page's own question of what the person may has not told it already."""
    known = getattr(user, "current_partnerships", None)
    if known is None or user.is_administrator:
        return list(Partnership.objects.visible_to(user))
    return sorted(known.values(), key=lambda partnership: partnership.area)
