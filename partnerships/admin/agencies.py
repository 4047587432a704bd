"""Data entry for agencies and their officers."""

from django.contrib import admin

from partnerships.historic_admin import HistoricAdmin, HistoricTable
from partnerships.models import Agency, Officer


class OfficerTable(HistoricTable):
    model = Officer
    fields = ("name", "job_title", "accountable_executive", "never_owner", "user", "left_on")
    autocomplete_fields = ("user",)
    select_related = ("user",)


@admin.register(Agency)
class AgencyAdmin(HistoricAdmin):
    list_display = ("name", "sector", "partnership", "successor", "succeeded_on")
    list_select_related = ("partnership", "successor")
    list_filter = ("sector", "partnership")
    search_fields = ("name", "partnership__area", "partnership__name")
    fields = ("partnership", "name", "sector", "clears_updates", "successor", "succeeded_on")
    autocomplete_fields = ("successor",)
    instead_of_deleting = "Correct its name, or give its successor and the day that it took over."
    inlines = (OfficerTable,)


@admin.register(Officer)
class OfficerAdmin(HistoricAdmin):
    list_display = ("name", "job_title", "agency", "partnership", "accountable_executive", "never_owner", "left_on")
    list_select_related = ("agency", "partnership")
    list_filter = ("accountable_executive", "never_owner", "agency__sector", "partnership")
    search_fields = ("name", "job_title", "agency__name", "partnership__area")
    fields = (
        *("partnership", "agency", "name", "job_title", "user"),
        *("accountable_executive", "never_owner", "left_on"),
    )
    autocomplete_fields = ("agency", "user")
    instead_of_deleting = "Correct the name, or give the day on which the officer left."
