"""How the history and the list of who looked are narrowed."""

import datetime as dt
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from partnerships import subjects
from partnerships.history_verbs import verb_in_words
from partnerships.list_pages import WordedFilterSet
from partnerships.models.looks import What
from partnerships.plain_dates import PlainDateField

EXAMPLE = "Such as 16/10/2018"
THING = r"\A[a-z]{1,30}\.[a-z]{1,30}:[0-9]{1,18}\Z"


class DayFilter(filters.Filter):
    field_class = PlainDateField


class ThingFilter(filters.Filter):
    """One record, as "actions.action:12": a link from its page says so."""

    field_class = forms.RegexField


class TimeFilter(WordedFilterSet):
    """By day, the first and the last included. Who: the names that stand in the list, as they were."""

    who = filters.ChoiceFilter(label="Who", empty_label="Everyone")
    kind = filters.ChoiceFilter(label="Kind of record", field_name="subject_type", empty_label="All")
    about = filters.CharFilter(label="About", field_name="subject_name", lookup_expr="icontains", max_length=200)
    since = DayFilter(label="From", method="from_day", help_text=EXAMPLE)
    until = DayFilter(label="To", method="to_day", help_text=EXAMPLE)

    name_of_who = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["kind"].extra["choices"] = subjects.kinds()
        self._offer("who", self.name_of_who)

    def _offer(self, name: str, field: str) -> None:
        """Lets choose among the values that there are."""
        there = self.queryset.order_by(field).values_list(field, flat=True).distinct()
        self.filters[name].field_name = field
        self.filters[name].extra["choices"] = [(value, value) for value in there]

    def from_day(self, rows: QuerySet, _name: str, day: dt.date) -> QuerySet:
        return rows.filter(at__gte=_begin(day))

    def to_day(self, rows: QuerySet, _name: str, day: dt.date) -> QuerySet:
        return rows.filter(at__lt=_begin(day + dt.timedelta(days=1))) if day < dt.date.max else rows


class HistoryFilter(TimeFilter):
    verb = filters.ChoiceFilter(label="What", empty_label="All")
    name_of_who = "actor_name"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("verb", "verb")
        named = {verb: verb_in_words(verb) for verb, _ in self.filters["verb"].extra["choices"]}
        self.filters["verb"].extra["choices"] = sorted(named.items(), key=lambda choice: choice[1])


class LookFilter(TimeFilter):
    what = filters.ChoiceFilter(label="What", choices=What, empty_label="All")
    thing = ThingFilter(
        label="Only",
        method="about_thing",
        regex=THING,
        widget=forms.HiddenInput,
        error_messages={"invalid": "Follow the link on the thing’s own page to see who looked at it."},
    )
    name_of_who = "user_name"

    def about_thing(self, looks: QuerySet, _name: str, value: str) -> QuerySet:
        label, _, key = value.partition(":")
        return looks.filter(subject_type=label, subject_id=int(key))

    def _words(self, field: Any, value: Any) -> str:
        if isinstance(field, forms.RegexField):
            label, _, key = value.partition(":")
            name = self.about_thing(self.queryset, "", value).values_list("subject_name", flat=True).first()
            return name or f"{subjects.kind_in_words(label).lower()} {key}"
        return super()._words(field, value)


def _begin(day: dt.date) -> dt.datetime:
    """Midnight."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
