"""Data entry for measures with their readings, and for the further findings that an action answers."""

from typing import Any

from django.contrib import admin
from django.forms import BaseFormSet, ModelForm
from django.http import HttpRequest

from actions.models import AlsoAnswers, Measure, MeasureReading
from partnerships.historic_admin import HistoricAdmin, HistoricTable


class ReadingTable(HistoricTable):
    model = MeasureReading
    fields = ("on", "value", "entered_by")
    readonly_fields = ("entered_by",)
    select_related = ("entered_by",)


@admin.register(Measure)
class MeasureAdmin(HistoricAdmin):
    list_display = ("name", "finding", "unit", "baseline", "target", "source", "partnership")
    list_select_related = ("finding__letter__partnership", "partnership")
    list_filter = ("source", "partnership")
    search_fields = ("name", "finding__text", "partnership__area")
    fields = ("finding", "name", "unit", "baseline", "target", "source")
    autocomplete_fields = ("finding",)
    inlines = (ReadingTable,)

    def save_formset(self, request: HttpRequest, form: ModelForm, formset: BaseFormSet, change: bool) -> None:
        for row in formset.forms:
            if row.instance._state.adding:
                row.instance.entered_by = request.user
        super().save_formset(request, form, formset, change)


@admin.register(MeasureReading)
class MeasureReadingAdmin(HistoricAdmin):
    list_display = ("on", "measure", "value", "entered_by", "partnership")
    list_select_related = ("measure", "entered_by", "partnership")
    list_filter = ("partnership",)
    search_fields = ("measure__name", "partnership__area")
    date_hierarchy = "on"
    fields = ("measure", "on", "value", "entered_by")
    readonly_fields = ("entered_by",)
    autocomplete_fields = ("measure",)

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        if not change:
            obj.entered_by = request.user
        super().save_model(request, obj, form, change)


@admin.register(AlsoAnswers)
class AlsoAnswersAdmin(HistoricAdmin):
    list_display = ("action", "finding", "taken_back_at", "partnership")
    list_select_related = (
        *("action__finding", "action__letter__partnership"),
        *("finding__letter__partnership", "partnership"),
    )
    list_filter = ("partnership",)
    search_fields = ("action__text", "finding__text", "partnership__area")
    fields = ("action", "finding", "taken_back_at")
    readonly_fields = ("taken_back_at",)
    autocomplete_fields = ("action", "finding")
