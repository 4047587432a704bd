"""Letters and findings on the site: saving one opens a draft action for each finding that has none."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import BaseFormSet, ModelForm
from django.http import HttpRequest
from django.urls import URLPattern

from actions.admin.actions import ActionStack
from actions.admin.importing import import_urls
from actions.planning import confirm_lead, open_actions
from findings.admin.findings import FindingAdmin
from findings.admin.letters import LetterAdmin
from findings.models import Finding, Letter


@admin.register(Letter)
class PlannedLetterAdmin(LetterAdmin):
    change_list_template = "admin/letters.html"

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: list[BaseFormSet], change: bool) -> None:
        super().save_related(request, form, formsets, change)
        open_actions(form.instance, request.user)

    def get_urls(self) -> list[URLPattern]:
        return [*import_urls(self), *super().get_urls()]


@admin.register(Finding)
class PlannedFindingAdmin(FindingAdmin):
    inlines = (*FindingAdmin.inlines, ActionStack)
    actions = ("confirm_suggested_lead",)

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        """Another lead is a confirmed one, and its actions go along, as they do in the browser."""
        agency = obj.lead_agency
        moved = change and agency and "lead_agency" in form.changed_data
        if moved:
            obj.lead_agency = Finding.objects.get(pk=obj.pk).lead_agency
        super().save_model(request, obj, form, change)
        if moved:
            confirm_lead(obj, agency, request.user)

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: list[BaseFormSet], change: bool) -> None:
        super().save_related(request, form, formsets, change)
        open_actions(form.instance.letter, request.user)

    @admin.action(description="Confirm the suggested lead")
    def confirm_suggested_lead(self, request: HttpRequest, queryset: QuerySet[Finding]) -> None:
        named = [finding for finding in queryset if finding.lead_agency]
        confirmed = sum(_confirm(finding, request.user) for finding in named)
        told = f"{confirmed} confirmed."
        if done := len(named) - confirmed:
            told += f" {done} had been confirmed before."
        if bare := queryset.count() - len(named):
            told += f" {bare} with no suggestion: open the finding and choose who leads."
        messages.info(request, told)


def _confirm(finding: Finding, actor: Any) -> bool:
    return bool(finding.lead_agency and confirm_lead(finding, finding.lead_agency, actor))
