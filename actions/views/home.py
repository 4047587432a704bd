"""The first page: what waits for me, then my partnerships at a glance."""

from types import SimpleNamespace

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actions.answerers import Answerers
from actions.errands import errands_for
from actions.glance import glances
from actions.letters_seen import letters_seen
from actions.waiting import waiting_for
from partnerships.gates import MANAGER, WORKS, Hats
from partnerships.managers import who_manage
from partnerships.models import Role
from partnerships.shown import partnerships_of

PARTNERSHIPS = 10  # on a page: an administrator sees them all


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    today, hats = timezone.localdate(), Hats.of(request.user)
    page = Paginator(partnerships_of(request.user), PARTNERSHIPS).get_page(request.GET.get("page"))
    works_for = hats.where(WORKS)
    here = Answerers.of(hats, today)
    groups = waiting_for(request.user, hats, today, here)
    shown = {partnership.pk for partnership in page.object_list}
    letters = letters_seen(request.user, today, shown | hats.where(MANAGER))
    errands = errands_for(request.user, hats, today, here, groups, letters)
    context = {
        "errands": errands,
        "groups": groups,
        "ask": who_manage(works_for, today) if works_for and not any(group.is_own for group in groups) else [],
        "works": bool(errands or groups) or any(role != Role.VIEWER for _, role, _ in hats.held),
        "glances": glances(page.object_list, hats, today, letters),
        "keyed": page.object_list,
        "table": SimpleNamespace(page=page),
        "pages": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
        "several": page.paginator.count > 1,
        "section": "home",
    }
    return render(request, "actions/home.html", context)
