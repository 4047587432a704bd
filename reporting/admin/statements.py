"""Written statements, to read: they are written, agreed to and sent on their own pages, which an administrator may
open too. What was sent leaves through the gate, on its version's page."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from partnerships.historic_admin import ReadOnlyAdmin
from reporting.models import Milestone, Section, Signatory, Statement, Version

OF_STATEMENT = ("statement__letter__partnership", "partnership")


class StatementPart(ReadOnlyAdmin):
    instead_of_deleting = "Change it on the statement’s own page."


@admin.register(Statement)
class StatementAdmin(StatementPart):
    list_display = ("letter", "preparer", "sender", "order", "detail", "named", "partnership")
    list_select_related = ("letter__partnership", "partnership")
    list_filter = ("partnership",)
    search_fields = ("preparer", "sender", "recipients", "partnership__area")
    fields = ("letter", "preparer", "sender", "recipients", "contact", "order", "detail", "named")


@admin.register(Section)
class SectionAdmin(StatementPart):
    list_display = ("heading", "statement", "place", "shown", "partnership")
    list_select_related = OF_STATEMENT
    list_filter = ("key", "shown", "partnership")
    search_fields = ("heading", "text", "partnership__area")
    fields = ("statement", "key", "heading", "text", "place", "shown")


@admin.register(Milestone)
class MilestoneAdmin(StatementPart):
    list_display = ("name", "statement", "due", "done_on", "removed_at", "partnership")
    list_select_related = OF_STATEMENT
    list_filter = ("partnership",)
    search_fields = ("name", "partnership__area")
    date_hierarchy = "due"
    fields = ("statement", "name", "due", "done_on", "removed_at")


@admin.register(Signatory)
class SignatoryAdmin(StatementPart):
    list_display = ("agency", "officer", "statement", "answer", "answered_by", "answered_at", "ended_at", "partnership")
    list_select_related = (*OF_STATEMENT, "agency", "officer__agency", "answered_by")
    list_filter = ("answer", "partnership")
    search_fields = ("agency__name", "officer__name", "said", "partnership__area")
    fields = ("statement", "agency", "officer", "answer", "said", "seal", "answered_by", "answered_at", "ended_at")


@admin.register(Version)
class VersionAdmin(StatementPart):
    instead_of_deleting = "A later version can be recorded as sent. What was sent before stays as it was."
    list_display = ("number", "statement", "sent_on", "in_time", "sent_by", "published_at", "partnership")
    list_select_related = OF_STATEMENT
    list_filter = ("partnership",)
    search_fields = ("sent_by", "published_at", "partnership__area")
    date_hierarchy = "sent_on"
    fields = (
        *("statement", "number", "sent_on", "sent_by", "sent_to", "preparer", "statutory_due", "missing"),
        *("word_sha256", "pdf_sha256", "published_at", "published_on", "recorded_by", "recorded_at"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer("contents", "endorsed")
