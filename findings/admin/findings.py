"""Data entry for findings."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.text import Truncator

from findings.importing import next_number
from findings.models import Finding, FindingContributor, FindingPlace
from partnerships.historic_admin import HistoricAdmin, HistoricTable, ReadOnlyAdmin
from partnerships.historic_forms import HistoricForm

CONFIRMED = ("lead_confirmed_at", "lead_confirmed_by")
CLOSED = ("split_from", "closed_at", "closed_by", "reason")


class FindingForm(HistoricForm):
    """The number is the next of its kind where nobody types one."""

    numbered_on_saving = ("number",)

    class Meta:
        help_texts: ClassVar = {
            "kind": "A recommendation of a review is entered as an area for improvement.",
            "number": "Empty: the next number of its kind.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "number" in self.fields:
            self.fields["number"].required = not self.instance._state.adding


def number_new(finding: Finding, typed: Iterable[int] = ()) -> None:
    """Gives a finding without a number the first one after those of its kind, in the letter and typed beside it."""
    if finding.number is None:
        finding.number = max(next_number(finding.letter, finding.kind), *(number + 1 for number in typed), 1)


class ContributorTable(HistoricTable):
    model = FindingContributor
    fields = ("agency",)
    autocomplete_fields = ("agency",)
    select_related = ("agency",)
    verbose_name_plural = "contributing agencies, as its words suggest"


class FindingAdmin(HistoricAdmin):
    """Registered, with its actions, in actions.admin.letters."""

    form = FindingForm
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
    readonly_fields = (*CONFIRMED, "missing_from", *CLOSED)
    inlines: ClassVar[tuple[type[InlineModelAdmin], ...]] = (ContributorTable,)
    fieldsets: ClassVar = (
        (None, {"fields": ["letter", ("kind", "number", "page"), "subheading", "stem", "text", "theme"]}),
        ("Who leads", {"fields": ["lead_agency", "because", "suggested_owner", *CONFIRMED]}),
        ("Further copies", {"fields": ["missing_from"]}),
        ("Where it stands", {"fields": [*CLOSED]}),
    )

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        number_new(obj)
        super().save_model(request, obj, form, change)

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
