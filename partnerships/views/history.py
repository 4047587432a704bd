"""A partnership's history and who looked, each as a list; the history also as a file."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import Any

import django_tables2 as tables
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from partnerships import subjects
from partnerships.csv_rows import Value, as_csv
from partnerships.filters import HistoryFilter, LookFilter
from partnerships.gates import require
from partnerships.history_file import HEADINGS, history_rows
from partnerships.history_words import Hidden, Told
from partnerships.letter_gate import hidden_beside
from partnerships.list_pages import FilteredListPage
from partnerships.looks import looked_at_list
from partnerships.marking import marking_lines
from partnerships.models import Event, Look, Partnership
from partnerships.models.events import EventQuerySet
from partnerships.models.looks import What
from partnerships.parting import from_where_they_part
from partnerships.shown import visible_partnership
from partnerships.story import chapter, told_once


class TimeTable(tables.Table):
    """The newest first, and in no other order; its cells are the template's."""

    when = tables.Column("When", empty_values=())
    who = tables.Column("Who", empty_values=())
    what = tables.Column("What", empty_values=())

    class Meta:
        orderable = False


class OfPartnership(FilteredListPage):
    """Of the partnership in the address, for those who may do `verb` there."""

    table_class = TimeTable
    verb = ""
    partnership: Partnership

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.partnership = visible_partnership(request, kwargs["pk"])
        require(request.user, self.verb, self.partnership)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(partnership=self.partnership, section="partnership", **kwargs)

    def note(self, name: str, number: int, what: str = What.VIEW) -> None:
        looked_at_list(self.request, name, {self.partnership.pk: number}, what)


class HistoryList(OfPartnership):
    filterset_class = HistoryFilter
    template_name = "partnerships/history.html"
    verb = "see history"

    def get_queryset(self) -> QuerySet[Event]:
        """Everything of one kind where one is asked for; else nothing that another event tells, too."""
        return self.events() if self.request.GET.get("filter-verb") else told_once(self.events())

    def events(self) -> EventQuerySet:
        return Event.objects.visible_to(self.request.user).filter(partnership=self.partnership).order_by("-sequence")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        events = [row.record for row in context["table"].page.object_list]
        where = subjects.addresses((event.subject_type, event.subject_id) for event in events)
        self.note("History", len(events))
        hidden = hidden_beside(self.request.user)
        return {**context, "rows": [_row(event, where, hidden) for event in events]}


class HistoryExport(HistoryList):
    """Every event of what the list shows on all its pages, a line for each field that changed."""

    def get_queryset(self) -> QuerySet[Event]:
        return self.events()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"filtered": self.filterset.in_words(), "wrong": self.filterset.form.errors}

    def render_to_response(self, context: dict[str, Any], **_kwargs: Any) -> HttpResponseBase:
        events, now = self.object_list, timezone.localtime()
        self.note("History", events.count(), What.EXPORT)
        before: list[list[Value]] = [[line] for line in marking_lines([self.partnership])]
        before += [[f"Downloaded by {self.request.user}, {now:%-d %B %Y at %H:%M}"]]
        only = "; ".join(one.words for one in context["filtered"])
        wrong: list[list[Value]] = [[f"Left out: {error}"] for errors in context["wrong"].values() for error in errors]
        before += [[f"Only: {only}" if only else "All of the history"], *wrong, [], [*HEADINGS]]
        lines = history_rows(events, hidden_beside(self.request.user))
        return as_csv(chain(before, lines), f"history-{now:%Y-%m-%d}.csv")


class LookList(OfPartnership):
    filterset_class = LookFilter
    template_name = "partnerships/who_looked.html"
    verb = "see looks"

    def get_queryset(self) -> QuerySet[Look]:
        return Look.objects.visible_to(self.request.user).filter(partnership=self.partnership)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        looks = [row.record for row in context["table"].page.object_list]
        where = subjects.addresses((look.subject_type, look.subject_id) for look in looks if look.subject_id)
        self.note("Who looked", len(looks))
        told = {"headings": ("Who", "What", "At what", "When"), "kept_days": settings.LOOKS_KEPT_DAYS}
        return {**context, **told, "rows": [(look, where.get((look.subject_type, look.subject_id))) for look in looks]}


def _row(event: Event, where: dict[subjects.Thing, str], hidden: Hidden) -> dict[str, Any]:
    """For the page: an event with its kind, the address of what it is about, and its changes in a few words."""
    told = chapter(event, hidden=hidden)
    changes = [replace(one, was=was, now=now) for one, was, now in _parted(told.changes)]
    address = where.get((event.subject_type, event.subject_id), "")
    kind = subjects.kind_in_words(event.subject_type)
    return {"event": event, "did": told.did, "kind": kind, "address": address, "changes": changes}


def _parted(changes: Iterable[Told]) -> Iterator[tuple[Told, str, str]]:
    return ((one, *from_where_they_part(one.was, one.now)) for one in changes)
