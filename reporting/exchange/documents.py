"""The documents that go along with a plan: as they stand, each as a Word file and as PDF."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from partnerships.models import Partnership
from reporting.documents.blocks import Document
from reporting.models import Statement
from reporting.statements import files

Named = tuple[Callable[[str], str], Document]  # its file's name by the ending, and the document


def _statements(partnership: Partnership, user: Any, now: dt.datetime) -> Iterator[Named]:
    found = Statement.objects.filter(partnership=partnership).select_related("letter__partnership", "partnership")
    if user is not None:
        found = found.visible_to(user)
    for statement in found.order_by("letter__letter_date", "pk"):
        yield (lambda ending, of=statement: files.file_name(of, ending)), files.drawn(statement, user, now)  # type: ignore[misc]


PAPERS = (_statements,)  # each gives what there is of one kind, as far as the person may see it


def documents(partnership: Partnership, user: Any, now: dt.datetime) -> Iterator[Named]:
    for papers in PAPERS:
        yield from papers(partnership, user, now)
