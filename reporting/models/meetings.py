"""The meetings that a plan is brought to: each kind wants to know something else of it."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Max, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from findings.working_days import working_days_before
from partnerships.history import Historic
from partnerships.models import Partnership
from partnerships.querysets import OwnedQuerySet


class MeetingKind(models.TextChoices):
    WORKING_GROUP = "working group", "Working group"
    EXECUTIVE = "executive", "Executive"
    PARTNERS = "safeguarding partners", "Safeguarding partners"
    SCRUTINY = "council scrutiny", "Council scrutiny"


BY_FINDING = (MeetingKind.PARTNERS, MeetingKind.SCRUTINY)  # the others go by action
PAPERS, CUT_OFF = 5, 8  # working days before the meeting, where nobody says otherwise


class MeetingQuerySet(OwnedQuerySet["Meeting"]):
    def standing(self) -> Self:
        return self.filter(called_off_at=None)

    def ahead(self, today: dt.date) -> Self:
        """The next first."""
        return self.filter(on__gte=today).order_by("on", "pk")

    def gone(self, today: dt.date) -> Self:
        """The latest first."""
        return self.filter(on__lt=today).order_by("-on", "-pk")

    def with_told_until(self) -> Self:
        """Adds `told_until`: the day whose end its papers told of, else its cut-off."""
        return self.annotate(told_until=Coalesce(Max("papers__as_of"), F("cut_off")))


class Meeting(Historic):
    """`cut_off` is the last day whose updates its papers tell of, `papers_on` the day on which they go out."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=30, choices=MeetingKind)
    name = models.CharField(max_length=200, blank=True)
    on = models.DateField("day")
    cut_off = models.DateField("updates count until", blank=True)
    papers_on = models.DateField("papers go out on", blank=True)
    place = models.CharField(max_length=200, blank=True)
    called_off_at = models.DateTimeField("called off", null=True, editable=False)

    objects = MeetingQuerySet.as_manager()
    recorded_fields: ClassVar = ("partnership", "kind", "name", "on", "cut_off", "papers_on", "place", "called_off_at")
    may_be_taken_out: ClassVar = ("name", "place")
    called_by: ClassVar = ("name",)

    class Meta:
        ordering = ("partnership", "-on", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                *("partnership", "kind", "on"),
                name="meeting_of_a_kind_once_a_day",
                condition=Q(called_off_at=None),
                violation_error_message="There is a meeting of this kind on this day.",
            ),
            models.CheckConstraint(
                condition=Q(cut_off__lte=F("papers_on")) & Q(papers_on__lte=F("on")), name="meeting_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.on:%-d %B %Y}"

    def settle(self) -> None:
        """What nobody chose: its kind's name, and its days counted back from the meeting in working days."""
        self.name = self.name.strip() or MeetingKind(self.kind).label
        self.papers_on = self.papers_on or max(working_days_before(self.on, PAPERS), self.cut_off or dt.date.min)
        self.cut_off = self.cut_off or min(working_days_before(self.on, CUT_OFF), self.papers_on)

    @property
    def by_finding(self) -> bool:
        return self.kind in BY_FINDING

    def as_of(self, today: dt.date) -> dt.date:
        """The day at whose end its papers tell how the plan stands: the cut-off, once that is past."""
        return min(today, self.cut_off)

    def call_off(self, actor: Any) -> bool:
        """It is not held; False on the second click."""
        return not self.called_off_at and self.change(actor, "called off", called_off_at=timezone.now())
