"""Noting who looked. A view says what it shows; the middleware writes it down once the answer stands."""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.apps import apps
from django.db import DatabaseError, models
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from partnerships.directions import unturned
from partnerships.letter_gate import letter_of
from partnerships.models import Look, Partnership
from partnerships.models.looks import What

log = logging.getLogger(__name__)


def looked(
    request: HttpRequest, record: models.Model, what: str = What.VIEW, name: str = "", of: Partnership | None = None
) -> None:
    """Notes that the answer shows `record`, or gives its file. `of`: whose page it is, where a person is shown."""
    partnership_id = of.pk if of else getattr(record, "history_partnership_id", getattr(record, "partnership_id", None))
    subject = {"subject_type": record._meta.label_lower, "subject_id": record.pk, "about_letter": letter_of(record)}
    _note(request, partnership_id, what, name or str(record), **subject)


def looked_at_list(
    request: HttpRequest, name: str, rows: Mapping[int | None, int], what: str = What.VIEW, **subject: Any
) -> None:
    """Notes that the answer shows or gives so many rows of each partnership; `rows` maps its key to their number."""
    for partnership_id, number in rows.items():
        _note(request, partnership_id, what, name, rows=number, **subject)


def by_partnership(records: Iterable[Any]) -> Counter[int | None]:
    """How many of `records` belong to each partnership."""
    return Counter(getattr(record, "partnership_id", None) for record in records)


def count_by_partnership(records: models.QuerySet) -> dict[int | None, int]:
    """The same, counted by the database."""
    return dict(records.order_by().values_list("partnership").annotate(models.Count("pk", distinct=True)))


def looked_in_admin(request: HttpRequest, response: HttpResponseBase) -> None:
    """Notes a page of the admin site: a record's, a list with its rows, or by its name. Suggestions are not noted."""
    match = request.resolver_match
    if match is None or match.url_name in {"jsi18n", "autocomplete", "index", "app_list"}:
        return
    label, _, page = (match.url_name or "").rpartition("_")
    found = getattr(response, "context_data", None) or {}
    if "cl" in found:
        kind = found["cl"].model._meta
        rows = by_partnership(found["cl"].result_list) or Counter({None: 0})
        looked_at_list(request, f"{kind.verbose_name_plural}, in the admin site", rows, subject_type=kind.label_lower)
    elif "object_id" in match.kwargs and label.count("_") == 1:
        model = apps.get_model(label.replace("_", "."))
        if record := model._base_manager.filter(pk=match.kwargs["object_id"]).first():
            looked(request, record)
    else:
        _note(request, None, What.VIEW, f"{label or page}, in the admin site")


def _note(request: HttpRequest, partnership_id: int | None, what: str, name: str, **told: Any) -> None:
    if not hasattr(request, "looks"):
        request.looks = []  # type: ignore[attr-defined]
    request.looks.append(  # type: ignore[attr-defined]
        Look(
            partnership_id=partnership_id,
            user_id=request.user.pk,  # type: ignore[misc]
            user_name=str(request.user)[:254],
            what=what,
            subject_name=unturned(name)[:300],
            path=request.path[:300],
            **told,
        )
    )


def record_looks(get_response: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    """Middleware: writes what was noted, in one insert, where the answer was given.

    A page is shown even where that fails; a file whose leaving cannot be recorded is not given.
    """

    def answer(request: HttpRequest) -> Any:
        response = get_response(request)
        noted = getattr(request, "looks", [])
        if not noted or response.status_code != 200 or request.method == "HEAD":
            return response
        try:
            Look.objects.bulk_create(noted)
        except DatabaseError:
            log.exception("Who looked at %s could not be recorded.", request.path)
            if any(look.what != What.VIEW for look in noted):
                return render(request, "partnerships/not_recorded.html", status=503)
        return response

    return answer
