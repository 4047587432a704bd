"""Data entry for the people a letter is written to."""

from django.contrib import admin

from findings.models import Addressee
from partnerships.historic_admin import HistoricAdmin


@admin.register(Addressee)
class AddresseeAdmin(HistoricAdmin):
    list_display = ("name", "role", "organisation", "sector", "letter", "agency", "officer")
    list_select_related = ("letter__partnership", "agency", "officer")
    list_filter = ("sector", "partnership")
    search_fields = ("name", "role", "organisation", "partnership__area")
    fields = ("letter", "order", "name", "role", "organisation", "sector", "agency", "officer")
    autocomplete_fields = ("letter", "agency", "officer")
