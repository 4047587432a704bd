"""`python manage.py send_reminders [--on DATE] [--dry-run]`: for cron or a timer, once a day."""

import datetime as dt
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from partnerships.signing_in.mail_check import problem
from reporting.areas import a_day
from reporting.reminders import run
from reporting.reminders.post import Post

NO_ADDRESS = "SITE_URL is not set: the links in the mails would lead nowhere. Set it to the address of this site."


class Command(BaseCommand):
    help = "Mails to each person what waits for them today: one mail a person and day, whatever happens."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=a_day, metavar="DATE", help="another day than today, such as 2026-11-30")
        parser.add_argument("--dry-run", action="store_true", help="only say who would get what")

    def handle(self, *, on: dt.date | None, dry_run: bool, **_: Any) -> None:
        today = on or timezone.localdate()
        if settings.HTTPS and not settings.SITE_URL.startswith("https://"):
            raise CommandError(NO_ADDRESS)
        if not dry_run and problem():
            raise CommandError(problem())
        if dry_run:
            self.show(today)
        else:
            self.report(run.send(today))

    def show(self, today: dt.date) -> None:
        number = 0
        for one in run.due(today):
            self.stdout.write(f"{one.user.email}: {one.counted()}")
            number += 1
        self.stdout.write(f"{_mails(number)} would be sent for {today:%-d %B %Y}.")

    def report(self, post: Post) -> None:
        """Exit status 1 where somebody was not mailed, or may not have been."""
        for words in post.failed:
            self.stderr.write(f"{words} The next run tries again.")
        for words in post.doubtful:
            self.stderr.write(f"{words} Tomorrow’s mail tells it again.")
        if post.stopped:
            self.stderr.write(f"{post.stopped} The next run goes on from here.")
        self.stdout.write(f"{_mails(post.sent)} sent for {post.day:%-d %B %Y}.")
        if not post.all_went:
            sys.exit(1)


def _mails(number: int) -> str:
    return f"{number} mail{'' if number == 1 else 's'}"
