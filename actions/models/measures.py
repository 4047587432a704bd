"""How the partnership knows that children's experience changed: measures of a finding, with dated readings."""

import datetime as dt
from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction

from findings.models import Finding
from partnerships.history import Historic
from partnerships.models import Partnership
from partnerships.querysets import OwnedQuerySet

from .workflow import NotPossible

READ_THEN = "There is a reading of that day already. Correct that one."


class SourceOfMeasure(models.TextChoices):
    DATA = "data", "Data"
    AUDIT = "audit", "Audit"
    VOICE = "voice", "Child or family voice"
    PRACTITIONER = "practitioner", "Practitioner"


class Measure(Historic):
    """Values are numbers in `unit` ("%", "days", "children"); `baseline` is where it stood at the inspection."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    finding = models.ForeignKey(Finding, models.PROTECT, related_name="measures")
    name = models.CharField("what is measured", max_length=300)
    unit = models.CharField(max_length=30, blank=True)
    baseline = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    target = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    source = models.CharField(max_length=20, choices=SourceOfMeasure)

    objects = OwnedQuerySet.as_manager()
    recorded_fields: ClassVar = ("partnership", "finding", "name", "unit", "baseline", "target", "source")
    may_be_taken_out: ClassVar = ("name", "unit")
    called_by: ClassVar = ("name",)

    class Meta:
        ordering = ("finding", "pk")

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def add_reading(self, actor: Any, on: dt.date, value: Decimal) -> bool:
        """False where that day has this very reading; NotPossible where it has another."""
        Measure.objects.select_for_update().get(pk=self.pk)  # one form sent twice at once waits for itself
        there = self.readings.filter(on=on).first()
        if there and there.value != value:
            raise NotPossible(READ_THEN)
        if there:
            return False
        reading = MeasureReading(partnership_id=self.partnership_id, measure=self, on=on, value=value, entered_by=actor)
        reading.enter(actor, "added reading")
        return True


class MeasureReading(Historic):
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="readings")
    on = models.DateField("date")
    value = models.DecimalField(max_digits=12, decimal_places=2)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = OwnedQuerySet.as_manager()
    recorded_fields: ClassVar = ("partnership", "measure", "on", "value", "entered_by")

    class Meta:
        ordering = ("measure", "on", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                "measure", "on", name="reading_once_a_day", violation_error_message="There is a reading of that day."
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure}, {self.value} on {self.on:%-d %B %Y}"
