"""The files that letters came in, to look at: they are kept as they are."""

from django.contrib import admin

from findings.models import LetterFile
from partnerships.historic_admin import ReadOnlyAdmin


@admin.register(LetterFile)
class LetterFileAdmin(ReadOnlyAdmin):
    list_display = ("name", "letter", "size", "imported_at", "imported_by")
    list_select_related = ("letter__partnership", "imported_by")
    list_filter = ("partnership",)
    search_fields = ("name", "sha256", "partnership__area")
    date_hierarchy = "imported_at"
    fields = ("name", "letter", "sha256", "size", "imported_at", "imported_by")
