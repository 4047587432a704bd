"""How people come to have an account: they are entered or invited, never by open registration."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse

from partnerships.models import User


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The e-mail address and the password do not go together. Check both and try again.",
        "enter_current_password": "This is not your password now. Check it and try again.",
        "too_many_login_attempts": "There were too many tries. Wait five minutes, or ask for a new password.",
        "account_inactive": "This account is closed. Ask your partnership's business manager.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("home")

    def set_password(self, user: User, password: str) -> None:
        user.give_password(user, password)
