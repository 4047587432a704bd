"""Forms of the admin site: they refuse to overwrite what somebody else saved meanwhile, and keep to one partnership."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms.models import BaseInlineFormSet

from partnerships.historic_fields import PartnershipAutocomplete, SeenVersion
from partnerships.history_words import in_words
from partnerships.models import Event, Partnership

PARENTS = ("measure", "action", "finding", "letter")  # whose partnership a record belongs to, the nearest first
OWNERS = (*PARENTS, "partnership")  # chosen when a record is entered, and never again


class HistoricForm(forms.ModelForm):
    """A form on a Historic record. What someone typed is never lost: a stale save shows it again, with what stands."""

    seen_version = SeenVersion()
    numbered_on_saving: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen_version"].required = not self.instance._state.adding
        self.initial["seen_version"] = self.instance.version
        self.keep_to(getattr(self.instance, "partnership_id", None) or self._partnership_chosen())

    def _partnership_chosen(self) -> int | None:
        """Of what is chosen on a new record's form that comes back, or was given in its address."""
        for name in OWNERS:
            chosen = self.data.get(self.add_prefix(name)) or self.initial.get(name)
            if name in self.fields and chosen:
                try:
                    owner = self.fields[name].clean(chosen)
                except ValidationError:  # the form's own check says so
                    continue
                return owner.pk if isinstance(owner, Partnership) else owner.partnership_id
        return None

    def keep_to(self, partnership_id: int | None) -> None:
        """Makes the record one of that partnership, where that is known, and offers only its records."""
        if partnership_id and hasattr(self.instance, "partnership_id"):
            self.instance.partnership_id = partnership_id
        for name, field in self.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if name not in OWNERS and isinstance(widget, PartnershipAutocomplete):
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
    return [f"{told.label}: now “{told.now}”, before “{told.was}”." for told in in_words(event, hidden=frozenset())]


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
