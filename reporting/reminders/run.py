"""One pass over all people: what each is told today, and the mail that tells it."""

import datetime as dt
from collections.abc import Iterator

from django.utils import timezone

from reporting.models import Digest, ReminderRun
from reporting.models.reminders import forgettable
from reporting.reminders.digest import Contents
from reporting.reminders.people import batches
from reporting.reminders.post import Post
from reporting.reminders.since import Since
from reporting.reminders.telling import contents


def due(today: dt.date) -> Iterator[Contents]:
    """Everyone who is to be mailed today and has not been yet, in the order of their keys; a batch at a time."""
    for people in batches(Since.last_run(today)):
        yield from contents(people, today)


def send(today: dt.date) -> Post:
    """Mails them. What failed is tried again by the next run, on the same day or another."""
    run, _ = ReminderRun.objects.get_or_create(day=today)
    with Post(today) as post:
        for one in due(today):
            post.deliver(one)
            if post.stopped:
                return post
    ReminderRun.objects.filter(pk=run.pk).update(finished_at=timezone.now())
    _forget(today)
    return post


def _forget(today: dt.date) -> None:
    Digest.objects.filter(day__lt=forgettable(today)).delete()
    ReminderRun.objects.filter(day__lt=forgettable(today)).delete()
