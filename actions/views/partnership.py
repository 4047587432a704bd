"""A partnership's own page: how it stands, and the way to all its pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actions.glance import glances
from actions.hub import entries
from partnerships.shown import visible_partnership


@require_safe
def partnership(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = visible_partnership(request, pk)
    [glance] = glances([partnership], request.user, timezone.localdate())
    context = {
        "partnership": partnership,
        "glance": glance,
        "keyed": [partnership],
        "entries": entries(partnership, request.user),
        "section": "partnership",
    }
    return render(request, "actions/partnership.html", context)
