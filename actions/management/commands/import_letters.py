"""`python manage.py import_letters PATH… [--dry-run] [--json]`"""

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from actions.planning import import_read, rehearse
from findings import importing, intake, telling
from findings.reading.guarded import GuardedReader


class Command(BaseCommand):
    help = "Imports letters (PDF, Word, text) and opens a draft action for each finding."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a letter, or a folder of letters")
        parser.add_argument("--dry-run", action="store_true", help="tell what would happen and keep nothing")
        parser.add_argument("--json", action="store_true", help="print what was read as one JSON array")

    def handle(self, *, paths: list[Path], dry_run: bool, json: bool, **_: Any) -> None:
        self.dry_run, self.as_json = dry_run, json
        self.rows: list[dict[str, Any]] = []
        files = list(intake.letter_paths(paths))
        with intake.reader() as reader, tqdm(files, disable=self.quiet(files), file=sys.stderr, unit=" letters") as bar:
            reads = (self.read(path, reason, reader) for path, reason in bar)
            if dry_run:
                statuses = rehearse(list(reads), None, self.tell)
            else:
                statuses = [self.tell(import_read(read, None)) for read in reads]
        self.finish(Counter(statuses))
        if "failed" in statuses:
            sys.exit(1)

    def quiet(self, files: list[Any]) -> bool:
        return len(files) < 2 or not sys.stderr.isatty()

    def read(self, path: Path, reason: str, reader: GuardedReader) -> intake.Read:
        spare = None if self.as_json else importing.known
        return intake.read_path(path, reader, refusal=reason, spare=spare)

    def tell(self, outcome: importing.Outcome) -> str:
        """Prints what became of a file, or keeps it for the array; gives its status."""
        if self.as_json:
            row = {"file": outcome.file, "error": outcome.error}
            self.rows.append(telling.as_json(outcome.file, outcome.reading) if outcome.reading else row)
        else:
            with tqdm.external_write_mode(sys.stderr):
                (self.stderr if outcome.error else self.stdout).write(telling.in_a_line(outcome))
        return outcome.status

    def finish(self, counts: Counter[str]) -> None:
        if self.as_json:
            self.stdout.write(json.dumps(self.rows, ensure_ascii=False, indent=1))
            return
        told = ", ".join(f"{counts[status]} {status}" for status in ("created", "updated", "unchanged", "failed"))
        self.stdout.write(f"{told}.{' Nothing was kept: this was a dry run.' if self.dry_run else ''}")
