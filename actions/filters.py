"""How the table of actions is narrowed."""

import re
from collections.abc import Iterator
from typing import Any

import django_filters as filters
from django.db.models import Q
from django.utils import timezone

from actions.models import Action
from actions.models.actions import ActionQuerySet
from findings.models.findings import Kind
from partnerships.list_pages import WordedFilterSet
from partnerships.models import Agency, Partnership, Sector
from partnerships.plain_dates import PlainDateField

NUMBER = re.compile(r"([PA])(\d{1,4})(?:\.(\d{1,4}))?", re.IGNORECASE)
KINDS = {"P": Kind.PRIORITY_ACTION, "A": Kind.IMPROVEMENT}
DUE = [("overdue", "Overdue"), ("soon", "Due soon"), ("later", "Later"), ("none", "No date")]
SEARCHED = ("finding__text", "finding__stem", "finding__subheading", "text", "lead_agency__name")
EXAMPLE = "Such as 16/10/2018"


class PlainDateFilter(filters.DateFilter):
    field_class = PlainDateField


class ActionFilter(WordedFilterSet):
    search = filters.CharFilter(label="Words or number", method="containing", max_length=200)
    area = filters.ChoiceFilter(label="Area", field_name="partnership", empty_label="All")
    kind = filters.ChoiceFilter(label="Kind", choices=Kind, field_name="finding__kind", empty_label="All")
    lead = filters.ChoiceFilter(label="Lead agency", field_name="lead_agency", empty_label="All")
    sector = filters.ChoiceFilter(label="Sector", choices=Sector, field_name="lead_agency__sector", empty_label="All")
    due = filters.ChoiceFilter(label="Due", choices=DUE, method="standing", empty_label="All")
    due_from = PlainDateFilter(label="Due from", field_name="deadline", lookup_expr="gte", help_text=EXAMPLE)
    due_to = PlainDateFilter(label="Due to", field_name="deadline", lookup_expr="lte", help_text=EXAMPLE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Areas and leads are looked up once: a choice of rows would be fetched again for each check and each list."""
        super().__init__(*args, **kwargs)
        areas = Partnership.objects.visible_to(self.request.user).values_list("pk", "area")
        self.filters["area"].extra["choices"] = [(str(pk), area) for pk, area in areas]
        self.filters["lead"].extra["choices"] = [(str(pk), name) for pk, name in self._leads(len(areas) > 1)]

    def _leads(self, several_areas: bool) -> Iterator[tuple[int, str]]:
        """The agencies that lead on an action; with their area where names alone could be two agencies."""
        leading = Action.objects.visible_to(self.request.user).values("lead_agency")
        for pk, name, area in Agency.objects.filter(pk__in=leading).values_list("pk", "name", "partnership__area"):
            yield pk, f"{name} ({area})" if several_areas else name

    def standing(self, actions: ActionQuerySet, _name: str, value: str) -> ActionQuerySet:
        today = timezone.localdate()
        choices = {
            "overdue": actions.overdue(today),
            "soon": actions.due_soon(today),
            "later": actions.due_later(today),
            "none": actions.undated(),
        }
        return choices[value]

    def containing(self, actions: ActionQuerySet, _name: str, value: str) -> ActionQuerySet:
        """By number, such as P3 or A5.1, or by words of the finding, of the action or of its lead agency."""
        if number := NUMBER.fullmatch(value):
            kind, finding, sequence = number.groups()
            by_number = actions.filter(finding__kind=KINDS[kind.upper()], finding__number=finding)
            return by_number.filter(sequence=sequence) if sequence else by_number
        within: Any = Q()
        for field in SEARCHED:
            within |= Q(**{f"{field}__icontains": value})
        return actions.filter(within)
