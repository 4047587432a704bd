"""Deciding on what a further copy of a letter says differently."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from actions import accepting
from actions.models import NotPossible
from findings.models import Difference
from partnerships.gates import require
from partnerships.history import StaleEdit


@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, accepting.accept, "What the copy says is taken over.")


@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, accepting.keep, "It stays as it is.")


def _decide(request: HttpRequest, pk: int, verb: Callable[[Difference, Any], bool], done: str) -> HttpResponse:
    differences = Difference.objects.visible_to(request.user).select_related("letter__partnership", "finding", "file")
    difference = get_object_or_404(differences, pk=pk)
    require(request.user, "accept difference", difference)
    try:
        decided = verb(difference, request.user)
    except NotPossible as refused:
        messages.error(request, str(refused), extra_tags="in-place")
        return redirect(_back_to(difference))
    except StaleEdit as stale:  # two people at once: the other's save stands
        messages.error(request, f"{stale} Nothing is decided yet: look again and decide.", extra_tags="in-place")
        return redirect(_back_to(difference))
    if decided:
        messages.success(request, done, extra_tags="in-place")
    else:
        messages.info(request, "This was decided before. What stands now is below.", extra_tags="in-place")
    return redirect(_back_to(difference))


def _back_to(difference: Difference) -> str:
    return f"{reverse('letter', args=[difference.letter_id])}#difference-{difference.pk}"
