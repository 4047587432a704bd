"""`python manage.py write_board_pack AREA --out FILE.docx [--on DATE] [--kind KIND]`"""

import datetime as dt
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reporting.areas import a_day, partnership_of
from reporting.documents.pdf import NotMade
from reporting.meetings.making import papers
from reporting.meetings.occasions import on_day
from reporting.meetings.readers import EVERYBODY
from reporting.models import MeetingKind
from reporting.statements import files


class Command(BaseCommand):
    help = "Writes the papers of a kind of meeting, as the plan stood on a day, as a Word file or PDF."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("area", metavar="AREA", help="as letters name it, such as Dorset")
        parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="ends in .docx or .pdf")
        parser.add_argument("--on", type=a_day, metavar="DATE", help="as it stood on that day; today if none is given")
        parser.add_argument(
            "--kind", choices=MeetingKind.values, default=MeetingKind.EXECUTIVE, help="executive if none is given"
        )

    def handle(self, *, area: str, out: Path, on: dt.date | None, kind: str, **_: Any) -> None:
        ending, today = out.suffix.lower().lstrip("."), timezone.localdate()
        if ending not in files.WRITE:
            raise CommandError(f"{out}: the name has to end in .docx or .pdf.")
        if on and on > today:
            raise CommandError(f"{on:%-d %B %Y} is still ahead. Give today or an earlier day.")
        occasion = on_day(partnership_of(area), kind, on or today)
        document = papers(occasion, EVERYBODY, timezone.localtime())
        try:
            out.write_bytes(files.as_file(document, ending))
        except (OSError, NotMade) as wrong:
            raise CommandError(f"{out} could not be written: {wrong}") from wrong
        since = (
            f"what changed since {occasion.since:%-d %B %Y}" if occasion.since else "what changed since the beginning"
        )
        self.stdout.write(f"{out}: {document.title}, as it stood on {occasion.as_of:%-d %B %Y}, and {since}.")
