"""A partnership's lists of challenges and of decisions."""

import datetime as dt
from typing import Any

import django_filters as filters
import django_tables2 as tables
from django.db.models import Q, QuerySet
from django.utils import timezone

from actions.deadlines import challenge_stands
from actions.models import Challenge
from actions.models.assurance import ChallengeQuerySet
from findings.deadlines import Deadline
from partnerships.list_pages import WordedFilterSet
from partnerships.models import Agency

STATES = [("overdue", "Answer overdue"), ("unanswered", "Waiting for an answer"), ("answered", "Answered, not closed")]
STATES += [("closed", "Closed")]
SEARCHED = ("text", "answer", "outcome", "finding__text", "action__text")


class ChallengeTable(tables.Table):
    text = tables.Column("Challenge", orderable=False)
    about = tables.Column("About", accessor="finding", orderable=False)
    agency = tables.Column("To", accessor="agency__name")
    raised = tables.Column("Raised", accessor="said_at", order_by=("said_at", "pk"))
    due = tables.Column("Answer due", accessor="answer_due", order_by=("answer_due", "pk"))

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def render_due(self, record: Challenge) -> Deadline:
        return challenge_stands(record, self.today)


class ChallengeFilter(WordedFilterSet):
    search = filters.CharFilter(label="Words", method="containing", max_length=200)
    state = filters.ChoiceFilter(label="How it stands", choices=STATES, method="standing", empty_label="All")
    agency = filters.ChoiceFilter(label="To", field_name="agency", empty_label="All")

    def __init__(self, *args: Any, partnership_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = Agency.objects.filter(partnership=partnership_id, challenges__in=self.queryset).distinct()
        choices = [(str(key), name) for key, name in asked.values_list("pk", "name")]
        self.filters["agency"].extra["choices"] = choices

    def standing(self, challenges: ChallengeQuerySet, _name: str, value: str) -> ChallengeQuerySet:
        if value == "overdue":
            return challenges.overdue(timezone.localdate())
        found: ChallengeQuerySet = getattr(challenges, value)()
        return found

    def containing(self, challenges: ChallengeQuerySet, _name: str, value: str) -> QuerySet[Challenge]:
        within: Any = Q()
        for field in SEARCHED:
            within |= Q(**{f"{field}__icontains": value})
        return challenges.filter(within)


class DecisionTable(tables.Table):
    on = tables.Column("Decided on", order_by=("on", "pk"))
    meeting = tables.Column("Meeting", order_by=("meeting", "-on", "pk"))
    text = tables.Column("Decision", orderable=False)
    about = tables.Column("About", accessor="finding", orderable=False)
