"""Deciding on what a further copy of a letter says differently."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from actions.accepting import accept, keep
from findings.admin.differences import DifferenceAdmin
from findings.models import Difference
from partnerships.history import NotPossible, StaleEdit


@admin.register(Difference)
class DecidedDifferenceAdmin(DifferenceAdmin):
    actions = ("accept_them", "keep_as_it_was")

    @admin.action(description="Accept: take what the copy says")
    def accept_them(self, request: HttpRequest, queryset: QuerySet[Difference]) -> None:
        _decide(request, queryset, accept, "accepted")

    @admin.action(description="Keep as it was")
    def keep_as_it_was(self, request: HttpRequest, queryset: QuerySet[Difference]) -> None:
        _decide(request, queryset, keep, "kept as it was")


@transaction.atomic
def _decide(
    request: HttpRequest, queryset: QuerySet[Difference], decide: Callable[[Difference, Any], bool], word: str
) -> None:
    """Each read anew, because deciding one can change the letter that another is about. One can be refused alone."""
    keys = list(queryset.order_by("pk").values_list("pk", flat=True))
    decided, refused = 0, []
    for key in keys:
        try:
            decided += decide(Difference.objects.get(pk=key), request.user)
        except (NotPossible, StaleEdit) as why:
            refused.append(str(why))
    before = len(keys) - decided - len(refused)
    messages.info(request, f"{decided} {word}." + (f" {before} had been decided before." if before else ""))
    for said in dict.fromkeys(refused):
        messages.error(request, said)
