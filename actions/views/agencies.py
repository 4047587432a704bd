"""The agencies of a partnership and their officers, with the actions that wait for them."""

from django.db.models import Count, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actions.handing_over import Held, in_words
from actions.models import Action
from actions.officers import with_actions
from partnerships.gates import Hats
from partnerships.looks import looked, looked_at_list
from partnerships.models import Officer
from partnerships.shown import visible_partnership
from partnerships.story import story_of


@require_safe
def agencies(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = visible_partnership(request, pk)
    today = timezone.localdate()
    seen = Action.objects.visible_to(request.user, today)
    led = seen.open().filter(lead_agency=OuterRef("pk")).order_by().values("lead_agency")
    officers = Officer.objects.visible_to(request.user, today)
    here = officers.here_on(today).order_by("-accountable_executive", "name")
    left = officers.left_by(today).filter(partnership=partnership)
    rows = partnership.agencies.visible_to(request.user, today).select_related("successor")
    rows = rows.prefetch_related(Prefetch("officers", here))
    rows = rows.annotate(open_actions=Coalesce(Subquery(led.values(number=Count("pk"))), 0))
    looked_at_list(request, "Agencies", {partnership.pk: len(rows)})
    context = {
        "partnership": partnership,
        "agencies": rows,
        "leavers": [one for one in with_actions(left, seen, today) if one.has_work],
        "may_manage": Hats.of(request.user).may("manage agencies", partnership),
        "headings": ("Agency", "Sector", "Officers", "Open actions", "Updates"),
        "section": "partnership",
    }
    return render(request, "actions/agencies.html", context)


@require_safe
def agency(request: HttpRequest, pk: int, agency_pk: int) -> HttpResponse:
    partnership = visible_partnership(request, pk)
    agencies = partnership.agencies.visible_to(request.user).select_related("successor")
    agency = get_object_or_404(agencies, pk=agency_pk)
    looked(request, agency)
    here = agency.officers.visible_to(request.user).select_related("user")
    officers = list(here.order_by("-accountable_executive", "name"))
    hats, today = Hats.of(request.user), timezone.localdate()
    seen = Action.objects.visible_to(request.user, today)
    may_plan = hats.may("plan", partnership)
    left = in_words(Held(agency, request.user).numbers()) if agency.successor and may_plan else ""
    context = {
        "partnership": partnership,
        "agency": agency,
        "officers": with_actions(officers, seen, today),
        "open_actions": seen.open().filter(lead_agency=agency).count(),
        "left": left,
        "predecessors": agency.predecessors.visible_to(request.user),
        "may_manage": hats.may("manage agencies", partnership),
        "may_plan": may_plan,
        "may_exchange": hats.may("exchange return", agency),
        "story": story_of([agency, *officers], request.user),
        "section": "partnership",
    }
    return render(request, "actions/agency.html", context)
