"""`python manage.py forget_looks`: for a nightly timer; what is older than LOOKS_KEPT_DAYS goes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from partnerships.models import Look


class Command(BaseCommand):
    help = "Forgets who looked longer ago than LOOKS_KEPT_DAYS days (730 unless set, a year at least)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Only say how many would go.")

    def handle(self, *, dry_run: bool, **_: Any) -> None:
        old = Look.objects.forgettable(timezone.now())
        number, done = (old.count(), "would be forgotten") if dry_run else (old.delete()[0], "forgotten")
        self.stdout.write(f"{number} look{'' if number == 1 else 's'} {done}.")
