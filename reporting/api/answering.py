"""A resource's three answers: a page of a list, one row, and all rows as CSV. Each notes who took how much."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone

from partnerships.csv_rows import as_csv
from partnerships.looks import looked, looked_at_list
from partnerships.marking import marking_lines
from partnerships.models.looks import What
from reporting.api.asking import Asked
from reporting.api.narrowing import Narrowing, Paging
from reporting.api.refusing import NotThere, WrongParameters
from reporting.api.resource import Resource, owner

AT_A_TIME = 500


def only_known(request: HttpRequest, names: set[str]) -> None:
    """A mistyped name would else give everything as if it were narrowed."""
    listed = ", ".join(sorted(names)) or "none"
    wrong = {name: f"There is no such parameter. There are: {listed}." for name in request.GET if name not in names}
    wrong |= {name: "Give it once." for name, values in request.GET.lists() if len(values) > 1}
    if wrong:
        raise WrongParameters(wrong)


def a_page(resource: Resource, request: HttpRequest, narrowing: Narrowing, paging: Paging) -> dict[str, Any]:
    only_known(request, resource.parameters)
    asked = Asked.by(request)
    found = resource.found(asked, narrowing)
    records = list(found.filter(pk__gt=paging.after)[: paging.limit + 1])
    more, records = len(records) > paging.limit, records[: paging.limit]
    beside = resource.beside([record.pk for record in records])
    _note(request, resource, Counter(owner(record) for record in records))
    return {
        "marking": _marking(asked, {owner(record) for record in records}),
        "count": found.count(),
        "next": _next(request, records[-1].pk) if more else None,
        "results": [resource.told(record, asked, beside) for record in records],
    }


def one(resource: Resource, request: HttpRequest, key: int) -> dict[str, Any]:
    only_known(request, set())
    asked = Asked.by(request)
    record = resource.found(asked, resource.narrowing.model_validate({})).filter(pk=key).first()
    if record is None:
        raise NotThere
    looked(request, record, What.EXPORT, f"API, {resource.name}: {record}")
    return resource.told(record, asked, resource.beside([record.pk]))


def flat(resource: Resource, request: HttpRequest, narrowing: Narrowing) -> StreamingHttpResponse:
    """Every row, however many: for a program that asks once."""
    only_known(request, set(resource.narrowing.model_fields))
    asked = Asked.by(request)
    found = resource.found(asked, narrowing)
    owners = dict(found.order_by().values_list(found.gate).annotate(Count("pk")))
    _note(request, resource, owners)
    name = f"{_marking(asked, set(owners))[0]} {resource.name} {timezone.localdate()}.csv"
    response = as_csv(_lines(resource, asked, found), name)
    response["Cache-Control"] = "private, no-cache"
    return response


def _lines(resource: Resource, asked: Asked, found: Any) -> Iterator[list[Any]]:
    beside = resource.beside(found.order_by().values("pk"))
    yield resource.columns
    for record in found.iterator(chunk_size=AT_A_TIME):
        told = resource.told(record, asked, beside)
        yield [_cell(told[name]) for name in resource.columns]


def _cell(value: Any) -> Any:
    """A list as one text; true and false in words that spreadsheets know."""
    if isinstance(value, list):
        return "; ".join(str(one) for one in value)
    return str(value).upper() if isinstance(value, bool) else value


def _next(request: HttpRequest, last: int) -> str:
    query = request.GET.copy()
    query["after"] = str(last)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def _marking(asked: Asked, owners: set[int]) -> list[str]:
    return marking_lines([asked.partnerships[key] for key in owners])


def _note(request: HttpRequest, resource: Resource, rows: Mapping[int | None, int]) -> None:
    looked_at_list(request, f"API: {resource.name}", rows, What.EXPORT)
