"""Help: one page for each role, what is open to all, and the accessibility statement."""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from partnerships.models import Membership, Role


@dataclass(frozen=True)
class Topic:
    """A page of help at /help/`name`/, for those with one of `roles`."""

    name: str
    title: str
    roles: tuple[Role, ...] = ()


TOPICS = (
    Topic("business-manager", "Business manager", (Role.BUSINESS_MANAGER,)),
    Topic("agency-lead", "Agency lead and deputy", (Role.AGENCY_LEAD, Role.DEPUTY)),
    Topic("contributor", "Contributor", (Role.CONTRIBUTOR,)),
    Topic("safeguarding-partner", "Safeguarding partner and chair", (Role.SAFEGUARDING_PARTNER, Role.CHAIR)),
    Topic("scrutineer", "Independent scrutineer", (Role.SCRUTINEER,)),
    Topic("viewer", "Viewer", (Role.VIEWER,)),
    Topic("administrator", "Administrator"),
)


@require_safe
def help_index(request: HttpRequest) -> HttpResponse:
    """One's own roles first. Open to all: who cannot sign in needs it too."""
    mine = _mine(request)
    return render(request, "help/index.html", {"mine": mine, "others": [one for one in TOPICS if one not in mine]})


def _mine(request: HttpRequest) -> list[Topic]:
    if not request.user.is_authenticated:
        return []
    held = Membership.objects.of(request.user, timezone.localdate())
    roles = set(held.values_list("role", flat=True))
    runs_all = request.user.is_administrator
    return [one for one in TOPICS if roles & set(one.roles) or (runs_all and not one.roles)]


@require_safe
def help_for_role(request: HttpRequest, name: str) -> HttpResponse:
    topic = next((one for one in TOPICS if one.name == name), None)
    if topic is None:
        raise Http404
    return render(request, f"help/{topic.name}.html", {"topic": topic})


@require_safe
def signing_in(request: HttpRequest) -> HttpResponse:
    limits = {"minutes": settings.SESSION_IDLE_MINUTES, "hours": settings.SESSION_HOURS}
    return render(request, "help/signing_in.html", limits | {"contact": settings.CONTACT_EMAIL})


@require_safe
def who_sees_what(request: HttpRequest) -> HttpResponse:
    return render(request, "help/who_sees_what.html", {"contact": settings.CONTACT_EMAIL})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "accessibility.html", {"contact": settings.CONTACT_EMAIL})
