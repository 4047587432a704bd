"""A business manager takes the security codes off the account of a person who has lost their phone."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from partnerships.gates import Hats, require
from partnerships.models import Membership, User
from partnerships.people import people_of
from partnerships.shown import visible_partnership
from partnerships.signing_in.closed import SignedIn


def may_help(manager: User, person: User) -> bool:
    """Administrators may help anybody. A business manager: their own people, who are no administrators and have no
    part in a partnership that somebody else runs; never themself."""
    if manager == person:
        return False
    if manager.is_administrator:
        return True
    theirs = list(Membership.objects.of(person, timezone.localdate()))
    runs = Hats.of(manager)
    return bool(theirs) and not person.is_administrator and all(runs.may("manage people", one) for one in theirs)


@require_http_methods(["GET", "HEAD", "POST"])
def lost_phone(request: SignedIn, pk: int, user_pk: int) -> HttpResponse:
    """Asks, and does it. Who may not help this person is told who can."""
    partnership = visible_partnership(request, pk)
    found = get_object_or_404(people_of(partnership, timezone.localdate()), pk=user_pk)
    require(request.user, "manage people", partnership)
    person = User.objects.get(pk=user_pk)
    context = {"partnership": partnership, "person": person, "name": found.shown_name, "section": "partnership"}
    if found.unknown or not may_help(request.user, person):
        return render(request, "mfa/lost_phone.html", context | {"refused": True}, status=403)
    if request.method == "POST":
        if person.second_factor:  # a second click finds none
            person.remove_second_factor(request.user)
        messages.success(request, f"No security code is asked of {person} now.")
        return redirect("person", partnership.pk, person.pk)
    return render(request, "mfa/lost_phone.html", context)
