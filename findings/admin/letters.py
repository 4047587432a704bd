"""Data entry for letters: by hand where a letter cannot be read, and for other inspections and reviews."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from findings.admin.findings import FindingForm, number_new
from findings.models import Addressee, Finding, Letter
from findings.models.letters import Origin
from partnerships.historic_admin import EnteredHere, HistoricAdmin
from partnerships.historic_fields import Lines
from partnerships.historic_forms import HistoricForm, HistoricFormSet

STATEMENT = "Written statement of proposed action"


class LetterForm(HistoricForm):
    inspectorates = Lines()
    strengths = Lines(label="Key strengths")
    case_studies = Lines(label="Practice studies")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A letter that a person enters has a date; one that was read may print none."""
        super().__init__(*args, **kwargs)
        if "letter_date" in self.fields:
            self.fields["letter_date"].required = not self.instance.as_read


class AddresseeFormSet(HistoricFormSet):
    def number(self, row: Addressee) -> None:
        row.order = row.letter.addressees.count() + 1


class AddresseeTable(EnteredHere):
    model = Addressee
    formset = AddresseeFormSet
    fields = ("name", "role", "organisation", "sector", "agency")
    autocomplete_fields = ("agency",)
    select_related = ("agency",)
    verbose_name = "person"
    verbose_name_plural = "people written to"


class FindingFormSet(HistoricFormSet):
    def number(self, row: Finding) -> None:
        others = (form.instance for form in self.forms)
        number_new(row, [other.number for other in others if other.kind == row.kind and other.number])


class FindingTable(EnteredHere):
    model = Finding
    form = FindingForm
    formset = FindingFormSet
    fields = ("kind", "number", "text", "lead_agency")
    autocomplete_fields = ("lead_agency",)
    select_related = ("lead_agency", "letter__partnership")


class LetterAdmin(HistoricAdmin):
    """Registered, with what opens its actions, in actions.admin.letters."""

    form = LetterForm
    list_display = ("area", "letter_date", "findings_told", "statutory_due", "due_is", "short_theme", "source")
    list_display_links = ("area", "letter_date")
    list_select_related = ("partnership",)
    list_filter = ("source", "statement_required", "embargoed", "partnership")
    search_fields = ("partnership__area", "partnership__name", "theme", "principal_authority")
    date_hierarchy = "letter_date"
    ordering = ("partnership__area", "-letter_date", "pk")  # the model's own is lost in counting
    instead_of_deleting = (
        "Correct what is wrong in it. If it was entered by mistake, say so in its theme, "
        "and in each of its actions that nothing is to be done."
    )
    readonly_fields = (
        "embargoed",
        "published_on",
        "working_days_due",
        "statutory_due",
        "due_is",
        "warnings_told",
        "inferred_told",
    )
    inlines = (AddresseeTable, FindingTable)
    fieldsets: ClassVar = (
        (None, {"fields": ["partnership", "source", "letter_date", "theme", "inspectorates"]}),
        ("Publication", {"fields": [("embargoed", "published_on")]}),
        ("Inspection", {"fields": [("inspected_from", "inspected_to")]}),
        (
            STATEMENT,
            {
                "description": "Only the letter on a joint targeted area inspection asks for one.",
                "fields": [
                    *("received_on", "statement_required", "statement_printed"),
                    *("working_days_due", "statutory_due", "due_is"),
                    *("statement_to", "principal_authority", "sender", "statement_sent_on"),
                ],
            },
        ),
        ("Also in the letter", {"fields": ["strengths", "case_studies"]}),
        ("From reading it", {"fields": ["warnings_told", "inferred_told"]}),
    )

    def get_fieldsets(self, request: HttpRequest, obj: Letter | None = None) -> Any:
        """The statement is folded away until the letter is one that may ask for it."""
        folded = {} if obj and obj.source == Origin.JTAI else {"classes": ["collapse"]}
        fieldsets = super().get_fieldsets(request, obj)
        return [(title, {**options, **folded} if title == STATEMENT else options) for title, options in fieldsets]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        found: Any = super().get_queryset(request)
        return found.at_a_glance()

    @admin.display(ordering="partnership__area")
    def area(self, letter: Letter) -> str:
        return letter.partnership.area

    @admin.display(description="theme", ordering="theme")
    def short_theme(self, letter: Letter) -> str:
        return Truncator(letter.theme).chars(60)

    @admin.display(description="findings")
    def findings_told(self, letter: Letter) -> str:
        every, priority = letter.findings_count, letter.priority_count  # type: ignore[attr-defined]
        return f"{every} ({priority} for priority action)" if priority else str(every)

    @admin.display(description="this date is")
    def due_is(self, letter: Letter) -> str:
        return letter.statement_due_is or ""

    @admin.display(description="warnings")
    def warnings_told(self, letter: Letter) -> SafeString | str:
        return _paragraphs(warning["message"] for warning in letter.warnings) or "None"

    @admin.display(description="inferred, not printed")
    def inferred_told(self, letter: Letter) -> SafeString | str:
        told = (f"{name.replace('_', ' ').capitalize()}: {reason}" for name, reason in letter.inferred.items())
        return _paragraphs(told) or "Nothing"


def _paragraphs(texts: Iterable[str]) -> SafeString:
    return format_html_join("", "<p>{}</p>", ((text,) for text in texts))
