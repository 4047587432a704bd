"""The colours that meetings agreed, on the page of the action or finding that they are about."""

from collections.abc import Iterable
from typing import Any

from django import template

from actions import brag_words
from actions.models import Action
from findings.models import Finding
from reporting.models import AgreedColour
from reporting.models.agreed import Travel, travel

register = template.Library()


@register.inclusion_tag("reporting/meetings/agreed_of.html")
def agreed_colours(about: Action | Finding, may_take_out: bool = False) -> dict[str, Any]:
    """All of them, the latest first; who sees `about` sees what was agreed on it. One query."""
    of = {"action": about} if isinstance(about, Action) else {"finding": about, "action": None}
    rows = AgreedColour.objects.filter(**of, meeting__called_off_at=None).exclude(brag="")
    rows = rows.select_related("meeting", "partnership").order_by("-meeting__on", "-pk")
    return {"agreed": _told(list(rows)), "may_take_out": may_take_out}


def _told(rows: Iterable[AgreedColour]) -> list[tuple[AgreedColour, str, str]]:
    """Each with its colour in words, and which way it went since the meeting of its kind before."""
    told = []
    before: dict[str, str] = {}
    for one in reversed(list(rows)):
        went = travel(one.brag, before.get(one.meeting.kind, ""))
        told.append((one, brag_words.in_words(one.brag, one.partnership), str(Travel(went).label) if went else ""))
        before[one.meeting.kind] = one.brag
    return told[::-1]
