"""The impact rating that stands: the latest one of a finding. Those before it are in the history."""

import datetime as dt
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from actions.models import ImpactRating
from actions.models.assurance import Impact
from findings.models.findings import FindingQuerySet

NOT_BETTER = (Impact.WORSE, Impact.NONE)


def with_rating(findings: FindingQuerySet) -> FindingQuerySet:
    """Adds `rating`, a JSON column for `rating_of`: a prefetch would be a query more."""
    rated = ImpactRating.objects.filter(finding=OuterRef("pk")).order_by("-on", "-pk")
    told = JSONObject(pk="pk", rating="rating", on="on", meeting="meeting", note="note")
    return findings.annotate(rating=Subquery(rated.annotate(told=told).values("told")[:1]))


def rating_of(finding: Any) -> ImpactRating | None:
    said = finding.rating
    return ImpactRating(**{**said, "on": dt.date.fromisoformat(said["on"])}) if said else None
