"""The new dates that wait in a partnership, agreed to together: a change of many asks for as many."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from actions.models import DateChange, NotPossible
from actions.models.status import CLOSED
from partnerships.gates import Hats, require
from partnerships.history import StaleEdit
from partnerships.looks import looked_at_list
from partnerships.models import Partnership
from partnerships.shown import visible_partnership

CHOOSE = "Choose at least one date, or decline one with its reason."


@require_http_methods(["GET", "HEAD", "POST"])
def waiting_dates(request: HttpRequest, pk: int) -> HttpResponse:
    """Those that the person may agree to: of open actions, and neither asked for by them nor on their own."""
    partnership = visible_partnership(request, pk)
    require(request.user, "answer date", partnership)
    changes = _waiting(request.user, partnership)
    chosen = set(request.POST.getlist("date"))
    if request.method == "POST" and chosen:
        agreed = sum(_agree(change, request.user) for change in changes if str(change.pk) in chosen)
        _tell(request, agreed, len(chosen) - agreed)
        return redirect("waiting_dates", pk=pk)
    looked_at_list(request, "New target dates", {partnership.pk: len(changes)})
    context = {"partnership": partnership, "changes": changes, "section": "partnership"}
    return render(
        request, "actions/waiting_dates.html", context | {"error": CHOOSE if request.method == "POST" else ""}
    )


def _waiting(user: Any, partnership: Partnership) -> list[DateChange]:
    hats = Hats.of(user)
    related = ("action__finding", "action__letter__partnership", "action__lead_officer", "action__deputy", "asked_by")
    changes = DateChange.objects.visible_to(user).open().filter(partnership=partnership).select_related(*related)
    changes = changes.exclude(action__status__in=CLOSED).order_by("asked_at", "pk")
    return [change for change in changes if hats.may("answer date", change)]


def _agree(change: DateChange, user: Any) -> bool:
    try:
        return change.agree(user)
    except (NotPossible, StaleEdit):  # closed, or answered, in the same moment
        return False


def _tell(request: HttpRequest, agreed: int, left: int) -> None:
    if agreed:
        messages.success(request, f"{agreed} {'action has' if agreed == 1 else 'actions have'} the new target date.")
    if left:
        messages.info(request, f"Of {left} more, the date was answered or the action closed: nothing is changed there.")
