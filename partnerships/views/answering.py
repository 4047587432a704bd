"""What a person who has an account is asked: whether they accept the invitations that wait for them."""

from collections import defaultdict

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from partnerships import asking
from partnerships.models import Invitation, Membership
from partnerships.signing_in.closed import SignedIn

OVER = "This invitation waits no more: it was answered, withdrawn, or is older than 14 days."


@require_safe
def invitations(request: SignedIn) -> HttpResponse:
    """`next`: where the person was going when they signed in."""
    now = timezone.now()
    waiting = Invitation.objects.waiting_for(request.user, now).select_related("partnership", "invited_by")
    roles = defaultdict(list)
    for role in Membership.objects.current(timezone.localdate(now)).filter(user=request.user).select_related("agency"):
        roles[role.partnership_id].append(role.role_in_words)
    asked = [(one, roles[one.partnership_id]) for one in waiting]
    onward = request.GET.get("next", "")
    stays_here = url_has_allowed_host_and_scheme(onward, {request.get_host()}, request.is_secure())
    return render(request, "partnerships/invitations.html", {"asked": asked, "onward": onward if stays_here else "/"})


@require_POST
def answer(request: SignedIn, pk: int) -> HttpResponse:
    """Of an invitation that is not theirs, or was answered before, this says only that it waits no more."""
    found = Invitation.objects.waiting_for(request.user, timezone.now()).filter(pk=pk).first()
    if found and "accept" in request.POST and found.accept():
        messages.success(request, f"You have accepted. The plan of {found.partnership} is open to you.")
        onward = redirect("partnership", found.partnership_id)
    elif found and "decline" in request.POST and found.decline():
        messages.success(request, f"You have declined the invitation of {found.partnership}.")
        onward = redirect("home")
    else:
        messages.info(request, OVER)
        onward = redirect("home")
    asking.note(request, request.user)
    return redirect("invitations") if asking.waits(request) else onward
