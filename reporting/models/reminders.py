"""Which reminders a person wants, and which mails went to whom: one a person and day, of which no word is kept."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from partnerships.history import Historic

KEPT_DAYS = 90  # of mails and runs


class Weekday(models.IntegerChoices):
    MONDAY = 0, "Monday"
    TUESDAY = 1, "Tuesday"
    WEDNESDAY = 2, "Wednesday"
    THURSDAY = 3, "Thursday"
    FRIDAY = 4, "Friday"
    SATURDAY = 5, "Saturday"
    SUNDAY = 6, "Sunday"


class ReminderChoice(Historic):
    """Who has never chosen gets them all, and on Mondays what is told once a week."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reminder_choice")
    on = models.BooleanField("reminders by e-mail", default=True)
    weekday = models.PositiveSmallIntegerField("day of the weekly list", choices=Weekday, default=Weekday.MONDAY)
    due = models.BooleanField("what is due in 28, 14 and 7 days and today", default=True)
    overdue = models.BooleanField("what is overdue, once a week", default=True)
    asked = models.BooleanField("updates that are asked for", default=True)
    evidence = models.BooleanField("more evidence needed", default=True)
    assurance = models.BooleanField("what waits for your assurance", default=True)
    statement = models.BooleanField("the written statement: its timetable and agreement", default=True)
    missed = models.BooleanField("requests for updates that nobody answered", default=True)

    objects = models.Manager()
    recorded_fields: ClassVar = (
        *("user", "on", "weekday", "due", "overdue", "asked", "evidence", "assurance", "statement", "missed"),
    )

    class Meta:
        verbose_name = "choice of reminders"
        verbose_name_plural = "choices of reminders"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(weekday__lte=Weekday.SUNDAY), name="reminder_choice_weekday")
        ]

    def __str__(self) -> str:
        return f"Reminders to {self.user.email}"

    def wants(self, kind: str) -> bool:
        """`kind`: the name of a field, such as "overdue"."""
        return self.on and bool(getattr(self, kind))

    @classmethod
    def of(cls, user: Any) -> "ReminderChoice":
        """What the person chose, or what holds while they have not."""
        return cls.objects.filter(user=user).first() or cls(user=user)


class ReminderRun(models.Model):
    """Of one day. It is finished once nobody is left who has to be mailed on that day."""

    day = models.DateField(unique=True)
    began_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)

    objects = models.Manager()

    class Meta:
        verbose_name = "run of reminders"
        verbose_name_plural = "runs of reminders"
        ordering = ("-day",)

    def __str__(self) -> str:
        return f"Reminders of {self.day:%-d %B %Y}"


class DigestQuerySet(models.QuerySet["Digest"]):
    def settled(self) -> Self:
        """Those that went, and those of which nobody knows: the process died while they were on their way."""
        return self.filter(failed_at=None)

    def gone(self) -> Self:
        return self.exclude(gone_at=None)


class Digest(models.Model):
    """Written before the mail leaves (`began_at`), and again after it: gone, or failed for certain.

    Neither says that it may have gone. It is not sent a second time; the next day's mail tells again what it told.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="digests")
    day = models.DateField()
    began_at = models.DateTimeField(default=timezone.now)
    gone_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    objects = DigestQuerySet.as_manager()

    class Meta:
        verbose_name = "reminder sent"
        verbose_name_plural = "reminders sent"
        ordering = ("-day", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint("user", "day", name="digest_once_a_day"),
            models.CheckConstraint(condition=Q(gone_at=None) | Q(failed_at=None), name="digest_gone_or_failed"),
        ]

    def __str__(self) -> str:
        return f"Reminder of {self.day:%-d %B %Y} to {self.user}"


def forgettable(today: dt.date) -> dt.date:
    """What is of an earlier day than this is forgotten."""
    return today - dt.timedelta(days=KEPT_DAYS)
