"""What every page says about where one is."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from partnerships import asking
from partnerships.managers import managers_of
from partnerships.marking import marking_lines
from partnerships.models import Partnership
from partnerships.shown import chosen, partnerships_of


def where(request: HttpRequest) -> dict[str, object]:
    """`my_partnerships`: those the signed-in person sees; `current_partnership`: the one they work in now, if any;
    `invitation_waits`: whether a further one waits for their answer; `my_managers`: whom to ask; `paper`: what a sheet
    says on which they print the page."""
    mine = SimpleLazyObject(lambda: partnerships_of(request.user))
    return {
        "my_partnerships": mine,
        "current_partnership": SimpleLazyObject(lambda: chosen(request, mine)),
        "invitation_waits": asking.waits(request),
        "my_managers": SimpleLazyObject(lambda: managers_of(request.user)),
        "paper": SimpleLazyObject(lambda: _paper(getattr(request, "user", None), mine)),
    }


def _paper(user: Any, partnerships: Iterable[Partnership]) -> dict[str, Any] | None:
    """The marking and who printed it; nothing for a stranger, or where a request is refused unread."""
    if user is None or not user.is_authenticated:
        return None
    marking, *handling = marking_lines(partnerships)
    now = timezone.localtime()
    words = f"Printed by {user}, as it stood on {now:%-d %B %Y at %H:%M}"
    return {"marking": marking, "handling": handling, "words": words}
