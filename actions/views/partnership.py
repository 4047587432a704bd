"""A partnership's own page: how it stands, and the way to all its pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actions.glance import glances
from actions.hub import entries
from actions.letters_seen import letters_seen
from partnerships.gates import Hats
from partnerships.looks import looked
from partnerships.managers import who_manage
from partnerships.shown import visible_partnership


@require_safe
def partnership(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = visible_partnership(request, pk)
    looked(request, partnership, of=partnership)
    hats = Hats.of(request.user)
    today = timezone.localdate()
    [glance] = glances([partnership], hats, today, letters_seen(request.user, today, [partnership.pk]))
    context = {
        "partnership": partnership,
        "glance": glance,
        "keyed": [partnership],
        "entries": entries(partnership, hats),
        "managers": who_manage([partnership.pk], timezone.localdate()),
        "section": "partnership",
    }
    return render(request, "actions/partnership.html", context)
