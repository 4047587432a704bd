"""A person's own tokens for other programs: made by who has just shown who they are, and revoked."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships.gates import Hats
from partnerships.models import Partnership
from partnerships.signing_in.closed import SignedIn
from partnerships.signing_in.sure import sure_who
from reporting import shown_once
from reporting.key_forms import TokenForm
from reporting.models import Token


@require_safe
def tokens(request: SignedIn) -> HttpResponse:
    today, hats = timezone.localdate(), Hats.of(request.user)
    mine = list(Partnership.objects.visible_to(request.user))
    rows = [
        (one, one.has_run_out(today), shown_once.key_of(request, one))
        for one in Token.objects.visible_to(request.user).standing()
    ]
    told = {
        "rows": rows,
        "let_out": [one for one in mine if one.data_api],
        "turned_off": [(one, hats.may("manage settings", one)) for one in mine if not one.data_api],
    }
    return render(request, "reporting/api/tokens.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@sure_who
def make_token(request: SignedIn) -> HttpResponse:
    """One of a name: sent twice, the first is still shown."""
    form = TokenForm(request.POST or None, today=timezone.localdate())
    if not form.is_valid():
        return render(request, "reporting/api/make_token.html", {"form": form})
    token = Token(user=request.user, name=form.cleaned_data["name"], expires_on=form.cleaned_data["last_day"])
    key = token.make()
    shown_once.keep(request, token, key)
    return redirect("tokens")


@require_POST
def revoke_token(request: SignedIn, pk: int) -> HttpResponse:
    token = get_object_or_404(Token.objects.visible_to(request.user), pk=pk)
    if token.revoke():
        messages.success(request, f"The token “{token.name}” is revoked. What used it gets nothing any more.")
    shown_once.forget(request, token)
    return redirect("tokens")


@require_POST
def keep_token(request: SignedIn, pk: int) -> HttpResponse:
    """It is copied, and shown no more."""
    shown_once.forget(request, get_object_or_404(Token.objects.visible_to(request.user).standing(), pk=pk))
    return redirect("tokens")
