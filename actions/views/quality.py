"""The plan quality check of a partnership."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actions.plan_check import Reader, plan_check
from partnerships.gates import Hats
from partnerships.looks import looked_at_list
from partnerships.shown import visible_partnership


@require_safe
def plan_quality(request: HttpRequest, pk: int) -> HttpResponse:
    """`?show=KEY` shows all lines of that check; of the others the first few."""
    partnership = visible_partnership(request, pk)
    show = request.GET.get("show", "")
    results = plan_check(Reader(request.user, Hats.of(request.user), partnership, timezone.localdate(), show))
    looked_at_list(request, "Plan check", {partnership.pk: sum(len(result.lines) for result in results)})
    context = {
        "in_place": True,  # whoever comes back from a form comes to where they were
        "partnership": partnership,
        "found": [(result, result.first(show)) for result in results if result.lines],
        "clear": [result.check.title for result in results if not result.lines],
        "section": "partnership",
    }
    return render(request, "actions/plan_check.html", context)
