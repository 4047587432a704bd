"""Where a finding stands in the letter's files, told in the same query as what is about it."""

from typing import Any

from django.db.models import Aggregate, JSONField, OuterRef, Subquery
from django.db.models.functions import JSONObject

from findings.models import FindingPlace


class JSONAll(Aggregate):
    """All values as a JSON list."""

    function = "JSON_GROUP_ARRAY"
    output_field = JSONField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return super().as_sql(compiler, connection, function="JSONB_AGG", **context)


def places_of(finding: str) -> Subquery:
    """[{file_id, page, file}] of the finding in the field of that name; None where it has no place."""
    places = FindingPlace.objects.filter(finding=OuterRef(finding)).order_by().values("finding")
    told = JSONObject(file_id="file", page="page", file="file__name")
    return Subquery(places.annotate(told=JSONAll(told)).values("told"))
