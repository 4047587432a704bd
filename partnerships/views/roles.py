"""Giving a person of the partnership a role, changing its last day, ending it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from partnerships.gates import may
from partnerships.history import NotPossible
from partnerships.inviting import give_role
from partnerships.models import Invitation, Membership, Partnership, User
from partnerships.people import person_of
from partnerships.people_forms import LastDayForm, RoleForm
from partnerships.shown import visible_partnership
from partnerships.views.giving import attempt, tell
from partnerships.views.people import person_here
from partnerships.views.role_choice import chosen_role, role_page

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
def add_role(request: HttpRequest, pk: int, user_pk: int) -> HttpResponse:
    """A further role: which one first, then what it needs."""
    partnership, found = person_here(request, pk, user_pk)
    told = person_of(found, timezone.localdate())
    context = {"partnership": partnership, "person": told, "section": "partnership"}
    role = chosen_role(request)
    if not role:
        return role_page(request, {**context, "heading": f"Give {told.name} a role"})
    form = RoleForm(request.POST or None, partnership=partnership, role=role, manager=request.user)
    if form.is_valid() and _give(request, partnership, found, form):
        return redirect("person", pk, user_pk)
    return render(request, "partnerships/add_role.html", {**context, "form": form, "role": role})


@get_or_post
def end_role(request: HttpRequest, pk: int, role_pk: int) -> HttpResponse:
    """GET asks, POST ends it at once. Of who is still waited for, the last role takes the invitation along."""
    role, context = _role(request, pk, role_pk)
    if request.method != "POST":
        return render(request, "partnerships/end_role.html", context)
    try:
        if _end(request, Membership.objects.get(pk=role.pk)):  # one of its own: the page shows what stands
            messages.success(request, f"{context['person'].name} is no longer {role.role_in_words}.")
    except NotPossible as refused:
        return render(request, "partnerships/end_role.html", {**context, "refused": str(refused)}, status=409)
    if not may(request.user, "manage people", role.partnership):
        return redirect("home")
    return redirect("person", pk, role.user_id)


@get_or_post
def last_day(request: HttpRequest, pk: int, role_pk: int) -> HttpResponse:
    role, context = _role(request, pk, role_pk)
    if role.ended_at:
        raise Http404
    form = LastDayForm(request.POST or None, role=role)
    if form.is_valid() and _change_last_day(request, role, form):
        return redirect("person", pk, role.user_id)
    return render(request, "partnerships/last_day.html", {**context, "form": form})


def _role(request: HttpRequest, pk: int, role_pk: int) -> tuple[Membership, dict[str, Any]]:
    partnership = visible_partnership(request, pk)
    roles = Membership.objects.filter(partnership=partnership).select_related("user", "agency", "partnership")
    role = get_object_or_404(roles, pk=role_pk)
    _, found = person_here(request, pk, role.user_id)
    told = person_of(found, timezone.localdate())
    context = {"partnership": partnership, "role": role, "person": told, "section": "partnership"}
    return role, context | {"clears_alone": role.clears_alone(timezone.localdate())}


def _give(request: HttpRequest, partnership: Partnership, found: Any, form: RoleForm) -> bool:
    user = User.objects.get(pk=found.pk)
    given = attempt(
        request,
        partnership,
        user.email,
        lambda: give_role(request.user, partnership, user, form.given(), found.shown_name),
    )
    if isinstance(given, str):
        form.add_error(None, given)
        return False
    tell(request, given, form.role, found.shown_name)
    return True


def _end(request: HttpRequest, role: Membership) -> bool:
    open_one = Invitation.objects.open().filter(partnership=role.partnership, user=role.user).first()
    if open_one and not open_one.roles().exclude(pk=role.pk).exists():
        return open_one.withdraw(request.user)
    return role.end(request.user)


def _change_last_day(request: HttpRequest, role: Membership, form: LastDayForm) -> bool:
    role.version = form.cleaned_data["version"]
    day = form.cleaned_data["expires_on"]
    try:
        changed = form.attempt(lambda: role.change(request.user, "changed last day", expires_on=day))
    except NotPossible as refused:
        form.add_error(None, str(refused))
        return False
    if changed:
        messages.success(request, f"The last day is {day:%-d %B %Y}." if day else "The role has no end.")
    return changed is not None
