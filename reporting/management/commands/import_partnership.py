"""`python manage.py import_partnership FILE.zip [--dry-run]`"""

import hashlib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reporting.exchange.archive import Refused, opened
from reporting.exchange.importing import Imported, import_plan

ROWS_MEGABYTES = 2000  # what a plan's rows may unpack to, beside its files


class Command(BaseCommand):
    help = "Brings a plan that export_partnership wrote into an installation that has no plan yet."
    requires_migrations_checks = True

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="what export_partnership wrote")
        parser.add_argument("--dry-run", action="store_true", help="tell what would happen and keep nothing")

    def handle(self, *, file: Path, dry_run: bool, **_: Any) -> None:
        try:
            with opened(file, settings.EVIDENCE_QUOTA_MEGABYTES + ROWS_MEGABYTES) as archive:
                imported = import_plan(archive, None, _sha256(file), dry_run)
        except Refused as refused:
            raise CommandError(f"{file}: {refused} Nothing is kept.") from None
        would = "would come: " if dry_run else ""
        self.stdout.write(f"{imported.partnership}: {would}{imported.in_words}. Its history is whole.")
        if dry_run:
            self.stdout.write("Nothing was kept: this was a dry run.")
        else:
            self.stdout.write("\n".join(_next(imported)))


def _next(imported: Imported) -> list[str]:
    """What whoever imports does now."""
    lines = [
        f"{imported.new} people came with it. None of them can sign in yet: open the plan's page of people as an "
        "administrator and send its business manager the invitation, who then sends the others theirs."
    ]
    if imported.known:
        names = ", ".join(sorted(user.email for user in imported.known))
        lines.append(f"Had an account here, so their roles in the plan hold at once: {names}. Look at them first.")
    if imported.missing:
        lines.append(f"The file lacks {len(imported.missing)} that the store had lost: {', '.join(imported.missing)}.")
    return lines


def _sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
