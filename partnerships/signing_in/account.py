"""Your account: how you sign in, and how you end it everywhere."""

from allauth.account import views as allauth
from allauth.socialaccount.models import SocialAccount
from django.contrib import messages
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from partnerships.models import Event
from partnerships.signing_in.closed import BY_ORGANISATION, SignedIn, must_have_one
from partnerships.signing_in.organisations import organisations
from partnerships.signing_in.second_factor import recovery_codes
from partnerships.signing_in.sessions import limits
from partnerships.signing_in.sure import sure_who

SHOWN = 20


@require_safe
def account(request: SignedIn) -> HttpResponse:
    names = {one["key"]: one["name"] for one in organisations()}
    links = SocialAccount.objects.filter(user=request.user).order_by("pk")
    found = recovery_codes(request.user)
    context = {
        "must": must_have_one(request.user),
        "by_organisation": request.session.get(BY_ORGANISATION, False),
        "recovery_left": len(found.get_unused_codes()) if found else None,
        "links": [{"pk": link.pk, "name": names.get(link.provider, link.provider)} for link in links],
        "limits": limits(request),
        "events": Event.objects.about(request.user)[:SHOWN],
    }
    return render(request, "account/account.html", context)


def change_password(request: SignedIn) -> HttpResponse:
    """Who comes through their organisation has none to change, and can get one by mail."""
    if not request.user.has_usable_password():
        return redirect("account_reset_password")
    answer: HttpResponse = allauth.password_change(request)
    return answer


@require_POST
def sign_out_everywhere(request: SignedIn) -> HttpResponse:
    request.user.sign_out_everywhere(request.user)
    logout(request)
    messages.success(request, "You are signed out on every device.")
    return redirect("home")


@require_POST
@sure_who
@transaction.atomic
def unlink(request: SignedIn, pk: int) -> HttpResponse:
    """Whoever is at the organisation's other end signs in here no more, until they come with this person's address."""
    link = get_object_or_404(SocialAccount, pk=pk, user=request.user)
    names = {one["key"]: one["name"] for one in organisations()}
    name = names.get(link.provider, link.provider)
    link.delete()
    request.user.note(request.user, "unlinked sign-in", organisation=[name, ""])
    messages.success(request, f"You no longer sign in through {name}.")
    return redirect("account")
