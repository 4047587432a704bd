"""Inviting people, and accepting an invitation as someone new."""

from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from partnerships import inviting
from partnerships.accepting_form import AcceptForm
from partnerships.history import NotPossible
from partnerships.models import Invitation, Partnership, User
from partnerships.people import may_send
from partnerships.people_forms import InviteForm
from partnerships.views.giving import attempt, tell
from partnerships.views.people import managed, person_here
from partnerships.views.role_choice import chosen_role, role_page
from partnerships.views.roles import get_or_post


@get_or_post
def invite_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Which role first, then who."""
    partnership = managed(request, pk)
    context = {"partnership": partnership, "section": "partnership"}
    role = chosen_role(request)
    if not role:
        return role_page(request, {**context, "heading": "Invite someone"})
    form = InviteForm(request.POST or None, partnership=partnership, role=role, manager=request.user)
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
    if not may_send(found):
        messages.info(request, "Nobody is waited for here.")
        return redirect("person", pk, user_pk)
    sent = attempt(
        request, partnership, user.email, lambda: inviting.send_again(request.user, partnership, user, found.shown_name)
    )
    if isinstance(sent, str):
        messages.warning(request, sent)
    elif sent.about:
        messages.success(request, f"The invitation is on its way to {user.email}.")
    else:
        messages.info(request, "It was sent a moment ago. Give it a minute to arrive.")
    return redirect("person", pk, user_pk)


@require_POST
def withdraw(request: HttpRequest, pk: int, user_pk: int) -> HttpResponse:
    partnership, _ = person_here(request, pk, user_pk)
    invitation = partnership.invitations.open().filter(user=user_pk).first()
    try:
        if invitation and invitation.withdraw(request.user):
            messages.success(request, "The invitation is withdrawn, and its link no longer works.")
    except NotPossible as refused:
        messages.warning(request, str(refused))
    return redirect("person", pk, user_pk)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Under the link of the mail: who invited into what, then a name and a password. Opening it changes nothing."""
    found = Invitation.objects.of_link(token).select_related("user", "partnership", "invited_by").first()
    state = found.state if found else "unknown"
    if state == "elsewhere":
        return redirect("invitations")
    if found is None or state != "open":
        return render(request, "partnerships/invitation_over.html", {"state": state})
    context: dict[str, Any] = {"invitation": found, "partnership": found.partnership, "roles": found.roles()}
    if request.user.is_authenticated:
        return render(request, "partnerships/invitation_elsewhere.html", context)
    form = AcceptForm(request.POST or None, person=found.user, initial={"name": found.name})
    if form.is_valid():
        if found.accept_as_new(form.cleaned_data["name"], form.cleaned_data["password"]):
            user = User.objects.get(pk=found.user_id)
            return perform_password_login(request, {"email": user.email}, Login(user=user))
        return redirect("accept_invitation", token)  # which says why not
    return render(request, "partnerships/accept_invitation.html", {**context, "form": form})


def _invite(request: HttpRequest, partnership: Partnership, form: InviteForm) -> inviting.Invited | None:
    email, name = form.cleaned_data["email"], form.cleaned_data["name"]
    invited = attempt(
        request, partnership, email, lambda: inviting.invite(request.user, partnership, email, name, form.given())
    )
    if isinstance(invited, str):
        form.add_error(None, invited)
        return None
    tell(request, invited, form.role, name if invited.waits else email)
    return invited
