"""What an administrator does about how a person signs in: each asked first, then done by a verb of the person."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from partnerships.models import User


@dataclass(frozen=True)
class Verb:
    button: str
    say: str
    done: str

    def run(self, user: User, actor: Any, key: str) -> None:
        getattr(user, key)(actor)


VERBS = {
    "remove_second_factor": Verb(
        "Remove second factor",
        "For a person who has lost their phone. They are signed out everywhere and sign in with their password; "
        "business managers and administrators then set up security codes again. Make sure by telephone or face to "
        "face that it is this person who asks.",
        "No security code is asked of {} now.",
    ),
    "sign_out_everywhere": Verb(
        "Sign out everywhere",
        "Ends every session of this person at once, on every device. They can sign in again.",
        "{} is signed out everywhere.",
    ),
    "unlink_organisations": Verb(
        "Unlink organisations",
        "Their organisation's account no longer signs this person in, until one that has their e-mail address comes.",
        "{} is linked to no organisation's account now.",
    ),
}


class SignInVerbs:
    """For the admin of people."""

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.verb_view)
        return [path("<int:user_id>/sign-in/<slug:key>/", view, name="user_verb"), *super().get_urls()]  # type: ignore[misc]

    def verb_view(self, request: HttpRequest, user_id: int, key: str) -> HttpResponse:
        user, verb = self.get_object(request, str(user_id)), VERBS.get(key)  # type: ignore[attr-defined]
        if user is None or verb is None:
            raise Http404
        if request.method == "POST":
            verb.run(user, request.user, key)
            update_session_auth_hash(request, user) if user == request.user else None
            messages.success(request, verb.done.format(user))
            return redirect("admin:partnerships_user_change", user.pk)
        context = {"verb": verb, "title": f"{verb.button}: {user}", "opts": self.opts, "original": user}
        return TemplateResponse(request, "admin/user_verb.html", self.admin_site.each_context(request) | context)
