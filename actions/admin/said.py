"""What was said and decided, to read: people say it on the pages, once, and nobody rewrites it."""

from django.contrib import admin

from actions.models import Challenge, DateChange, Decision, Evidence, ImpactRating, Opinion, Update
from partnerships.historic_admin import ReadOnlyAdmin

OF_ACTION = ("action__finding__letter__partnership", "action__letter__partnership", "partnership")
OF_FINDING = ("finding__letter__partnership", "action__finding", "action__letter__partnership", "partnership")


@admin.register(Update)
class UpdateAdmin(ReadOnlyAdmin):
    list_display = ("recorded_at", "__str__", "agency", "author", "declared", "cleared_at", "partnership")
    list_select_related = (*OF_ACTION, "agency", "author")
    list_filter = ("kind", "declared", "partnership")
    search_fields = ("text", "next_step", "author__name", "agency__name", "partnership__area")
    date_hierarchy = "recorded_at"
    fields = (
        *("action", "agency", "kind", "text", "declared", "next_step"),
        *("author", "recorded_at", "cleared_by", "cleared_at", "is_example"),
        *("sent_back_by", "sent_back_at", "sent_back_because"),
    )


@admin.register(Evidence)
class EvidenceAdmin(ReadOnlyAdmin):
    """The file itself leaves through the gate, on the action's page."""

    list_display = ("title", "action", "name", "size", "added_by", "added_at", "partnership")
    list_select_related = (*OF_ACTION, "added_by")
    list_filter = ("media_type", "partnership")
    search_fields = ("title", "name", "link", "sha256", "partnership__area")
    date_hierarchy = "added_at"
    fields = (
        *("action", "title", "link", "name", "media_type", "size", "sha256"),
        *("update", "added_by", "added_at", "is_example"),
    )


@admin.register(DateChange)
class DateChangeAdmin(ReadOnlyAdmin):
    list_display = ("asked_at", "action", "was", "wanted", "answer", "asked_by", "answered_by", "partnership")
    list_select_related = (*OF_ACTION, "asked_by", "answered_by")
    list_filter = ("answer", "partnership")
    search_fields = ("reason", "asked_by__name", "partnership__area")
    fields = (
        *("action", "was", "wanted", "reason", "asked_by", "asked_at"),
        *("answer", "answered_by", "answered_at", "answer_reason"),
    )


@admin.register(ImpactRating)
class ImpactRatingAdmin(ReadOnlyAdmin):
    list_display = ("on", "finding", "rating", "meeting", "said_by", "partnership")
    list_select_related = (*OF_FINDING, "said_by")
    list_filter = ("rating", "partnership")
    search_fields = ("meeting", "note", "finding__text", "partnership__area")
    fields = ("finding", "rating", "on", "meeting", "note", "said_by", "said_at")


@admin.register(Challenge)
class ChallengeAdmin(ReadOnlyAdmin):
    list_display = ("said_at", "finding", "action", "agency", "answer_due", "answered_at", "closed_at", "partnership")
    list_select_related = (*OF_FINDING, "agency", "said_by")
    list_filter = ("partnership",)
    search_fields = ("text", "answer", "outcome", "agency__name", "partnership__area")
    fields = (
        *("finding", "action", "agency", "text", "said_by", "said_at", "answer_due"),
        *("answer", "answered_by", "answered_at", "outcome", "closed_at"),
    )


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ("on", "meeting", "finding", "action", "by_partners", "closes", "no_action", "partnership")
    list_select_related = OF_FINDING
    list_filter = ("by_partners", "closes", "no_action", "partnership")
    search_fields = ("meeting", "text", "finding__text", "partnership__area")
    fields = (
        *("finding", "action", "meeting", "on", "text", "by_partners", "closes", "no_action", "opinion"),
        *("said_by", "said_at"),
    )


@admin.register(Opinion)
class OpinionAdmin(ReadOnlyAdmin):
    list_display = ("said_at", "finding", "action", "said_by", "partnership")
    list_select_related = (*OF_FINDING, "said_by")
    list_filter = ("partnership",)
    search_fields = ("text", "said_by__name", "partnership__area")
    fields = ("finding", "action", "text", "said_by", "said_at")
