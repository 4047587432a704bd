"""Which role: asked first, because each needs something else."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from partnerships.models import Role
from partnerships.people_forms import DOES


def chosen_role(request: HttpRequest) -> Role | None:
    """The role that the form or the address names; None where it names none that there is."""
    named = request.POST.get("role") or request.GET.get("role")
    return Role(named) if named in Role.values else None


def role_page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Asks for the role. `wrong`: the form came without one."""
    roles = [(role, DOES[role]) for role in Role]
    wrong = "ask" in request.GET or "role" in request.GET or request.method == "POST"
    return render(request, "partnerships/role.html", {**context, "roles": roles, "wrong": wrong})
