"""Giving what an agency has left to do to the one that took its place."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from actions.handing_over import Held, hand_over, in_words
from partnerships.gates import require
from partnerships.history import StaleEdit
from partnerships.looks import looked
from partnerships.models import Agency
from partnerships.shown import visible_partnership


@require_http_methods(["GET", "HEAD", "POST"])
def hand_agency_over(request: HttpRequest, pk: int, agency_pk: int) -> HttpResponse:
    """GET lists what goes over, POST gives it."""
    partnership = visible_partnership(request, pk)
    agency = get_object_or_404(partnership.agencies.visible_to(request.user).select_related("successor"), pk=agency_pk)
    require(request.user, "plan", agency)
    if not agency.successor:
        messages.info(request, f"No agency took the place of {agency}. Say first which one did.")
        return redirect("agency", pk, agency_pk)
    if request.method == "POST":
        _hand_over(request, agency, agency.successor)
        return redirect("agency", pk, agency_pk)
    looked(request, agency)
    context = {"partnership": partnership, "agency": agency, "held": Held(agency, request.user)}
    return render(request, "actions/hand_over.html", context | {"section": "partnership"})


def _hand_over(request: HttpRequest, agency: Agency, successor: Agency) -> None:
    try:
        given = in_words(hand_over(agency, successor, request.user))
    except StaleEdit as refused:
        messages.warning(request, f"{refused} Nothing is handed over yet. Try again.")
        return
    if given:
        messages.success(request, f"{successor} has taken over from {agency}: {given}.")
    else:
        messages.info(request, f"Nothing of {agency} was left to hand over.")
