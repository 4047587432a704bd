"""A person's letters as their home page needs them: whose statement counts down, and what they leave to decide."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from findings.models import Difference, Finding, Letter

UNSHOWN = ("as_read", "warnings", "strengths", "case_studies")


def letters_seen(user: Any, today: dt.date, partnerships: Collection[int]) -> list[Letter]:
    """Of `partnerships`, by date, with `undecided` differences between copies and leads that are only `suggested`.

    Those with nothing of the kind and no statement are not among them. One query.
    """
    differences = Difference.objects.open().filter(letter=OuterRef("pk"))
    findings = Finding.objects.lead_suggested().filter(letter=OuterRef("pk"))
    letters = Letter.objects.visible_to(user, today).filter(partnership__in=partnerships).select_related("partnership")
    letters = letters.annotate(undecided=_count(differences), suggested=_count(findings))
    waits = Q(statement_required=True) | Q(undecided__gt=0) | Q(suggested__gt=0)
    return list(letters.filter(waits).defer(*UNSHOWN).order_by("letter_date", "pk"))


def _count(rows: QuerySet[Any]) -> Subquery:
    return Subquery(rows.order_by().values("letter").annotate(count=Count("pk")).values("count"))
