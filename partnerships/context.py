"""What every page says about where one is."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from partnerships.models import Partnership


def where(request: HttpRequest) -> dict[str, object]:
    """`shown_partnership`: the one that the signed-in person sees; how many, where there are several."""
    return {"shown_partnership": SimpleLazyObject(lambda: _shown(request))}


def _shown(request: HttpRequest) -> str:
    names = list(Partnership.objects.visible_to(request.user).values_list("name", flat=True))
    if not names:
        return "You are in no partnership yet"
    return names[0] if len(names) == 1 else f"{len(names)} partnerships"
