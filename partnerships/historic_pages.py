"""Pages that the admin site shows of a record that is kept: its history, and what to do instead of deleting it."""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst

from partnerships.history_words import Told, in_words
from partnerships.models import Event
from partnerships.parting import from_where_they_part


@dataclass(frozen=True)
class Entry:
    """One event, each change in a few lines. `shortened`: the whole is on the event's own page."""

    event: Event
    changes: list[Told]
    shortened: bool


class KeptPages(ModelAdmin):
    """`instead_of_deleting` says what to do with a record that was entered by mistake, or no longer holds."""

    object_history_template = "admin/object_history.html"
    instead_of_deleting = "Correct what is wrong in it."

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        record = self._found(request, object_id)
        events = Event.objects.about(record).order_by("-sequence")
        page = self.get_paginator(request, events, self.list_per_page).get_page(request.GET.get(PAGE_VAR))
        told = {"told": [_entry(event) for event in page], "page": page, "page_var": PAGE_VAR}
        return self._page(request, self.object_history_template, f"History of {record}", record, told)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """403, for administrators too."""
        told = {"instead": self.instead_of_deleting}
        record = self._found(request, object_id)
        return self._page(request, "admin/not_deleted.html", "Nothing is deleted here", record, told, status=403)

    def _found(self, request: HttpRequest, object_id: str) -> Any:
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404
        return record

    def _page(
        self, request: HttpRequest, template: str, title: str, record: Any, told: dict[str, Any], status: int = 200
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "object": record,
            "opts": self.opts,
            "module_name": capfirst(str(self.opts.verbose_name_plural)),
            **told,
        }
        return TemplateResponse(request, template, context, status=status)


def _entry(event: Event) -> Entry:
    whole = in_words(event, hidden=frozenset())
    parted = [from_where_they_part(change.was, change.now) for change in whole]
    short = [replace(change, was=was, now=now) for change, (was, now) in zip(whole, parted, strict=True)]
    return Entry(event, short, short != whole)
