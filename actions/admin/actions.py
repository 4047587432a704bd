"""Data entry for actions."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError
from django.db.models import DateField, Max
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.text import Truncator

from actions.models import Action, Contributor, Status
from partnerships.historic_admin import HistoricAdmin, HistoricStack, HistoricTable
from partnerships.historic_forms import HistoricForm, HistoricFormSet
from partnerships.plain_dates import PlanDateField

PLANNED: dict[Any, Any] = {DateField: {"form_class": PlanDateField, "widget": AdminDateWidget}}
MOVED = "Agreed. To move it, open the action’s page and choose “Ask for another date”."


def number_new(action: Action) -> None:
    """The next number within its finding; numbers are never given twice."""
    last = Action.objects.filter(finding=action.finding).aggregate(Max("sequence"))["sequence__max"]
    action.sequence = (last or 0) + 1


class ActionForm(HistoricForm):
    numbered_on_saving = ("sequence",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """An agreed date moves by asking: with a reason, and somebody's word, kept."""
        super().__init__(*args, **kwargs)
        if self.instance.target_date and "target_date" in self.fields:
            self.fields["target_date"].disabled = True
            self.fields["target_date"].help_text = MOVED

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.instance.status != Status.DRAFT and "text" in cleaned and not cleaned["text"].strip():
            self.add_error("text", ValidationError("Say what will be done: work on this action has been opened."))
        return cleaned


class ActionFormSet(HistoricFormSet):
    def number(self, row: Action) -> None:
        number_new(row)


class ActionStack(HistoricStack):
    """The actions that answer a finding."""

    model = Action
    form = ActionForm
    formfield_overrides = PLANNED
    formset = ActionFormSet
    fields = ("text", ("lead_agency", "lead_officer"), ("planned_start", "target_date"), "status")
    readonly_fields = ("status",)
    autocomplete_fields = ("lead_agency", "lead_officer")
    select_related = ("lead_agency", "lead_officer", "letter__partnership", "finding")


class ContributorTable(HistoricTable):
    model = Contributor
    fields = ("agency", "officer", "part")
    autocomplete_fields = ("agency", "officer")
    select_related = ("agency", "officer")


@admin.register(Action)
class ActionAdmin(HistoricAdmin):
    form = ActionForm
    formfield_overrides = PLANNED
    list_display = ("number", "letter", "words", "status", "lead_agency", "lead_officer", "target_date")
    list_display_links = ("number", "words")
    list_select_related = (
        *("letter__partnership", "finding__letter__partnership", "partnership"),
        *("lead_agency", "lead_officer"),
    )
    list_filter = ("status", "finding__kind", "lead_agency__sector", "partnership")
    search_fields = ("text", "finding__text", "lead_agency__name", "lead_officer__name", "partnership__area")
    date_hierarchy = "target_date"
    autocomplete_fields = ("finding", "lead_agency", "lead_officer", "deputy")
    instead_of_deleting = "Cancel it on its own page, with the reason."
    readonly_fields = ("number", "original_target_date", "finding_text", *Action.WORKFLOW_FIELDS)
    inlines = (ContributorTable,)
    fieldsets: ClassVar = (
        (None, {"fields": ["finding", "number", "finding_text", "status", "text", "measure_of_success"]}),
        ("Who", {"fields": ["lead_agency", "lead_officer", "deputy"]}),
        ("When", {"fields": ["planned_start", "target_date", "original_target_date"]}),
        ("Where the work stands", {"fields": Action.WORKFLOW_FIELDS[1:]}),
    )

    @admin.display(description="what it says")
    def words(self, action: Action) -> str:
        return Truncator(action.text or action.finding.text).chars(100)

    @admin.display(description="the inspectors' words")
    def finding_text(self, action: Action) -> str:
        return action.finding.text

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        if not change:
            number_new(obj)
        super().save_model(request, obj, form, change)


@admin.register(Contributor)
class ContributorAdmin(HistoricAdmin):
    list_display = ("agency", "action", "officer", "partnership")
    list_select_related = ("agency", "action__letter__partnership", "action__finding", "officer", "partnership")
    list_filter = ("agency__sector", "partnership")
    search_fields = ("agency__name", "officer__name", "action__text", "partnership__area")
    fields = ("action", "agency", "officer", "part", "ended_at")
    readonly_fields = ("ended_at",)
    autocomplete_fields = ("action", "agency", "officer")
