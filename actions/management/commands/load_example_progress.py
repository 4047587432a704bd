"""`python manage.py load_example_progress [--on DATE]`: months of example work for the plans of the seeds' letters."""

import datetime as dt
import sys
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from actions import example_progress
from actions.example_progress_people import People
from partnerships import demonstration
from partnerships.models import Partnership

SEEDS = settings.BASE_DIR / "seeds"


def a_day(typed: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(typed)
    except ValueError:
        raise ArgumentTypeError("give a date such as 2026-11-20") from None
    if day > timezone.localdate():
        raise ArgumentTypeError("give today or a day before it")
    return day


class Command(BaseCommand):
    help = (
        "Fills the plans of the letters in seeds/ with example progress, marked as such. Only on a local installation."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--on", type=a_day, metavar="DATE", help="the day that the work leads up to (default: today)"
        )
        parser.add_argument("--seeds", type=Path, default=SEEDS, help="the folder of the letters (default: seeds/)")

    def handle(self, *, on: dt.date | None, seeds: Path, **_: Any) -> None:
        if not demonstration.is_local():
            raise CommandError("Example progress is for a local installation (HTTPS=False).")
        plans = example_progress.plans(seeds)
        if not plans:
            raise CommandError("There is no plan of these letters yet. Type: python manage.py import_letters seeds")
        done = [self.fill(plan, on or timezone.localdate()) for plan in plans]
        if not all(done):
            sys.exit(1)

    def fill(self, plan: Partnership, today: dt.date) -> bool:
        """False where it is refused."""
        if real := example_progress.real_work(plan):
            told = f"{plan}: left alone, because somebody works on it ({', '.join(real)})."
            self.stderr.write(told)
            return False
        if example_progress.has_examples(plan):
            self.stdout.write(f"{plan}: has its example progress.")
            return True
        with transaction.atomic():
            accounts = demonstration.accounts(plan)
            people = People(plan, {role: account.user for role, account in accounts.items()})
            written = example_progress.load(people, today)
        self.stdout.write(f"{plan}: {written} actions with example progress.")
        for line in demonstration.told(accounts.values()):
            self.stdout.write(line)
        return True
