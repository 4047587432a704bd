"""Fields of the admin site's forms."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import Model
from django.utils.text import Truncator


def in_a_choice(record: Any, with_area: bool = False) -> str:
    """A record as a picker shows it: what it is called, the first words of what it says, and where it is."""
    says = getattr(record, "text", "") or getattr(getattr(record, "finding", None), "text", "")
    told = f"{record}: {Truncator(says).chars(90)}" if says else str(record)
    area = getattr(getattr(record, "partnership", None), "area", "")
    return f"{told} ({area})" if with_area and area and not told.startswith(f"{area},") else told


class PartnershipAutocomplete(AutocompleteSelect):
    """Offers one partnership's records, and shows the one chosen now without asking the database again."""

    partnership_id: int | None = None
    chosen: Model | None = None

    def get_url(self) -> str:
        url = super().get_url()
        return f"{url}?{urlencode({'partnership': self.partnership_id})}" if self.partnership_id else url

    def optgroups(self, name: str, value: Any, attr: Any = None) -> list[Any]:
        value = [key for key in value if str(key).isdecimal()]  # from the page's address, anything may come
        if self.chosen is None or value != [str(self.chosen.pk)]:
            return super().optgroups(name, value, attr)
        blank = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        chosen = self.create_option(name, self.chosen.pk, in_a_choice(self.chosen), True, len(blank))
        return [(None, [*blank, chosen], 0)]


class Choice(forms.ModelChoiceField):
    """Of all partnerships' records: each is shown with its area."""

    def label_from_instance(self, record: Any) -> str:
        return in_a_choice(record, with_area=True)


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
