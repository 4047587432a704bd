"""List pages: a table in pages of an allowed size, and a filter that says in words what it does."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.utils.formats import date_format
from django_filters import ChoiceFilter, FilterSet
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin, Table

SIZES = (25, 50, 100)


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
        return context


@dataclass(frozen=True)
class Filtered:
    """One filter in words, and the query string without it."""

    words: str
    without: str


class WordedFilterSet(FilterSet):
    """Each of its filters is labelled, and can be told in words and taken away alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in self.filters.values():
            if isinstance(one, ChoiceFilter):
                one.extra["error_messages"] = {"invalid_choice": f"{one.label}: choose one from the list."}

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
