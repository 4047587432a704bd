"""Inviting people, and accepting an invitation."""

from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from partnerships import invitation_mail
from partnerships.accepting_form import AcceptForm
from partnerships.history import NotPossible, StaleEdit
from partnerships.inviting import Invited, invite, send_invitation
from partnerships.models import Invitation, Partnership, User
from partnerships.people_forms import InviteForm
from partnerships.views.people import managed, person_here
from partnerships.views.role_choice import chosen_role, role_page
from partnerships.views.roles import STALE, get_or_post

NOT_SENT = "The mail to {} could not be sent. Check the address, then send the invitation again."


@get_or_post
def invite_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Which role first, then who."""
    partnership = managed(request, pk)
    context = {"partnership": partnership, "section": "partnership"}
    role = chosen_role(request)
    if not role:
        return role_page(request, {**context, "heading": "Invite someone"})
    form = InviteForm(request.POST or None, partnership=partnership, role=role)
    if form.is_valid():
        invited = _invite(request, partnership, form)
        if invited:
            return redirect("person", pk, invited.user.pk)
    return render(request, "partnerships/invite.html", {**context, "form": form, "role": role})


@require_POST
def send_again(request: HttpRequest, pk: int, user_pk: int) -> HttpResponse:
    """The same mail with a new link, for who has not come; the one before no longer works."""
    partnership, found = person_here(request, pk, user_pk)
    user = User.objects.get(pk=user_pk)
    invitation = partnership.invitations.open().filter(user=user).first()
    if invitation and invitation.was_sent_just_now:
        messages.info(request, "It was sent a moment ago. Give it a minute to arrive.")
    elif not found.has_role or (not invitation and not user.is_to_come):
        messages.info(request, "Nobody is waited for here.")
    else:
        token = send_invitation(request.user, partnership, user, found.shown_name)
        _tell_sent(request, partnership, user, token, f"The invitation is sent to {user.email}.")
    return redirect("person", pk, user_pk)


@require_POST
def withdraw(request: HttpRequest, pk: int, user_pk: int) -> HttpResponse:
    partnership, _ = person_here(request, pk, user_pk)
    invitation = partnership.invitations.open().filter(user=user_pk).first()
    try:
        if invitation and invitation.withdraw(request.user):
            messages.success(request, "The invitation is withdrawn, and its link no longer works.")
    except (NotPossible, StaleEdit) as refused:
        messages.warning(request, str(refused))
    return redirect("person", pk, user_pk)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Under the link of the mail: who invited into what, then a name and a password. Opening it changes nothing."""
    found = Invitation.objects.of_link(token).select_related("user", "partnership", "invited_by").first()
    state = found.state if found else "unknown"
    if found is None or state != "open":
        return render(request, "partnerships/invitation_over.html", {"state": state})
    context: dict[str, Any] = {"invitation": found, "partnership": found.partnership, "roles": found.roles()}
    if request.user.is_authenticated:
        return render(request, "partnerships/invitation_elsewhere.html", context)
    form = AcceptForm(request.POST or None, person=found.user, initial={"name": found.name})
    if form.is_valid():
        if found.accept(form.cleaned_data["name"], form.cleaned_data["password"]):
            user = User.objects.get(pk=found.user_id)
            return perform_password_login(request, {"email": user.email}, Login(user=user))
        return redirect("accept_invitation", token)  # which says why not
    return render(request, "partnerships/accept_invitation.html", {**context, "form": form})


def _invite(request: HttpRequest, partnership: Partnership, form: InviteForm) -> Invited | None:
    email, name = form.cleaned_data["email"], form.cleaned_data["name"]
    try:
        invited = invite(request.user, partnership, email, name, form.given())
    except NotPossible as refused:
        form.add_error(None, str(refused))
        return None
    except StaleEdit:
        form.add_error(None, STALE)
        return None
    if not invited.is_new:
        messages.info(request, f"{email} has this role already.")
        return invited
    done = f"{name} is invited." if invited.waits else f"{email} has the role now."
    _tell_sent(request, partnership, invited.user, invited.token, f"{done} A mail is on its way to {email}.")
    return invited


def _tell_sent(request: HttpRequest, partnership: Partnership, user: User, token: str, done: str) -> None:
    if invitation_mail.send(request, partnership, user, token):
        messages.success(request, done)
    else:
        messages.warning(request, NOT_SENT.format(user.email))
