"""Making sure that it is still the person who signed in, before they change how they sign in.

Who has a password types it, who has an app a code of it (allauth's pages). Who has neither, because they come through
their organisation, is asked there again, or types a code that is mailed to them.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.flows.reauthentication import resume_request
from allauth.core.exceptions import ReauthenticationRequired
from allauth.socialaccount.models import SocialAccount
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from partnerships.account_forms import CodeForm
from partnerships.signing_in import codes
from partnerships.signing_in.closed import SignedIn
from partnerships.signing_in.organisations import ASKED_AT, JUST, organisations

MAILED = "code_to_prove_who_it_is"  # in the session: what codes.send gave
ANEW = "prompt=login&max_age=0"  # an organisation is to ask, and not to go by what its own session knows


def is_sure(request: HttpRequest) -> bool:
    """Whether the person showed just now who they are. Coming through their organisation is no sign of it unless that
    says that it asked them just now: whoever sits at their computer comes through it without a question."""
    records = get_authentication_records(request, request.user)
    if not records:
        return False
    came_through = records[-1]["method"] == "socialaccount"
    return time.time() - (request.session.get(ASKED_AT, 0) if came_through else records[-1]["at"]) <= JUST


def sure_who(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For a view: asks first who it is."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_sure(request):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return asked


@require_http_methods(["GET", "HEAD", "POST"])
def who_are_you(request: SignedIn) -> HttpResponse:
    """For who has neither password nor app. Whoever comes back from their organisation goes on from here."""
    way = get_adapter().get_reauthentication_methods(request.user)[0]["url"]
    if is_sure(request):
        return resume_request(request) or redirect("account")
    if way != request.path:
        return redirect(f"{way}?{request.GET.urlencode()}")
    if "send" in request.POST:
        _mail(request)
        return redirect(request.get_full_path())
    kept = request.session.get(MAILED)
    typed = request.POST if kept and request.method == "POST" else None
    form = CodeForm(typed, check=lambda code: codes.fits(request, request.user, kept or {}, code))
    if form.is_valid():
        del request.session[MAILED]
        record_authentication(request, request.user, "mail", reauthenticated=True)
        return resume_request(request) or redirect("account")
    context = {"form": form, "sent": kept, "ways": _ways(request), "minutes": codes.MINUTES}
    return render(request, "mfa/who_are_you.html", context)


def _ways(request: SignedIn) -> list[dict[str, str]]:
    """The organisations whose accounts are this person's, and the address that asks them there and leads back here."""
    theirs = set(SocialAccount.objects.filter(user=request.user).values_list("provider", flat=True))
    query = urlencode({"process": "redirect", "next": request.get_full_path(), "auth_params": ANEW})
    return [
        {"name": one["name"], "address": f"{reverse('openid_connect_login', args=[one['key']])}?{query}"}
        for one in organisations()
        if one["key"] in theirs
    ]


def _mail(request: SignedIn) -> None:
    try:
        request.session[MAILED] = codes.send(request, request.user)
    except codes.TooMany as too_many:
        messages.warning(request, str(too_many))
