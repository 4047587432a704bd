"""List pages: a table in pages of an allowed size, and a filter that says in words what it does."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.paginator import Paginator
from django.forms import BoundField
from django.utils.formats import date_format
from django_filters import CharFilter, ChoiceFilter, FilterSet
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin, Table

SIZES = (25, 50, 100)
PLAIN = "write letters, figures and signs that can be typed."
RANGES = (("due_from", "due_to"), ("since", "until"))  # filters by a first and a last day


class PagedTableMixin(SingleTableMixin):
    """Takes page and page size from the address; what is out of range gives the nearest page, never an error."""

    def get_table_pagination(self, table: Table) -> bool:
        return False  # django-tables2's own would show any number of rows that an address asks for

    def get_table(self, **kwargs: Any) -> Table:
        table = super().get_table(**kwargs)
        asked = self.request.GET.get("per_page", "")
        size = int(asked) if asked in map(str, SIZES) else SIZES[0]
        table.paginator = Paginator(table.rows, size)
        table.page = table.paginator.get_page(self.request.GET.get("page"))
        return table

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(sizes=SIZES, **kwargs)
        page = context["table"].page
        context["pages"] = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
        context["sorts"] = list(_sorts(context["table"]))
        return context


def _sorts(table: Table) -> Iterator[tuple[str, str, bool]]:
    """What the heads of the columns offer, for a phone, which has none: (value, words, whether it is sorted so)."""
    for column in table.columns:
        if column.orderable:
            for value, words in ((column.name, "first to last"), (f"-{column.name}", "last to first")):
                yield value, f"{column.header}, {words}", value in (table.order_by or ())


@dataclass(frozen=True)
class Filtered:
    """One filter in words, and the query string without it."""

    words: str
    without: str


class ListForm(forms.Form):
    """What a list is narrowed by. What is not understood is told, and left out."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for first, last in RANGES:
            if cleaned.get(first) and cleaned.get(last) and cleaned[first] > cleaned[last]:
                begins = f"{self.fields[first].label}: {date_format(cleaned[first], 'j F Y')}"
                self.add_error(last, f"{self.fields[last].label}: choose that day or a later one ({begins}).")
        if unknown := self._unknown():
            self.add_error(None, f"This list has no filter called {unknown}, so it is left out.")
        return cleaned

    def _unknown(self) -> str:
        """The names in the address that belong to no filter, as they were typed; the first three."""
        begin = self.add_prefix("")
        names = [name.removeprefix(begin) for name in self.data if name.startswith(begin)]
        return " and ".join(f"“{name[:40]}”" for name in [name for name in names if name not in self.fields][:3])


class WordedFilterSet(FilterSet):
    """Each of its filters is labelled, and can be told in words and taken away alone.

    `rare` are folded away until one of them is used; `alone` says why nothing is found by one filter and its value.
    """

    rare: ClassVar[tuple[str, ...]] = ()
    alone: ClassVar[dict[tuple[str, Any], str]] = {}

    class Meta:
        form = ListForm

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in self.filters.values():
            if isinstance(one, ChoiceFilter):
                one.extra["error_messages"] = {"invalid_choice": f"{one.label}: choose one from the list."}
            elif isinstance(one, CharFilter):
                long = f"{one.label}: write up to {one.extra['max_length']} characters."
                one.extra["error_messages"] = {
                    "max_length": long,
                    "null_characters_not_allowed": f"{one.label}: {PLAIN}",
                }

    @property
    def usual_fields(self) -> list[BoundField]:
        return [field for field in self.form.visible_fields() if field.name not in self.rare]

    @property
    def rare_fields(self) -> list[BoundField]:
        return [field for field in self.form.visible_fields() if field.name in self.rare]

    @property
    def uses_rare(self) -> bool:
        return any(field.data not in (None, "") for field in self.rare_fields)

    @property
    def why_empty(self) -> str:
        """Where one filter alone leaves nothing."""
        values = [(name, value) for name, value in self.form.cleaned_data.items() if value not in (None, "")]
        return self.alone.get(values[0], "") if len(values) == 1 else ""

    def in_words(self) -> list[Filtered]:
        return [Filtered(f"{label}: {words}", self._without(name)) for name, label, words in self._told()]

    def _told(self) -> Iterator[tuple[str, str, str]]:
        for name, value in self.form.cleaned_data.items() if self.is_bound else ():
            if value not in (None, ""):
                field = self.form.fields[name]
                yield name, str(field.label), self._words(field, value)

    def _words(self, field: Any, value: Any) -> str:
        if hasattr(value, "year"):
            return date_format(value, "j F Y")
        return str(dict(getattr(field, "choices", ())).get(value, f"“{value}”"))

    def _without(self, name: str) -> str:
        query = self.data.copy()
        query.pop(self.form.add_prefix(name), None)
        query.pop("page", None)
        return f"?{query.urlencode()}"


class FilteredListPage(PagedTableMixin, FilterView):
    """A wrong filter value is told and left out; the others still hold."""

    strict = False

    def get_filterset_kwargs(self, filterset_class: type[FilterSet]) -> dict[str, Any]:
        kwargs = super().get_filterset_kwargs(filterset_class)
        return {**kwargs, "data": self.request.GET, "prefix": "filter"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filtered = self.filterset.in_words()
        return super().get_context_data(form=self.filterset.form, filtered=filtered, **kwargs)
