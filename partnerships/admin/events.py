"""The history and who looked, to read: nobody writes them by hand."""

from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from partnerships.historic_admin import ReadOnlyAdmin
from partnerships.history_words import in_words
from partnerships.models import Chain, Event, Look


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ("at", "actor_name", "verb", "subject_name", "partnership")
    list_select_related = ("partnership", "actor")
    list_filter = ("partnership", "subject_type", "verb")
    search_fields = ("actor_name", "verb", "subject_name")
    date_hierarchy = "at"
    fields = ("at", "actor_name", "actor", "verb", "subject_name", "partnership", "what_changed", "sequence", "hash")

    @admin.display(description="What changed")
    def what_changed(self, event: Event) -> SafeString:
        rows = ((told.label, told.was or "empty", told.now or "empty") for told in in_words(event, hidden=frozenset()))
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}: from “{}” to “{}”</li>", rows))


@admin.register(Chain)
class ChainAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "length", "head")
    list_select_related = ("partnership",)
    search_fields = ("partnership__area", "partnership__name")
    fields = ("partnership", "length", "head", "is_whole")

    @admin.display(description="Whole?")
    def is_whole(self, chain: Chain) -> str:
        at = Event.objects.broken_at(chain.partnership_id)
        return f"It breaks at event {at}" if at else "Yes"


@admin.register(Look)
class LookAdmin(ReadOnlyAdmin):
    list_display = ("at", "user_name", "what", "subject_name", "rows", "partnership")
    list_select_related = ("partnership",)
    list_filter = ("partnership", "what", "subject_type")
    search_fields = ("user_name", "subject_name")
    date_hierarchy = "at"
    fields = ("at", "user_name", "user", "what", "subject_name", "rows", "path", "partnership")
