"""Signing in: password, then a code where the person has set that up."""

from typing import Any

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.stagekit import stash_login
from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from partnerships.account_forms import CodeForm
from partnerships.managers import managers_of
from partnerships.signing_in import codes
from partnerships.signing_in.organisations import organisations
from partnerships.signing_in.sessions import told_why
from partnerships.signing_in.stages import MailStage


class SignIn(LoginView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"told_why": told_why(self.request), "organisations": organisations()}
        return super().get_context_data(**kwargs) | told


class CodeAtSignIn(AuthenticateView):
    """A code of the app or a recovery code."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"managers": managers_of(self.stage.login.user)}

    def form_valid(self, form: Any) -> HttpResponse:
        if form.authenticator.type == Authenticator.Type.RECOVERY_CODES:
            left = len(RecoveryCodes(Authenticator.objects.get(pk=form.authenticator.pk)).get_unused_codes())
            some = f"{left} are left" if left != 1 else "1 is left"
            messages.warning(self.request, f"You used a recovery code: {some}. You can make new ones in your account.")
        return super().form_valid(form)


@login_stage_required(stage=MailStage.key, redirect_urlname="account_login")
@require_http_methods(["GET", "HEAD", "POST"])
def mail_code(request: HttpRequest) -> HttpResponse:
    """Asks for the code that was mailed, or mails another."""
    stage = request._login_stage  # type: ignore[attr-defined]
    user = stage.login.user
    if "another" in request.POST:
        stage.send()
        stash_login(request, stage.login)
        return redirect("mail_code")
    form = CodeForm(request.POST or None, check=lambda typed: codes.fits(request, user, stage.state, typed))
    if form.is_valid():
        record_authentication(request, user, "mfa", type="mail")
        return stage.exit()
    told = {"person": user, "minutes": codes.MINUTES, "managers": managers_of(user)}
    return render(request, "mfa/mail_code.html", {"form": form, **told})
