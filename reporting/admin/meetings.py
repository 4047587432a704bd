"""Meetings, what was said at them and asked for before them, to read: each is written on its own page."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from partnerships.historic_admin import ReadOnlyAdmin
from reporting.models import AgreedColour, AskedUpdate, Meeting, Papers, UpdateRequest

OF_ACTION = ("action__finding", "action__letter__partnership")


@admin.register(Meeting)
class MeetingAdmin(ReadOnlyAdmin):
    instead_of_deleting = "Call it off on the meeting’s own page."
    list_display = ("name", "kind", "on", "cut_off", "papers_on", "called_off_at", "partnership")
    list_select_related = ("partnership",)
    list_filter = ("kind", "partnership")
    search_fields = ("name", "place", "partnership__area")
    date_hierarchy = "on"
    fields = ("partnership", "kind", "name", "on", "cut_off", "papers_on", "place", "called_off_at")


@admin.register(Papers)
class PapersAdmin(ReadOnlyAdmin):
    """What was given out leaves through the gate, on the papers' own page."""

    instead_of_deleting = "Papers can be kept again. What was given out before stays as it was."
    list_display = ("meeting", "number", "as_of", "kept_by", "kept_at", "partnership")
    list_select_related = ("meeting", "kept_by", "partnership")
    list_filter = ("partnership",)
    search_fields = ("meeting__name", "partnership__area")
    date_hierarchy = "as_of"
    fields = ("meeting", "number", "as_of", "made_for", "word_sha256", "pdf_sha256", "kept_by", "kept_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer("contents")


@admin.register(AgreedColour)
class AgreedColourAdmin(ReadOnlyAdmin):
    instead_of_deleting = "Take the colour back on the meeting’s own page."
    list_display = ("meeting", "finding", "action", "brag", "said_by", "partnership")
    list_select_related = (*OF_ACTION, "meeting", "finding__letter__partnership", "said_by", "partnership")
    list_filter = ("brag", "partnership")
    search_fields = ("note", "meeting__name", "partnership__area")
    fields = ("meeting", "finding", "action", "brag", "note", "said_by")


@admin.register(UpdateRequest)
class UpdateRequestAdmin(ReadOnlyAdmin):
    instead_of_deleting = "End it on the request’s own page."
    list_display = ("due", "meeting", "asked_by", "asked_at", "ended_at", "partnership")
    list_select_related = ("asked_by", "partnership")
    list_filter = ("partnership",)
    search_fields = ("meeting", "partnership__area")
    date_hierarchy = "due"
    fields = ("partnership", "due", "meeting", "asked_by", "asked_at", "follows", "ended_at")


@admin.register(AskedUpdate)
class AskedUpdateAdmin(ReadOnlyAdmin):
    instead_of_deleting = "End the request on its own page."
    list_display = ("action", "request", "partnership")
    list_select_related = (*OF_ACTION, "request", "partnership")
    list_filter = ("partnership",)
    search_fields = ("action__text", "partnership__area")
    fields = ("request", "action")
