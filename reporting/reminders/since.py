"""Since when a person is told what is new: the day and moment up to which they were told before."""

import datetime as dt
from dataclasses import dataclass
from typing import Self

from django.utils import timezone

from reporting.models import ReminderRun

STEPS = (28, 14, 7, 0)  # days before a date on which it is told
CATCHES_UP = dt.timedelta(days=7)  # what failed longer ago than this is left to the weekly list
A_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Since:
    """`day` was told, `today` is being told. Days lie between them where a run, or a person's mail, failed."""

    day: dt.date
    moment: dt.datetime
    today: dt.date

    @classmethod
    def last_run(cls, today: dt.date) -> Self:
        """Since the last run before `today` that came to its end; without one, since yesterday."""
        earliest, before = first_day(today), ReminderRun.objects.filter(day__lt=today).order_by("-day")
        last = before.exclude(finished_at=None).first()
        if last and last.day >= earliest:
            return cls(last.day, last.began_at, today)
        begun = before.filter(day__gte=earliest).last()
        day = earliest if last else (begun.day if begun else today) - A_DAY
        return cls(day, _midnight(day), today)

    def of_person(
        self, told_on: dt.date | None, told_at: dt.datetime | None, failed_on: dt.date | None = None
    ) -> "Since":
        """For who was mailed on `told_on`, and on `failed_on`, after that, in vain."""
        if told_on and told_at and told_on >= self.day:
            return Since(told_on, told_at, self.today)
        if failed_on is None or failed_on > self.day:
            return self
        day = failed_on - A_DAY
        return Since(day, told_at if told_at and told_on == day else _midnight(day), self.today)

    def reached(self, day: dt.date | None) -> bool:
        """Whether `day` came since."""
        return day is not None and self.day < day <= self.today

    def step(self, date: dt.date | None) -> bool:
        """Whether one of the days came on which it is told that `date` comes nearer."""
        return date is not None and any(self.reached(date - dt.timedelta(days=days)) for days in STEPS)

    def happened(self, at: dt.datetime | None) -> bool:
        return at is not None and at > self.moment and timezone.localdate(at) <= self.today

    def weekly(self, weekday: int) -> bool:
        """Whether the day of the weekly list came."""
        days = (self.today - self.day).days
        return any((self.today - dt.timedelta(days=n)).weekday() == weekday for n in range(days))


def first_day(today: dt.date) -> dt.date:
    """The earliest day after which what failed is caught up."""
    return today - CATCHES_UP


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
