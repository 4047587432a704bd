"""Data entry for findings."""

from typing import ClassVar

from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.utils.text import Truncator

from findings.models import Finding, FindingContributor, FindingPlace
from partnerships.historic_admin import HistoricAdmin, HistoricTable, ReadOnlyAdmin

CONFIRMED = ("lead_confirmed_at", "lead_confirmed_by")


class ContributorTable(HistoricTable):
    model = FindingContributor
    fields = ("agency",)
    autocomplete_fields = ("agency",)
    select_related = ("agency",)
    verbose_name_plural = "contributing agencies, as its words suggest"


class FindingAdmin(HistoricAdmin):
    """Registered, with its actions, in actions.admin.letters."""

    list_display = ("code", "letter", "kind", "short_text", "lead_agency", "lead_is_confirmed", "page")
    list_display_links = ("code", "short_text")
    list_select_related = ("letter__partnership", "lead_agency", "partnership")
    list_filter = (
        *("kind", ("lead_confirmed_at", admin.EmptyFieldListFilter), "lead_agency__sector"),
        *(("missing_from", admin.EmptyFieldListFilter), "partnership"),
    )
    search_fields = ("text", "stem", "subheading", "lead_agency__name", "partnership__area")
    autocomplete_fields = ("letter", "lead_agency", "suggested_owner")
    instead_of_deleting = (
        "Correct its words. If it was entered by mistake, say in its actions that nothing is to be done, and why."
    )
    readonly_fields = (*CONFIRMED, "missing_from")
    inlines: ClassVar[tuple[type[InlineModelAdmin], ...]] = (ContributorTable,)
    fieldsets: ClassVar = (
        (None, {"fields": ["letter", ("kind", "number", "page"), "subheading", "stem", "text"]}),
        ("Who leads", {"fields": ["lead_agency", "because", "suggested_owner", *CONFIRMED]}),
        ("Further copies", {"fields": ["missing_from"]}),
    )

    @admin.display(description="text")
    def short_text(self, finding: Finding) -> str:
        return Truncator(finding.text).chars(120)

    @admin.display(description="lead confirmed", boolean=True)
    def lead_is_confirmed(self, finding: Finding) -> bool:
        return not finding.lead_is_suggestion


@admin.register(FindingContributor)
class FindingContributorAdmin(HistoricAdmin):
    list_display = ("agency", "finding", "partnership")
    list_select_related = ("agency", "finding__letter__partnership", "partnership")
    list_filter = ("agency__sector", "partnership")
    search_fields = ("agency__name", "finding__text", "partnership__area")
    fields = ("finding", "agency")
    autocomplete_fields = ("finding", "agency")


@admin.register(FindingPlace)
class FindingPlaceAdmin(ReadOnlyAdmin):
    """Where reading found it; written by the import alone."""

    list_display = ("finding", "file", "page", "lines")
    list_select_related = ("finding__letter__partnership", "file")
    list_filter = ("partnership",)
    search_fields = ("finding__text", "file__name", "partnership__area")
