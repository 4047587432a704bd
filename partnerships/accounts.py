"""How people come to have an account, and what allauth asks us: they are invited, never by open registration."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from partnerships import asking
from partnerships.models import User
from partnerships.signing_in.later import later


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The e-mail address and the password do not go together. Check both and try again.",
        "enter_current_password": "This is not your password now. Check it and try again.",
        "incorrect_password": "This is not your password. Check it and try again.",
        "too_many_login_attempts": "There were too many tries. Wait five minutes, or ask for a new password.",
        "rate_limited": "There were too many tries. Wait five minutes, then try again.",
        "account_inactive": "This account is closed. Ask your partnership's business manager.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Who is invited elsewhere is asked first, and goes on from there."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        page, onward = reverse("invitations"), response.headers.get("Location", "")
        if not asking.waits(request) or not onward or onward.startswith(page):
            return response
        return redirect(f"{page}?{urlencode({'next': onward})}")

    def set_password(self, user: User, password: str) -> None:
        user.give_password(user, password)

    def get_login_stages(self) -> list[str]:
        stages = "partnerships.signing_in.stages"
        return [f"{stages}.{name}" for name in ("AppStage", "MailStage", "OrganisationStage")]

    def get_reauthentication_methods(self, user: Any) -> list[dict]:
        """Who has neither password nor app shows in another way who they are."""
        another = {"id": "who_are_you", "description": "Another way", "url": reverse("who_are_you")}
        return super().get_reauthentication_methods(user) or [another]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Nobody waits for the mail server."""
        request = self.request
        shared = {"request": request, "email": email, "current_site": get_current_site(request)}
        later(self.render_mail(template_prefix, email, shared | context).send)
