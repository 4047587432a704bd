"""How the table of actions is narrowed."""

import datetime as dt
import re
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q
from django.utils import timezone

from actions.bars import UNWRITTEN
from actions.calls import calling
from actions.changed import CHOICES, changed_lately
from actions.choices import NOBODY, Narrowings
from actions.models import Brag, Status
from actions.models.actions import ActionQuerySet
from actions.quality import ACTION_CHECKS, failing
from findings.models.findings import Kind, once_called
from partnerships.gates import WORKS
from partnerships.list_pages import WordedFilterSet
from partnerships.models import Membership, Sector
from partnerships.plain_dates import PlainDateField

NUMBER = re.compile(r"([PA])(\d{1,4})(?:\.(\d{1,4}))?", re.IGNORECASE)
KINDS = {"P": Kind.PRIORITY_ACTION, "A": Kind.IMPROVEMENT}
DUE = [("overdue", "Overdue"), ("soon", "Due soon"), ("later", "Later"), ("none", "No date")]
HELP = [("asked", "Asked for"), ("not-asked", "Not asked for")]
COLOURS = [*Brag.choices, (UNWRITTEN, "None: no action written yet")]
SEARCHED = ("finding__text", "finding__stem", "finding__subheading", "text", "lead_agency__name", "lead_officer__name")
EXAMPLE = "Such as 16/10/2018"
FOUND = {"area": "areas", "lead": "agencies", "officer": "officers", "letter": "letters"}
CHECKS = [(check.key, check.title) for check in ACTION_CHECKS]
WHOSE = [("mine", "Mine"), ("agency", "My agency’s")]
DAYS = "No update for: write a number of days from 1 to 3650."
DAYS_WRONG = {"invalid": DAYS, "min_value": DAYS, "max_value": DAYS}


class PlainDateFilter(filters.DateFilter):
    field_class = PlainDateField


class DaysFilter(filters.Filter):
    field_class = forms.IntegerField


class ActionFilter(WordedFilterSet):
    rare = ("check", "letter", "kind", "sector", "changed", "due_from", "due_to")
    alone = {
        ("whose", "mine"): "No action is in your name, and you lead for no agency that leads one.",
        ("whose", "agency"): "You work for no agency that leads an action or has a part in one.",
        ("due", "overdue"): "No action is overdue.",
        ("due", "soon"): "No action is due soon.",
        ("due", "none"): "No action is without a date.",
    }

    search = filters.CharFilter(label="Words or number", method="containing", max_length=200)
    whose = filters.ChoiceFilter(label="Whose", choices=WHOSE, method="of_whom", empty_label="Everyone’s")
    due = filters.ChoiceFilter(label="Due", choices=DUE, method="standing", empty_label="All")
    status = filters.ChoiceFilter(label="Status", choices=Status, empty_label="All")
    brag = filters.ChoiceFilter(label="BRAG", choices=COLOURS, method="of_colour", empty_label="All")
    help = filters.ChoiceFilter(label="Help", choices=HELP, method="needing_help", empty_label="All")
    lead = filters.ChoiceFilter(label="Lead agency", field_name="lead_agency", empty_label="All")
    officer = filters.ChoiceFilter(label="Lead officer", method="led_by", empty_label="All")
    quiet = DaysFilter(
        label="No update for",
        help_text="Days, such as 30",
        method="without_update",
        min_value=1,
        max_value=3650,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages=DAYS_WRONG,
    )
    check = filters.ChoiceFilter(label="Plan check", choices=CHECKS, method="to_put_right", empty_label="All")
    area = filters.ChoiceFilter(label="Area", field_name="partnership", empty_label="All")
    letter = filters.ChoiceFilter(label="Letter", field_name="letter", empty_label="All")
    kind = filters.ChoiceFilter(label="Kind", choices=Kind, field_name="finding__kind", empty_label="All")
    sector = filters.ChoiceFilter(label="Sector", choices=Sector, field_name="lead_agency__sector", empty_label="All")
    changed = filters.ChoiceFilter(
        label="In the last 30 days", choices=CHOICES, method="changed_so", empty_label="Changed or not"
    )
    due_from = PlainDateFilter(label="Due from", field_name="deadline", lookup_expr="gte", help_text=EXAMPLE)
    due_to = PlainDateFilter(label="Due to", field_name="deadline", lookup_expr="lte", help_text=EXAMPLE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The choices are looked up once: a choice of rows would be fetched again for each check and each list."""
        super().__init__(*args, **kwargs)
        found = Narrowings.of(self.request.user)
        for name in ("area", "lead", "officer", "letter"):
            self.filters[name].extra["choices"] = getattr(found, FOUND[name])
        if len(found.areas) == 1 and not self.data.get(self.form_prefix_of("area")):
            del self.filters["area"]

    def form_prefix_of(self, name: str) -> str:
        return f"{self.form_prefix}-{name}" if self.form_prefix else name

    def _words(self, field: Any, value: Any) -> str:
        if isinstance(field, forms.IntegerField):
            return "1 day" if value == 1 else f"{value} days"
        return super()._words(field, value)

    def standing(self, actions: ActionQuerySet, _name: str, value: str) -> ActionQuerySet:
        today = timezone.localdate()
        choices = {
            "overdue": actions.overdue(today),
            "soon": actions.due_soon(today),
            "later": actions.due_later(today),
            "none": actions.undated(),
        }
        return choices[value]

    def of_colour(self, actions: ActionQuerySet, _name: str, value: str) -> ActionQuerySet:
        unwritten = Q(brag="", status=Status.DRAFT)
        return actions.filter(unwritten if value == UNWRITTEN else Q(brag=value))

    def needing_help(self, actions: ActionQuerySet, _name: str, value: str) -> ActionQuerySet:
        return actions.filter(calling() if value == "asked" else ~calling())

    def of_whom(self, actions: ActionQuerySet, _name: str, value: str) -> ActionQuerySet:
        """One's own, or what the agencies that one works for lead or have a part in."""
        today, user = timezone.localdate(), self.request.user
        if value == "mine":
            return actions.of_person(user, today)
        held = Membership.objects.of(user, today).filter(role__in=WORKS)
        return actions.of_agencies(held.values_list("agency", flat=True))

    def led_by(self, actions: ActionQuerySet, _name: str, value: str) -> ActionQuerySet:
        return actions.filter(lead_officer=None) if value == NOBODY[0] else actions.filter(lead_officer=int(value))

    def without_update(self, actions: ActionQuerySet, _name: str, value: int) -> ActionQuerySet:
        return actions.without_update_since(timezone.localdate() - dt.timedelta(days=value))

    def to_put_right(self, actions: ActionQuerySet, _name: str, value: str) -> ActionQuerySet:
        return failing(actions, value, timezone.localdate())

    def changed_so(self, actions: ActionQuerySet, _name: str, value: str) -> ActionQuerySet:
        return changed_lately(actions, value, timezone.localdate())

    def containing(self, actions: ActionQuerySet, _name: str, value: str) -> ActionQuerySet:
        """By number, such as P3 or A5.1, or by words of the finding, of the action or of who leads on it."""
        if number := NUMBER.fullmatch(value):
            kind, finding, sequence = number.groups()
            called = Q(finding__kind=KINDS[kind.upper()], finding__number=finding)
            by_number = actions.filter(called | once_called(f"{kind.upper()}{int(finding)}", "finding__"))
            return by_number.filter(sequence=sequence) if sequence else by_number
        within: Any = Q()
        for field in SEARCHED:
            within |= Q(**{f"{field}__icontains": value})
        return actions.filter(within)
