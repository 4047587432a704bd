"""The address that a person's calendar program asks: opened by the key in its query, and by nothing else."""

import datetime as dt

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from partnerships.looks import looked_at_list
from partnerships.marking import marking_lines
from partnerships.models.looks import What
from reporting.calendars.entries import entries
from reporting.calendars.ics import as_ics
from reporting.calendars.opening import Opened, opened
from reporting.conditional import if_new
from reporting.rates import WAIT, within

ONLY = "Numbers, states and days: what each finding and action says is in JTAI Tracker."
TYPE = "text/calendar; charset=utf-8"


@require_safe
def calendar_feed(request: HttpRequest) -> HttpResponseBase:
    """Why an address opens nothing is told to nobody. In the query the key stays out of logs and of who looked."""
    found = opened(request.GET.get("key", ""), timezone.localdate())
    limit, key = ("calendar", str(found.address.pk)) if found else ("unknown", "")
    if not within(request, limit, key):
        return _plain("Too many requests. Ask again in a minute.", 429, {"Retry-After": str(WAIT)})
    if found is None:
        return _plain("There is no calendar at this address.", 404, {})
    found.address.note_use(timezone.now())
    return _calendar(request, found)


def _calendar(request: HttpRequest, found: Opened) -> HttpResponseBase:
    partnership = found.address.partnership
    days, day_began = entries(found), timezone.make_aware(dt.datetime.combine(found.today, dt.time()))
    name = f"{partnership.area}: {found.address.get_scope_display()}"
    about = ". ".join([*marking_lines([partnership]), ONLY])
    content = as_ics(name, about, days, day_began, request.build_absolute_uri)
    request.user = found.user
    looked_at_list(request, f"Calendar feed: {name}", {partnership.pk: len(days)}, What.EXPORT)
    response = HttpResponse(content, content_type=TYPE)
    response["Cache-Control"] = "private, no-cache"
    response["Content-Disposition"] = 'inline; filename="deadlines.ics"'
    response["Last-Modified"] = http_date(max([day_began, *(day.changed_at for day in days)]).timestamp())
    return if_new(request, response)


def _plain(words: str, status: int, headers: dict[str, str]) -> HttpResponse:
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8", headers=headers)
