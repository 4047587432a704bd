"""What every page of the admin site shares: saves go through the verbs, nothing is deleted, and the history that it
shows is the Event table."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import BaseModelAdmin, InlineModelAdmin
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import FieldDoesNotExist
from django.db import IntegrityError
from django.db.models import CharField, DateField, ForeignKey, QuerySet, TextField
from django.forms import BaseFormSet, ModelForm, Textarea, TextInput
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from partnerships.historic_fields import Choice, PartnershipAutocomplete
from partnerships.historic_forms import OWNERS, HistoricForm, HistoricFormSet
from partnerships.historic_pages import KeptPages
from partnerships.history import NotPossible, StaleEdit
from partnerships.plain_dates import PlainDateField

DATES: dict[Any, Any] = {DateField: {"form_class": PlainDateField, "widget": AdminDateWidget}}


class KeepsEverything(BaseModelAdmin):
    """For admin pages and inlines: no delete, and workflow fields that are read and not typed."""

    formfield_overrides = DATES

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: Any, **kwargs: Any) -> Any:
        if request and db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", PartnershipAutocomplete(db_field, self.admin_site))
            kwargs.setdefault("form_class", Choice)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The declared ones with the hidden version; a new record has nothing to read yet."""
        fieldsets = super().get_fieldsets(request, obj)
        hidden = set() if obj else set(self.get_readonly_fields(request, obj))
        shown: list[Any] = [
            (title, {**options, "fields": [name for name in options["fields"] if name not in hidden]})
            for title, options in fieldsets
        ]
        first = shown[0][1]["fields"]
        if self.has_change_permission(request, obj):
            first.append("seen_version")
        return [(title, options) for title, options in shown if options["fields"]]


class HistoricAdmin(KeepsEverything, KeptPages):
    """The base of an admin page on a Historic record."""

    form: type[ModelForm] = HistoricForm
    list_per_page = 50
    list_max_show_all = 200

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        related = self.list_select_related
        found = super().get_queryset(request)
        return found.select_related(*related) if isinstance(related, tuple | list) and related else found

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Whose a record is stays as it was entered: its history is in that partnership's chain."""
        fields = tuple(super().get_readonly_fields(request, obj))
        return (*fields, *(name for name in OWNERS if obj and _has_field(obj, name)))

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except StaleEdit:  # saved between our reading and our writing: read again, and the form says so
            return super().changeform_view(request, object_id, form_url, extra_context)
        except NotPossible as refused:  # what the form found possible, somebody made impossible meanwhile
            messages.error(request, str(refused))
            return redirect(request.get_full_path())
        except IntegrityError:  # each row is right against the database, but two new ones are the same
            messages.error(request, "Nothing is saved: two of the new rows are the same. Enter each once.")
            return redirect(request.get_full_path())

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        if change:
            obj.write(request.user, "corrected")
        else:
            obj.enter(request.user)

    def save_formset(self, request: HttpRequest, form: ModelForm, formset: BaseFormSet, change: bool) -> None:
        if isinstance(formset, HistoricFormSet):
            formset.save_rows(request.user)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The history has it."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The history has it."""


class HistoricRows(KeepsEverything, InlineModelAdmin):
    """What inlines share."""

    form = HistoricForm
    formset = HistoricFormSet
    extra = 0
    can_delete = False
    show_change_link = True
    select_related: Sequence[str] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        found = super().get_queryset(request)
        return found.select_related(*self.select_related) if self.select_related else found


class HistoricTable(HistoricRows, admin.TabularInline):
    """Rows of a record, side by side."""


class EnteredHere(HistoricTable):
    """Rows that are entered with their record, and changed each on its own page."""

    formfield_overrides = {
        **DATES,
        CharField: {"widget": TextInput(attrs={"size": 13})},
        TextField: {"widget": Textarea(attrs={"rows": 4, "cols": 36})},
    }

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class HistoricStack(HistoricRows, admin.StackedInline):
    """Rows of a record, one below the other."""


class ReadOnlyAdmin(HistoricAdmin):
    """What the program alone writes."""

    form = ModelForm
    instead_of_deleting = "The program alone writes it, and there is nothing to do."

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def _has_field(record: Any, name: str) -> bool:
    try:
        record._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True
