"""Who sees a letter before it is published, to read: people are named on the letter's own page."""

from django.contrib import admin

from findings.models import LetterReader
from partnerships.historic_admin import ReadOnlyAdmin


@admin.register(LetterReader)
class LetterReaderAdmin(ReadOnlyAdmin):
    list_display = ("user", "letter", "added_by", "ended_at", "partnership")
    list_select_related = ("letter__partnership", "user", "added_by", "partnership")
    list_filter = ("partnership",)
    search_fields = ("user__name", "user__email", "partnership__area")
    fields = ("letter", "user", "added_by", "ended_at")
