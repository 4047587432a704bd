"""The site for data entry: for administrators alone, signed in the way everybody signs in."""

import re
from collections.abc import Callable
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from partnerships.historic_fields import in_a_choice
from partnerships.keys import KEY
from partnerships.looks import looked_in_admin
from partnerships.models import Event
from partnerships.querysets import OwnedQuerySet

APPS = ("findings", "actions", "reporting", "partnerships")
MODELS = (
    *(
        "letter",
        "finding",
        "addressee",
        "findingcontributor",
        "letterfile",
        "difference",
        "letterreader",
        "findingplace",
    ),
    *("action", "contributor", "alsoanswers", "update", "evidence", "datechange"),
    *("measure", "measurereading", "impactrating", "decision", "challenge", "opinion"),
    *("statement", "section", "milestone", "signatory", "version"),
    *("meeting", "papers", "agreedcolour", "updaterequest", "askedupdate"),
    *("calendaraddress", "token", "reminderchoice", "reminderrun", "digest"),
    *("partnership", "agency", "officer", "user", "membership", "invitation", "accessreview"),
    *("event", "look", "chain"),
)


TOO_LONG = re.compile(r"[0-9]{19,}")  # for the key of a row


class Suggestions(AutocompleteJsonView):
    """What an autocomplete offers: with `?partnership=ID` only that one's; without, each with its area.

    Each tells its partnership's key, by which the page's other pickers keep to it (admin.js).
    """

    def get_queryset(self) -> QuerySet:
        found = super().get_queryset()
        partnership = self.request.GET.get("partnership", "")
        if isinstance(found, OwnedQuerySet) and KEY.fullmatch(partnership):
            found = found.filter(**{found.gate: int(partnership)})
        return found

    def serialize_result(self, record: Model, to_field_name: str) -> dict[str, Any]:
        return {
            **super().serialize_result(record, to_field_name),
            "text": in_a_choice(record, with_area="partnership" not in self.request.GET),
            "partnership": getattr(record, "partnership_id", None),
        }


def _cannot_be(query: QueryDict) -> bool:
    """Whether an address asks for keys or years that no row can have; words are looked for as they are."""
    asked = [(name, value) for name, values in query.lists() if name not in ("q", "term") for value in values]
    return any(TOO_LONG.fullmatch(value) or (name.endswith("__year") and len(value) > 4) for name, value in asked)


class TrackerAdminSite(AdminSite):
    site_header = site_title = "JTAI Tracker"
    index_title = "Data entry"

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated and request.user.is_administrator

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:
        """A signed-in person who is no administrator is told so, and not asked to sign in again."""
        inner = super().admin_view(view, cacheable)

        def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            if _cannot_be(request.GET):
                raise BadRequest
            response = inner(request, *args, **kwargs)
            if request.method == "GET" and response.status_code == 200:
                looked_in_admin(request, response)
            return response

        gated.__dict__.update(inner.__dict__)
        return gated

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """There is one sign-in for everything, so that a second factor is asked for here too."""
        if request.user.is_authenticated:
            return redirect("admin:index")
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        from allauth.account.views import logout

        return logout(request)

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("account_change_password")

    def autocomplete_view(self, request: HttpRequest) -> Any:
        return Suggestions.as_view(admin_site=self)(request)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        mine = Event.objects.filter(actor=request.user.pk).order_by("-at", "-pk")[:10]
        return super().index(request, {"my_events": mine, **(extra_context or {})})

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """In the order in which the field speaks of them, not in the alphabet's."""
        apps = sorted(self._build_app_dict(request, app_label).values(), key=lambda app: APPS.index(app["app_label"]))
        for app in apps:
            app["models"].sort(key=lambda model: MODELS.index(model["model"]._meta.model_name))
        return apps
