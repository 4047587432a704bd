"""When a session ends by itself: after a while without use, and after a working day at the latest."""

import datetime as dt
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_safe

STARTED, SEEN = "signed_in_at", "seen_at"  # in the session, seconds since 1970
NOTED_EVERY = 60  # seconds; a session is not written at each click
WHY = {
    "idle": "You were signed out because nothing happened here for {idle}.",
    "long": "You were signed out because you had been signed in for {hours}.",
    "": "You are not signed in now.",
}
UNSAVED = "What you sent last was not saved: check it when you are back."


def begin(request: HttpRequest, **_: Any) -> None:
    """Receives Django's user_logged_in."""
    request.session[STARTED] = request.session[SEEN] = time.time()


def sessions_end(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def answer(request: HttpRequest) -> HttpResponse:
        if SESSION_KEY not in request.session:
            return get_response(request)
        why = over(request.session, time.time())
        return goodbye(request, why) if why else get_response(request)

    return answer


def over(session: SessionBase, now: float) -> str:
    """Why the session is over, a key of WHY; empty where it goes on, which is noted."""
    if now - session.setdefault(STARTED, now) > settings.SESSION_HOURS * 3600:
        return "long"
    seen = session.setdefault(SEEN, now)
    if now - seen > settings.SESSION_IDLE_MINUTES * 60:
        return "idle"
    if now - seen > NOTED_EVERY:
        session[SEEN] = now
    return ""


def goodbye(request: HttpRequest, why: str) -> HttpResponse:
    """Ends the session: to the sign-in page, which says why and leads back."""
    request.session.flush()
    return to_sign_in(request, why)


def to_sign_in(request: HttpRequest, why: str = "") -> HttpResponse:
    """The sign-in page leads back to the page that was asked for, or whose form was sent and not saved."""
    query = QueryDict(mutable=True)
    looks = request.method in ("GET", "HEAD")
    query["next"] = request.get_full_path() if looks else _page_before(request)
    if why:
        query["ended"] = why
    if not looks:
        query["unsaved"] = "1"
    address = f"{reverse('account_login')}?{query.urlencode(safe='/')}"
    if request.headers.get("HX-Request"):  # htmx asks for a part of a page: the whole page goes
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def _page_before(request: HttpRequest) -> str:
    """The page whose form was sent."""
    before = urlsplit(request.headers.get("Referer", ""))
    same = before.netloc == request.get_host()
    return before._replace(scheme="", netloc="", fragment="").geturl() if same else reverse("home")


def told_why(request: HttpRequest) -> list[str]:
    """What the sign-in page says of the session that ended; nothing where none did."""
    ended = request.GET.get("ended", "")
    if ended not in WHY or not (ended or "unsaved" in request.GET):
        return []
    minutes, hours = settings.SESSION_IDLE_MINUTES, settings.SESSION_HOURS
    said = (
        WHY[ended].format(idle=f"{minutes} minutes", hours=f"{hours} hours") + " Sign in to go back to where you were."
    )
    return [said, UNSAVED] if "unsaved" in request.GET else [said]


def seconds_left(request: HttpRequest) -> int:
    """How long this session lasts if nothing more happens here; 0 for who is not signed in."""
    session = getattr(request, "session", {})
    if SESSION_KEY not in session:
        return 0
    to_the_end = session.get(STARTED, time.time()) + settings.SESSION_HOURS * 3600 - time.time()
    return int(min(settings.SESSION_IDLE_MINUTES * 60, to_the_end))


def session_end(request: HttpRequest) -> dict[str, int]:
    """For every page: a script says when little is left."""
    return {"session_seconds": seconds_left(request)}


@require_safe
def stay(request: HttpRequest) -> JsonResponse:
    """Asked by the script: being asked is use."""
    return JsonResponse({"seconds": seconds_left(request)})


def limits(request: HttpRequest) -> dict[str, Any]:
    """When this session began and how long it can last, for the account page."""
    began = dt.datetime.fromtimestamp(request.session.get(STARTED, time.time()), dt.UTC)
    return {"began": began, "minutes": settings.SESSION_IDLE_MINUTES, "hours": settings.SESSION_HOURS}
