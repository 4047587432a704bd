"""`python manage.py write_statement AREA --out FILE.docx [--letter-date DATE]`"""

import datetime as dt
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from reporting.areas import a_day, letter_of
from reporting.documents.pdf import NotMade
from reporting.models import Statement
from reporting.statements import files
from reporting.statements.starting import begin


class Command(BaseCommand):
    help = "Writes the written statement of an area's letter as a Word file or PDF."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("area", metavar="AREA", help="as letters name it, such as Dorset")
        parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="ends in .docx or .pdf")
        parser.add_argument("--letter-date", type=a_day, metavar="DATE", help="where an area has several letters")

    def handle(self, *, area: str, out: Path, letter_date: dt.date | None, **_: Any) -> None:
        ending = out.suffix.lower().lstrip(".")
        if ending not in files.WRITE:
            raise CommandError(f"{out}: the name has to end in .docx or .pdf.")
        letter = letter_of(area, letter_date)
        try:
            with transaction.atomic():  # a statement that could not be written is not begun
                begin(letter, None, timezone.localdate())
                statement = Statement.objects.select_related("letter__partnership", "partnership").get(letter=letter)
                document = files.drawn(statement, None, timezone.localtime())
                out.write_bytes(files.as_file(document, ending))
        except (OSError, NotMade) as wrong:
            raise CommandError(f"{out} could not be written: {wrong}") from wrong
        draft = " Something is missing, so each page says DRAFT." if document.watermark else ""
        self.stdout.write(f"{out}: written statement, {letter}.{draft}")
