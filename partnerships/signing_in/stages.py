"""What is asked for between the password and the first page."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.stages import LoginStage
from allauth.mfa.stages import AuthenticateStage
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect

from partnerships.models import SecondFactor
from partnerships.signing_in import codes
from partnerships.signing_in.closed import BY_ORGANISATION

CAME_WITH_ONE = "came_with_second_factor"  # in the session: the identity that an organisation vouched for


class AppStage(AuthenticateStage):
    """A code of the authenticator app, or a recovery code."""

    def _should_handle(self, request: HttpRequest) -> bool:
        return not vouched_for(request, self.login.user) and super()._should_handle(request)


class MailStage(LoginStage):
    """A code that is mailed. `state` is what codes.send gives."""

    key = "mail_code"
    urlname = "mail_code"

    def handle(self) -> tuple[Any, bool]:
        user = self.login.user
        if user.second_factor != SecondFactor.MAIL or vouched_for(self.request, user):
            return None, True
        if not self.state:
            self.send()
        return redirect(self.urlname), True

    def send(self) -> None:
        try:
            self.state.update(codes.send(self.request, self.login.user))
        except codes.TooMany as too_many:
            messages.warning(self.request, str(too_many))


class OrganisationStage(LoginStage):
    """Nothing is asked: the session remembers that the person's organisation asked for a second factor."""

    key = "organisation"

    def handle(self) -> tuple[Any, bool]:
        if vouched_for(self.request, self.login.user):
            self.request.session[BY_ORGANISATION] = True
        return None, True


def vouched_for(request: HttpRequest, user: Any) -> bool:
    """Whether this sign-in, and no earlier one of the session, came from an organisation with a second factor."""
    records = get_authentication_records(request, user)
    last = records[-1] if records else {}
    return last.get("method") == "socialaccount" and request.session.get(CAME_WITH_ONE) == last.get("uid")
