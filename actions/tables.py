"""The table of actions."""

import datetime as dt
from typing import Any, TypeVar

import django_tables2 as tables
from django.db.models import Case, F, IntegerField, Model, QuerySet, Value, When

from actions.deadlines import action_stands
from actions.models import Action
from actions.models.status import BAD
from actions.who import lead_in_words, officer_in_words
from findings.deadlines import Deadline

Row = TypeVar("Row", bound=Model)
IN_ORDER = ("letter", "-finding__kind", "finding__number", "sequence")


class ActionTable(tables.Table):
    number = tables.Column("Number", order_by=IN_ORDER)
    finding = tables.Column("Finding", accessor="finding__text", orderable=False)
    text = tables.Column("Action", orderable=False)
    lead = tables.Column("Lead agency", accessor="lead_agency__name", order_by=("lead_agency__name", *IN_ORDER))
    officer = tables.Column("Lead officer", accessor="lead_officer__name", empty_values=())
    deadline = tables.Column("Deadline", empty_values=())
    status = tables.Column("Status", order_by=("status", *IN_ORDER))
    brag = tables.Column("BRAG")
    updated = tables.Column("Last update", accessor="last_update_at")

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def render_lead(self, record: Action) -> str:
        return lead_in_words(record)

    def render_officer(self, record: Action) -> str:
        return officer_in_words(record)

    def render_deadline(self, record: Action) -> Deadline:
        return action_stands(record, self.today)

    def order_officer(self, actions: QuerySet[Action], descending: bool) -> tuple[QuerySet[Action], bool]:
        return _empty_last(actions, "lead_officer__name", descending)

    def order_deadline(self, actions: QuerySet[Action], descending: bool) -> tuple[QuerySet[Action], bool]:
        return _empty_last(actions, "deadline", descending)

    def order_updated(self, actions: QuerySet[Action], descending: bool) -> tuple[QuerySet[Action], bool]:
        return _empty_last(actions, "last_update_at", descending)

    def order_brag(self, actions: QuerySet[Action], descending: bool) -> tuple[QuerySet[Action], bool]:
        """From blue to red."""
        steps = [When(brag=brag, then=Value(step)) for brag, step in BAD.items()]
        badness = Case(*steps, output_field=IntegerField())
        return _empty_last(actions.annotate(badness=badness), "badness", descending)


def _empty_last(actions: QuerySet[Action], name: str, descending: bool) -> tuple[QuerySet[Action], bool]:
    return empty_last(actions, name, descending, IN_ORDER), True


def empty_last(rows: QuerySet[Row], name: str, descending: bool, then: tuple[str, ...]) -> QuerySet[Row]:
    """What has no value comes last either way; what is alike is ordered by `then`."""
    by = F(name).desc(nulls_last=True) if descending else F(name).asc(nulls_last=True)
    return rows.order_by(by, *then)
