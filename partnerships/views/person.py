"""One person of a partnership: what they are there, and what can be done about it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from partnerships.looks import looked
from partnerships.people import may_send, person_of
from partnerships.signing_in.closed import SignedIn
from partnerships.signing_in.lost_phone import may_help
from partnerships.story import story_of
from partnerships.views.people import person_here


@require_safe
def person(request: SignedIn, pk: int, user_pk: int) -> HttpResponse:
    partnership, found = person_here(request, pk, user_pk)
    invitation = partnership.invitations.open().filter(user=user_pk).first()
    shown = person_of(found, timezone.localdate())
    looked(request, found, name=shown.name, of=partnership)
    told = [*found.roles_here, *partnership.invitations.filter(user=user_pk)]
    context = {
        "partnership": partnership,
        "person": shown,
        "invitation": invitation,
        "may_send": may_send(found),
        "may_remove_codes": bool(found.second_factor) and not found.unknown and may_help(request.user, found),
        "officers": partnership.officers.filter(user=user_pk).select_related("agency"),
        "story": story_of(told, request.user),
        "section": "partnership",
    }
    return render(request, "partnerships/person.html", context)
