"""Data entry for partnerships, and who has which role in them."""

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from partnerships.historic_admin import HistoricAdmin, HistoricTable
from partnerships.models import Agency, Membership, Partnership


class AgencyTable(HistoricTable):
    model = Agency
    fields = ("name", "sector")


class MembershipTable(HistoricTable):
    model = Membership
    fields = ("user", "role", "agency", "expires_on")
    autocomplete_fields = ("user", "agency")
    select_related = ("user", "agency", "partnership")


@admin.register(Partnership)
class PartnershipAdmin(HistoricAdmin):
    list_display = ("area", "name", "agencies_count", "letters_count")
    search_fields = ("area", "name")
    ordering = ("area",)  # the model's own is lost in counting
    fields = (
        *("area", "name", "blue_says", "green_says", "amber_says", "red_says", "grey_says"),
        *("marking", "handling"),
    )
    inlines = (AgencyTable, MembershipTable)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        counts = {"agencies_count": Count("agencies", distinct=True), "letters_count": Count("letters", distinct=True)}
        return super().get_queryset(request).annotate(**counts)

    @admin.display(description="Agencies", ordering="agencies_count")
    def agencies_count(self, partnership: Partnership) -> int:
        return partnership.agencies_count  # type: ignore[attr-defined]

    @admin.display(description="Letters", ordering="letters_count")
    def letters_count(self, partnership: Partnership) -> int:
        return partnership.letters_count  # type: ignore[attr-defined]


@admin.register(Membership)
class MembershipAdmin(HistoricAdmin):
    list_display = ("user", "role", "agency", "partnership", "expires_on", "ended_at")
    list_select_related = ("user", "agency", "partnership")
    list_filter = ("role", "partnership", "expires_on")
    search_fields = ("user__email", "user__name", "agency__name", "partnership__area")
    fields = ("partnership", "user", "role", "agency", "expires_on", "ended_at", "ended_by")
    readonly_fields = ("ended_at", "ended_by")
    autocomplete_fields = ("user", "agency")
    instead_of_deleting = "To end this role, give its last day under “Expires on”."
