"""The statement's timetable, counted back in working days from the day on which it is due."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from partnerships.history import Historic
from partnerships.models import Partnership
from partnerships.querysets import OwnedQuerySet

from .statements import Statement


class MilestoneQuerySet(OwnedQuerySet["Milestone"]):
    def standing(self) -> Self:
        return self.filter(removed_at=None)

    def ahead(self) -> Self:
        """Those that nobody has said are reached, the next first."""
        return self.standing().filter(done_on=None, due__isnull=False).order_by("due", "pk")


class Milestone(Historic):
    """`due` is empty where the statement has no day to count back from."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="milestones")
    name = models.CharField("what is to be reached", max_length=200)
    due = models.DateField("by", null=True, blank=True)
    done_on = models.DateField("reached on", null=True, blank=True)
    removed_at = models.DateTimeField("taken out", null=True, editable=False)

    objects = MilestoneQuerySet.as_manager()
    recorded_fields: ClassVar = ("partnership", "statement", "name", "due", "done_on", "removed_at")

    class Meta:
        verbose_name = "step of a timetable"
        verbose_name_plural = "steps of timetables"
        ordering = ("statement", models.F("due").asc(nulls_last=True), "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                "statement",
                "name",
                name="milestone_once",
                condition=Q(removed_at=None),
                violation_error_message="The timetable has this step.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def reach(self, actor: Any, on: dt.date) -> bool:
        """False where somebody has said so before."""
        return not self.done_on and self.change(actor, "reached", done_on=on)

    def remove(self, actor: Any) -> bool:
        """Takes it out of the timetable; False on the second click."""
        return not self.removed_at and self.change(actor, "took off", removed_at=timezone.now())
