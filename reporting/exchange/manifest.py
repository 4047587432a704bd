"""What a plan's file says of itself: to whoever opens it, and to the program that reads it."""

import datetime as dt
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import timezone

from partnerships.models import Chain, Partnership
from reporting.exchange.gathering import Model
from reporting.exchange.registry import fields_of

FORMAT = 1
PROGRAM = "JTAI Tracker"
WHOLE = "It holds the whole plan, and can be brought into an installation of the program that has nothing in it yet."
NOT_WHOLE = (
    "IT IS NOT THE WHOLE PLAN: what the person who made it may not see is not in it. So its history cannot be proved "
    "to be whole, and it cannot be brought into another installation. An administrator can make a whole one."
)
WHAT = """\
README.txt     this text
manifest.json  what is in this file and in how many rows, with the SHA-256 of each entry
data/          each kind of record twice: .csv to read in a spreadsheet, .json with every field for programs
history.csv    everything that happened, in its order; history.jsonl is the same with the hashes that chain it
people.json    the people whom the records name: e-mail address and name, and nothing that they sign in with
files/         letters, evidence, statements as they were sent and papers as they were given out, each named by its
               SHA-256; files/index.csv says what each is called and to which record it belongs
documents/     the written statement as it stands, and the papers kept for each meeting, as Word files and PDF

Passwords, security codes, sessions and secret addresses are not in it.

To bring it into another installation, of the same version of the program and with nothing in it yet:

    python manage.py import_partnership FILE.zip --dry-run
    python manage.py import_partnership FILE.zip
"""


@dataclass(frozen=True)
class Made:
    """Of whose plan a file is, who made it and when, and what it lacks."""

    name: str
    marking: Sequence[str]
    who: str
    at: dt.datetime
    whole: bool
    missing: Sequence[str] = ()

    def readme(self) -> str:
        when = f"{timezone.localtime(self.at):%-d %B %Y at %H:%M}"
        made = f"Made by {self.who} on {when} with {PROGRAM} {version()}."
        parts = ["\n".join(self.marking), f"{self.name}: the plan\n{made}", WHOLE if self.whole else NOT_WHOLE]
        if self.missing:
            parts.append("Not in it, because the store of files does not have it:\n" + "\n".join(self.missing))
        return "\n\n".join([*parts, WHAT, *self.marking[:1]]) + "\n"


def manifest(
    made: Made, of: Partnership, rows: Mapping[Model, int], chain: Chain | None, sealed: Mapping[str, str]
) -> dict[str, Any]:
    """`rows` by kind; `sealed`: the SHA-256 of each entry. Whoever reads the file goes by this."""
    fields = {model: [field.name for field in fields_of(model)] for model in rows}
    return {
        "format": FORMAT,
        "program": f"{PROGRAM} {version()}",
        "made_at": made.at.isoformat(),
        "made_by": made.who,
        "marking": list(made.marking),
        "area": of.area,
        "partnership": of.pk,
        "whole": made.whole,
        "missing": list(made.missing),
        "history": {"length": chain.length, "head": chain.head} if chain else {"length": 0, "head": ""},
        "models": {one._meta.label_lower: {"rows": rows[one], "fields": fields[one]} for one in rows},
        "entries": dict(sealed),
    }


@cache
def version() -> str:
    """The program's own."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])
