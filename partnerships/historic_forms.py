"""Forms of the admin site: they refuse to overwrite what somebody else saved meanwhile, and keep to one partnership."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms.models import BaseInlineFormSet

from partnerships.history_words import in_words
from partnerships.models import Event, Partnership

PARENTS = ("measure", "action", "finding", "letter")  # whose partnership a record belongs to, the nearest first


class PartnershipAutocomplete(AutocompleteSelect):
    """Offers one partnership's records, and shows the one chosen now without asking the database again."""

    partnership_id: int | None = None
    chosen: Model | None = None

    def get_url(self) -> str:
        url = super().get_url()
        return f"{url}?{urlencode({'partnership': self.partnership_id})}" if self.partnership_id else url

    def optgroups(self, name: str, value: Any, attr: Any = None) -> list[Any]:
        if self.chosen is None or value != [str(self.chosen.pk)]:
            return super().optgroups(name, value, attr)
        blank = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        chosen = self.create_option(name, self.chosen.pk, str(self.chosen), True, len(blank))
        return [(None, [*blank, chosen], 0)]


class SeenVersion(forms.IntegerField):
    """The version that the person sees while typing. It alone makes no change."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


_LONG = forms.Textarea(attrs={"rows": 5, "class": "vLargeTextField"})


class Lines(forms.CharField):
    """A list of texts, one on each line."""

    def __init__(self, label: str | None = None) -> None:
        super().__init__(label=label, required=False, help_text="One on each line.", widget=_LONG)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = value if isinstance(value, list) else str(value or "").splitlines()
        return [line.strip() for line in lines if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(initial) != self.to_python(data)


class HistoricForm(forms.ModelForm):
    """A form on a Historic record. What someone typed is never lost: a stale save shows it again, with what stands."""

    seen_version = SeenVersion()
    numbered_on_saving: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen_version"].required = not self.instance._state.adding
        self.initial["seen_version"] = self.instance.version
        self.keep_to(getattr(self.instance, "partnership_id", None))

    def keep_to(self, partnership_id: int | None) -> None:
        """Makes the record one of that partnership, where that is known, and offers only its records."""
        if partnership_id and hasattr(self.instance, "partnership_id"):
            self.instance.partnership_id = partnership_id
        for name, field in self.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, PartnershipAutocomplete):
                widget.partnership_id = partnership_id
                widget.chosen = getattr(self.instance, name, None)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._follow_parent(cleaned)
        seen = cleaned.get("seen_version")
        if not self.instance._state.adding and seen is not None and seen != self.instance.version:
            self._refuse_stale(seen)
        return cleaned

    def _follow_parent(self, cleaned: dict[str, Any]) -> None:
        parent = next((cleaned[name] for name in PARENTS if isinstance(cleaned.get(name), Model)), None)
        if parent and self.instance._state.adding:
            self.instance.partnership_id = parent.partnership_id

    def _refuse_stale(self, seen: int) -> None:
        """Says who changed what since version `seen`; the next save is made in the knowledge of it."""
        if not self.has_changed():
            return
        current = self.instance.version
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data[self.add_prefix("seen_version")] = str(current)
        self.data = data
        since = Event.objects.about(self.instance).order_by("-sequence")[: max(current - seen, 0)]
        lines = [f"{event.actor_name} changed {change}" for event in since for change in _changes(event)]
        raise ValidationError(
            [
                "Nothing is saved yet: someone changed this after you opened it. What you typed is still here. "
                "Compare it with what stands now, then save again.",
                *lines,
            ],
            code="stale",
        )

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if not self.errors:
            self._check_unseen()

    def _check_unseen(self) -> None:
        """The database's rules about fields that the form does not show, which Django's own check passes over."""
        self.instance.settle()
        unseen = {*self.instance.recorded_fields} - {*(self._meta.fields or self.fields), *self.numbered_on_saving}
        try:
            self.instance.validate_constraints(exclude=self._get_validation_exclusions() - unseen)  # type: ignore[attr-defined]
        except ValidationError as error:
            self._update_errors(error)  # type: ignore[attr-defined]


def _changes(event: Event) -> list[str]:
    return [f"{told.label}: now “{told.now}”, before “{told.was}”." for told in in_words(event)]


class HistoricFormSet(BaseInlineFormSet):
    """Rows under a record, all of its partnership."""

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        self._keep(form)
        return form

    @property
    def empty_form(self) -> Any:
        form: Any = super().empty_form
        self._keep(form)
        return form

    def _keep(self, form: HistoricForm) -> None:
        whole = isinstance(self.instance, Partnership)
        partnership_id = self.instance.pk if whole else getattr(self.instance, "partnership_id", None)
        if partnership_id:  # a person's roles can be in several
            form.keep_to(partnership_id)

    def save_rows(self, actor: Any) -> None:
        """New rows are entered and changed ones written, each with its event."""
        for row in self.save(commit=False):
            if row._state.adding:
                self.number(row)
                row.enter(actor)
            else:
                row.write(actor, "corrected")

    def number(self, row: Any) -> None:
        """For rows that get their number on saving."""
