"""A person's own calendar addresses: made, renewed, revoked. Each is shown until it is copied, and then never again."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from partnerships.signing_in.closed import SignedIn
from reporting import shown_once
from reporting.calendars.mine import Mine
from reporting.key_forms import CalendarForm, LastDayForm
from reporting.models import CalendarAddress


@require_http_methods(["GET", "HEAD", "POST"])
def calendars(request: SignedIn) -> HttpResponse:
    today = timezone.localdate()
    mine = Mine.of(request.user, today)
    if request.POST.get("what") in mine.has:  # a second click
        return redirect("calendars")
    choices = mine.choices()
    form = CalendarForm(request.POST or None, choices=choices, today=today)
    if request.method == "POST" and form.is_valid():
        _make(request, **form.cleaned_data)
        return redirect("calendars")
    rows = [(one, mine.state(one), _to_copy(request, one)) for one in mine.addresses]
    told = {"rows": rows, "turned_off": mine.turned_off(), "has_part": bool(mine.partnerships)}
    return render(request, "reporting/calendar/calendars.html", {**told, "form": form if choices else None})


def _make(request: SignedIn, what: str, last_day: Any) -> None:
    partnership, _, scope = what.partition(":")
    address = CalendarAddress(user=request.user, partnership_id=int(partnership), scope=scope, expires_on=last_day)
    shown_once.keep(request, address, address.make())


def _to_copy(request: SignedIn, address: CalendarAddress) -> str:
    """The whole address, as long as it is shown."""
    key = shown_once.key_of(request, address)
    return request.build_absolute_uri(f"{reverse('calendar_feed')}?{urlencode({'key': key})}") if key else ""


@require_http_methods(["GET", "HEAD", "POST"])
def renew_calendar(request: SignedIn, pk: int) -> HttpResponse:
    """Another address for the same: the one before stops."""
    address = _mine(request, pk)
    form = LastDayForm(request.POST or None, today=timezone.localdate())
    if form.is_valid():
        shown_once.keep(request, address, address.renew(form.cleaned_data["last_day"]))
        return redirect("calendars")
    return render(request, "reporting/calendar/renew.html", {"form": form, "address": address})


@require_POST
def revoke_calendar(request: SignedIn, pk: int) -> HttpResponse:
    address = get_object_or_404(CalendarAddress.objects.visible_to(request.user), pk=pk)
    if address.revoke():
        messages.success(request, "The address is revoked. Take the calendar out of the program that shows it, too.")
    shown_once.forget(request, address)
    return redirect("calendars")


@require_POST
def keep_calendar(request: SignedIn, pk: int) -> HttpResponse:
    """It is copied, and shown no more."""
    shown_once.forget(request, _mine(request, pk))
    return redirect("calendars")


def _mine(request: SignedIn, pk: int) -> CalendarAddress:
    own = CalendarAddress.objects.visible_to(request.user).standing().select_related("partnership")
    return get_object_or_404(own, pk=pk)
