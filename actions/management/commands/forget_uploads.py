"""`python manage.py forget_uploads`: for a nightly timer; uploaded letters that nobody imported within a day go."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from actions import uploads


class Command(BaseCommand):
    help = "Removes uploaded letters, and pictures of their pages, that nobody imported within a day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Only say how many would go.")

    def handle(self, *, dry_run: bool, **_: Any) -> None:
        old = uploads.left_behind(time.time())
        if not dry_run:
            uploads.sweep(time.time())
        done = "would be removed" if dry_run else "removed"
        self.stdout.write(f"{len(old)} upload{'' if len(old) == 1 else 's'} {done}.")
