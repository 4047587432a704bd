"""`python manage.py export_partnership AREA --out FILE.zip`"""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reporting.areas import partnership_of
from reporting.exchange.exporting import PlanExport


class Command(BaseCommand):
    help = "Writes a partnership's whole plan into one zip: data, documents, evidence and history."
    requires_migrations_checks = True

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("area", metavar="AREA", help="as letters name it, such as Dorset")
        parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="ends in .zip")

    def handle(self, *, area: str, out: Path, **_: Any) -> None:
        if out.suffix.lower() != ".zip":
            raise CommandError(f"{out}: the name has to end in .zip.")
        export = PlanExport(partnership_of(area), None, timezone.localtime())
        try:
            _write(export, out)
        except OSError as wrong:
            raise CommandError(f"{out} could not be written: {wrong}") from wrong
        self.stdout.write(f"{out}: {export.partnership}, {export.in_words}. It is {export.marking[0]}: handle it so.")
        for one in export.missing:
            self.stderr.write(f"Not in it: {one}")


def _write(export: PlanExport, out: Path) -> None:
    """Under its name only once it is whole, and for nobody else's eyes."""
    part = out.with_name(f"{out.name}.part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.writelines(export.gather().chunks())
    part.replace(out)
