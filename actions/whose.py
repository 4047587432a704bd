"""Whose letter an uploaded file is, and whether the person who uploads it may import it there."""

from typing import Any

from django.db.models import Q

from findings.reading.letter import Unreadable
from findings.wishes import Wishes
from partnerships.gates import Hats
from partnerships.models import Partnership


def importable(user: Any) -> list[Partnership]:
    """The partnerships into which `user` may import letters, by area."""
    hats = Hats.of(user)
    return [one for one in Partnership.objects.visible_to(user) if hats.may("import letter", one)]


def wished_for(user: Any, area: str) -> Wishes | None:
    """Where a letter to `area` goes when `user` imports it; None where somebody has to say whose it is.

    Raises Unreadable for another partnership's letter: in the same words whether that partnership is here or not.
    """
    own = {one.pk: one for one in importable(user)}
    known_as = Q(area__iexact=area) | Q(letters__as_read__area=area)
    found = Partnership.objects.filter(known_as, pk__in=own).order_by("pk").first() if area else None
    if found:
        return Wishes(partnership=own[found.pk])
    if user.is_administrator:
        return Wishes(area=area) if area else None
    if area:
        raise Unreadable(_of_others(area, list(own.values())))
    return Wishes(partnership=next(iter(own.values()))) if len(own) == 1 else None


def _of_others(area: str, own: list[Partnership]) -> str:
    yours = " and ".join(one.area for one in own)
    return (
        f"This is a letter to {area}, and you import letters to {yours}. Give it to the business manager of {area}’s "
        "partnership. If its area was read wrongly, ask an administrator to import it."
    )
