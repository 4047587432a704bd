"""Every page is closed, but for a short list; and who has to sign in with a security code sets that up first."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from partnerships.models import User
from partnerships.signing_in.sessions import to_sign_in

DATA = (
    *("partnerships", "agencies", "letters", "findings", "actions", "updates", "measures", "readings", "statements"),
    "timetable",
)
BY_KEY = (  # these ask themselves for the key that is sent along
    *("calendar_feed", "api_description", "api_nothing"),
    *(f"api_{name}{form}" for name in DATA for form in ("", "_one", "_csv")),
)
OPEN_PAGES = (
    *("account_login", "mfa_authenticate", "mail_code", "account_logout", "account_inactive", "account_signup"),
    *("account_reset_password", "account_reset_password_done"),
    *("account_reset_password_from_key", "account_reset_password_from_key_done"),
    *("openid_connect_login", "openid_connect_callback", "accept_invitation", "stop_reminders"),
    *("help", "help_signing_in", "who_sees_what", "accessibility"),
    *BY_KEY,
)
SETTING_UP = (
    *("second_factor", "second_factor_app", "second_factor_mail", "recovery_codes", "recovery_codes_file"),
    *("account_reauthenticate", "mfa_reauthenticate", "who_are_you", "stay"),
)
WANTED = "wanted_page"  # in the session: where someone was going when they were sent to set up codes
BY_ORGANISATION = "second_factor_by_organisation"  # in the session: their organisation asked for a second factor


class SignedIn(HttpRequest):
    """A request that the middleware below has let through."""

    user: User


class ClosedByDefault(LoginRequiredMiddleware):
    """Django's own opens what a library's view declares open; here the list above is all."""

    def process_view(
        self, request: HttpRequest, view_func: Callable, view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        if request.user.is_authenticated or _name(request) in OPEN_PAGES:
            return None
        return to_sign_in(request)  # one for everything, whatever the admin site names as its own


class CodesFirst:
    """Sends who needs a second factor and has none to set one up, whatever page they ask for, the admin site's too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponseBase | None:
        if _name(request) in (*OPEN_PAGES, *SETTING_UP) or not lacks_second_factor(request):
            return None
        if request.method == "GET":
            request.session[WANTED] = request.get_full_path()
        return redirect("second_factor")


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether this person has to have one and neither they nor their organisation has seen to it."""
    user: Any = request.user
    if not user.is_authenticated or user.second_factor or request.session.get(BY_ORGANISATION):
        return False
    return must_have_one(user)


def must_have_one(user: User) -> bool:
    return settings.SECOND_FACTOR_REQUIRED and user.needs_second_factor


def _name(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""
