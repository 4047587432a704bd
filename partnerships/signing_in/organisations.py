"""Signing in through a person's own organisation (OpenID Connect): settings.ORGANISATIONS, mostly Entra tenants.

No one gets an account this way. The first sign-in of a known person binds them to the issuer and subject that the
organisation gave; from then on that identity counts, and no longer the address. At the first, an address is believed
only where it lies in one of the organisation's own domains, and the organisation itself vouches for it: Entra lets the
administrator of any tenant write any address into `email` ("nOAuth"), so that claim counts only as verified, and
otherwise the user principal name does, whose domain Entra has verified for that tenant.
"""

import time
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from requests import RequestException

from partnerships.models import User
from partnerships.signing_in.stages import CAME_WITH_ONE

JUST = 600  # seconds; after that, whoever changes how they sign in shows once more who they are
ASKED_AT = "organisation_asked_at"  # in the session: when the organisation asked, see asked_at


class OneTenant(OpenIDConnectOAuth2Adapter):
    """Checks the token's signature too, and names the person by issuer and subject together."""

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        claims = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        return claims | {"identity": f"{claims['iss']} {claims['sub']}"}


class OrganisationAdapter(DefaultSocialAccountAdapter):
    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[Any]:
        """Those of the settings; a row in the database opens no door."""
        from allauth.socialaccount.adapter import _build_apps_from_settings

        apps = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for of_one in apps.values() for app in of_one]

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Binds a known person, and lets nobody else through: every refusal is the same page."""
        app = sociallogin.provider.app
        claims = sociallogin.account.extra_data.get("id_token", {})
        if sociallogin.state.get("process") == AuthProcess.REDIRECT:
            show_who(request, sociallogin, claims)
            return
        request.session.pop(CAME_WITH_ONE, None)
        if sociallogin.state.get("process") != "login" or request.user.is_authenticated:
            raise ImmediateHttpResponse(unknown(request))
        if not sociallogin.is_existing and not bind(sociallogin, app, claims):
            raise ImmediateHttpResponse(unknown(request))
        if second_factor_counts(app.settings["second_factor"], claims):
            request.session[CAME_WITH_ONE] = sociallogin.account.uid
        request.session[ASKED_AT] = asked_at(claims)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **_: Any) -> None:
        """Called off, too old, or the organisation did not answer."""
        raise ImmediateHttpResponse(failed(request, provider.name))


def show_who(request: HttpRequest, sociallogin: SocialLogin, claims: dict[str, Any]) -> None:
    """Of who is signed in and went there to show that it is still they: it has to be the same person."""
    if not request.user.is_authenticated or not sociallogin.is_existing or sociallogin.user != request.user:
        raise ImmediateHttpResponse(unknown(request))
    request.session[ASKED_AT] = asked_at(claims)
    told = {"provider": sociallogin.account.provider, "uid": sociallogin.account.uid}
    record_authentication(request, request.user, "socialaccount", reauthenticated=True, **told)
    if time.time() - asked_at(claims) > JUST:
        name = sociallogin.provider.app.name
        messages.warning(request, f"{name} did not say that it asked you just now. Get a code by e-mail instead.")


def asked_at(claims: dict[str, Any]) -> int:
    """When the organisation last asked its person who they are, seconds since 1970; 0 where it does not say, or says
    what cannot be."""
    told = claims.get("auth_time")
    return told if isinstance(told, int) and told < time.time() + 60 else 0


@transaction.atomic
def bind(sociallogin: SocialLogin, app: Any, claims: dict[str, Any]) -> bool:
    """Ties the person whom the organisation names to this identity. False where there is none to tie."""
    address = vouched_address(claims, app.settings["domains"])
    user = User.objects.select_for_update().filter(email=address, is_active=True).first() if address else None
    if user is None or SocialAccount.objects.filter(user=user, provider=app.provider_id).exists():
        return False  # someone else came with this address before: it may have passed to another person
    sociallogin.account.user = sociallogin.user = user
    sociallogin.account.save()
    user.note(user, "linked sign-in", organisation=["", app.name])
    return True


def vouched_address(claims: dict[str, Any], domains: list[str]) -> str:
    """The address by which a token names its person; empty where the organisation cannot vouch for it."""
    verified = claims.get("email_verified") is True or claims.get("xms_edov") in (True, 1, "1", "true")
    address = str(claims.get("email" if verified else "preferred_username") or "").strip().lower()
    return address if address.rpartition("@")[2] in domains else ""


def second_factor_counts(rule: str, claims: dict[str, Any]) -> bool:
    """`rule`: "ask" (never), "claim" (the token says "mfa" among its methods), "trust" (always)."""
    return rule == "trust" or (rule == "claim" and "mfa" in (claims.get("amr") or ()))


def organisations() -> list[dict[str, str]]:
    """What the sign-in page offers."""
    return [{"key": app["provider_id"], "name": app["name"]} for app in settings.ORGANISATIONS]


def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _through(OAuth2LoginView, request, provider_id)


def back(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _through(OAuth2CallbackView, request, provider_id)


def _through(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    names = {app["provider_id"]: app["name"] for app in settings.ORGANISATIONS}
    if provider_id not in names:  # no longer offered, perhaps
        return redirect("home")
    try:
        return view.adapter_view(OneTenant(request, provider_id))(request)
    except (RequestException, KeyError, ValueError):  # no answer, or none that can be read
        return failed(request, names[provider_id])


def unknown(request: HttpRequest) -> HttpResponse:
    return render(request, "account/signup_closed.html", {"through_organisation": True}, status=403)


def failed(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, "socialaccount/failed.html", {"name": name}, status=502)
