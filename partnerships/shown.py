"""Which partnership a page is about, and which one a person chose to work in."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from partnerships.gates import Hats
from partnerships.models import Partnership

CHOICE = "partnership"  # in the session


def visible_partnership(request: HttpRequest, pk: int) -> Partnership:
    """The partnership of an address; 404 where the person has no part in it."""
    return get_object_or_404(Partnership.objects.visible_to(request.user), pk=pk)


def partnerships_of(user: Any) -> list[Partnership]:
    """Those that `user` sees, by area."""
    return sorted(Hats.of(user).partnerships.values(), key=lambda partnership: partnership.area)


def choose(request: HttpRequest, partnership: Partnership | None) -> None:
    """Remembers which one the menu leads to; None for all of them."""
    request.session[CHOICE] = partnership.pk if partnership else None


def chosen(request: HttpRequest, mine: Iterable[Partnership]) -> Partnership | None:
    """The one chosen among `mine`, or the only one there is."""
    by_id = {partnership.pk: partnership for partnership in mine}
    return next(iter(by_id.values())) if len(by_id) == 1 else by_id.get(request.session.get(CHOICE) or 0)
