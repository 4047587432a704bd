"""The table of actions."""

import datetime as dt
from typing import Any

import django_tables2 as tables
from django.db.models import F, QuerySet

from actions.deadlines import action_stands
from actions.models import Action
from findings.deadlines import Deadline

IN_ORDER = ("letter", "-finding__kind", "finding__number", "sequence")


class ActionTable(tables.Table):
    number = tables.Column("Number", order_by=IN_ORDER)
    finding = tables.Column("Finding", orderable=False)
    lead = tables.Column("Lead agency", accessor="lead_agency__name", order_by=("lead_agency__name", *IN_ORDER))
    owner = tables.Column("Owner", empty_values=(), orderable=False)
    deadline = tables.Column("Due", empty_values=())
    status = tables.Column("Status", order_by=("status", *IN_ORDER))

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def render_deadline(self, record: Action) -> Deadline:
        return action_stands(record, self.today)

    def order_deadline(self, actions: QuerySet[Action], descending: bool) -> tuple[QuerySet[Action], bool]:
        """What has no date comes last either way."""
        deadline = F("deadline").desc(nulls_last=True) if descending else F("deadline").asc(nulls_last=True)
        return actions.order_by(deadline, *IN_ORDER), True
