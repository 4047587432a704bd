"""What every page says about where one is."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from partnerships.models import Partnership
from partnerships.shown import chosen


def where(request: HttpRequest) -> dict[str, object]:
    """`my_partnerships`: those the signed-in person sees; `current_partnership`: the one they work in now, if any."""
    mine = SimpleLazyObject(lambda: list(Partnership.objects.visible_to(request.user)))
    return {
        "my_partnerships": mine,
        "current_partnership": SimpleLazyObject(lambda: chosen(request, mine)),
    }
