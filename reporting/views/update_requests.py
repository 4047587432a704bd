"""Updates asked for: ask, see who has answered, ask again, end."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from actions.models import Update
from findings.deadlines import stand
from findings.models import Letter
from partnerships.gates import Hats, require
from partnerships.history import NotPossible
from partnerships.keys import KEY
from partnerships.looks import looked, looked_at_list
from partnerships.models import Partnership
from partnerships.shown import visible_partnership
from partnerships.story import story
from reporting.models import AskedUpdate, Meeting, UpdateRequest
from reporting.update_request_forms import AskForm, ByWhenForm
from reporting.updates import asking
from reporting.updates.answers import asked_of
from reporting.updates.escalation import goes_up
from reporting.updates.reach import unreached

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
SHOWN = 25
BEFORE = "This was asked for before. It is asked once."


@require_safe
def update_requests(request: HttpRequest, pk: int) -> HttpResponse:
    """All of a partnership's, the newest first, with how many have answered."""
    partnership = visible_partnership(request, pk)
    rows = _counted(UpdateRequest.objects.visible_to(request.user).filter(partnership=partnership), request.user)
    page = Paginator(rows, SHOWN).get_page(request.GET.get("page"))
    today = timezone.localdate()
    looked_at_list(request, "Updates asked for", {partnership.pk: len(page.object_list)})
    context = {
        "partnership": partnership,
        "rows": [(one, stand(one.due, today)) for one in page.object_list],
        "table": {"page": page},
        "pages": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
        "may_ask": Hats.of(request.user).may("ask for updates", partnership),
        "section": "partnership",
    }
    return render(request, "reporting/requests/requests.html", context)


def _counted(requests: Any, user: Any) -> Any:
    """Adds `number`, of actions that were asked about and the reader can see, and `left`, of those not answered."""
    asked = AskedUpdate.objects.visible_to(user).filter(request=OuterRef("pk")).order_by()
    left = asked.unanswered(Update.objects.visible_to(user))
    numbers = {
        name: Coalesce(Subquery(rows.values("request").annotate(n=Count("pk")).values("n")), 0)
        for name, rows in (("number", asked), ("left", left))
    }
    return requests.select_related("asked_by").annotate(**numbers)


@get_or_post
def ask_for_updates(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = visible_partnership(request, pk)
    require(request.user, "ask for updates", partnership)
    actions = asking.can_be_asked(partnership, request.user)
    letters = Letter.objects.filter(pk__in=actions.order_by().values("letter")).select_related("partnership")
    agencies = partnership.agencies.filter(pk__in=actions.order_by().values("lead_agency"))
    choices = {"letters": letters.order_by("-letter_date", "pk"), "agencies": agencies}
    form = AskForm(request.POST or None, initial=_of_meeting(request, partnership), **choices)
    if form.is_valid():
        told = form.cleaned_data
        asked = asking.chosen(actions, told["letters"], told["agencies"])
        keys = list(asked.values_list("pk", flat=True))
        if done := _done(
            request, form, lambda: asking.ask(request.user, partnership, keys, told["due"], told["meeting"])
        ):
            return done
    return _form_page(request, partnership, form, number=actions.count())


def _of_meeting(request: HttpRequest, partnership: Partnership) -> dict[str, Any]:
    """What is filled in for who comes from a meeting's page: its cut-off and its name."""
    key = request.GET.get("meeting", "")
    meetings = Meeting.objects.visible_to(request.user).standing().filter(partnership=partnership)
    meeting = meetings.filter(pk=key).first() if KEY.fullmatch(key) else None
    return {"due": meeting.cut_off, "meeting": str(meeting)} if meeting else {}


@get_or_post
def ask_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Those who have not answered, by a new day."""
    former = _request(request, pk, "ask for updates")
    form = ByWhenForm(request.POST or None, initial={"meeting": former.meeting})
    if form.is_valid():
        told = form.cleaned_data
        if done := _done(request, form, lambda: asking.ask_again(request.user, former, told["due"], told["meeting"])):
            return done
    left = AskedUpdate.objects.visible_to(request.user).unanswered().filter(request=former).count()
    return _form_page(request, former.partnership, form, former=former, number=left)


def _done(request: HttpRequest, form: Any, do: Any) -> HttpResponse | None:
    """To the page of what was asked; None where the form has to be shown again."""
    try:
        asked, new = do()
    except NotPossible as refused:
        form.add_error(None, str(refused))
        return None
    if new:
        messages.success(request, f"Updates are asked for by {asked.due:%-d %B %Y}. The next reminders say so.")
    else:
        messages.info(request, BEFORE)
    return redirect("update_request", pk=asked.pk)


def _form_page(request: HttpRequest, partnership: Partnership, form: Any, **told: Any) -> HttpResponse:
    context = {"partnership": partnership, "form": form, **told, "section": "partnership"}
    return render(request, "reporting/requests/ask.html", context)


@require_safe
def update_request(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has answered and who has not; first of all whom no mail reaches."""
    asked_for = _request(request, pk)
    looked(request, asked_for)
    partnership, today, hats = asked_for.partnership, timezone.localdate(), Hats.of(request.user)
    asked = asked_of(asked_for, request.user, today)
    context = {
        "partnership": partnership,
        "asked_for": asked_for,
        "due": stand(asked_for.due, today),
        "asked": asked,
        "number": sum(len(one.answers) for one in asked),
        "answered": sum(one.answered for one in asked),
        "unreached": [] if asked_for.ended_at else unreached(partnership, asked, today),
        "goes_up": goes_up(partnership, asked, today),
        "again": asked_for.followed_by.first(),
        "may_ask": hats.may("ask for updates", asked_for),
        "may_take_out": asked_for.meeting and hats.may("take out", asked_for),
        "story": story(asked_for),
        "section": "partnership",
    }
    return render(request, "reporting/requests/request.html", context)


@require_POST
def end_update_request(request: HttpRequest, pk: int) -> HttpResponse:
    asked_for = _request(request, pk, "ask for updates")
    if asked_for.end(request.user):
        messages.success(request, "The request is ended. Nobody is reminded of it any more.")
    return redirect("update_request", pk=pk)


def _request(request: HttpRequest, pk: int, verb: str = "") -> UpdateRequest:
    rows = UpdateRequest.objects.visible_to(request.user).select_related("partnership", "asked_by", "follows")
    found = get_object_or_404(rows, pk=pk)
    if verb:
        require(request.user, verb, found)
    return found
