"""A partnership's plan in charts, each with its numbers as a table."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from partnerships.looks import looked_at_list
from partnerships.shown import visible_partnership
from reporting.meetings import charted
from reporting.meetings.plan import plan_on
from reporting.meetings.readers import person
from reporting.meetings.rows import fetch
from reporting.models import MeetingKind


@require_safe
def partnership_charts(request: HttpRequest, pk: int) -> HttpResponse:
    """Of what the reader can see, as it stands today."""
    partnership, today, reader = visible_partnership(request, pk), timezone.localdate(), person(request.user)
    plan = plan_on(fetch(partnership, reader, MeetingKind.EXECUTIVE, None, today))
    measures = charted.measure_figures(charted.of_measures(partnership, reader, today))
    looked_at_list(request, "Charts", {partnership.pk: len(plan.actions)})
    context = {
        "partnership": partnership,
        "figures": charted.figures(charted.of_plan(plan, partnership)),
        "measures": [figure for _, figure in measures],
        "section": "partnership",
    }
    return render(request, "reporting/meetings/charts.html", context)
