"""The documents that go along with a plan: statements as they stand, papers as they were kept; each as Word and PDF."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from partnerships.marking import marking_lines
from partnerships.models import Partnership
from reporting.documents.blocks import Document
from reporting.meetings.document import document
from reporting.meetings.making import file_name
from reporting.meetings.occasions import of_meeting
from reporting.models import Papers, Statement
from reporting.statements import files

Named = tuple[Callable[[str], str], Document]  # its file's name by the ending, and the document


def _statements(partnership: Partnership, user: Any, now: dt.datetime) -> Iterator[Named]:
    found = Statement.objects.filter(partnership=partnership).select_related("letter__partnership", "partnership")
    if user is not None:
        found = found.visible_to(user)
    for statement in found.order_by("letter__letter_date", "pk"):
        yield (lambda ending, of=statement: files.file_name(of, ending)), files.drawn(statement, user, now)  # type: ignore[misc]


def _papers(partnership: Partnership, user: Any, now: dt.datetime) -> Iterator[Named]:
    """Those that were kept, drawn anew from what they say; the very files that were given out leave with the others."""
    found = Papers.objects.filter(partnership=partnership).select_related("meeting__partnership")
    if user is not None:
        found = found.visible_to(user)
    for kept in found.order_by("meeting__on", "pk"):
        if not kept.is_taken_out:
            occasion = of_meeting(kept.meeting, kept.as_of)
            told = document(kept.contents, marking_lines([partnership]), f"Kept on {kept.kept_at:%-d %B %Y}")
            yield (lambda ending, of=occasion, number=kept.number: file_name(of, ending, number)), told  # type: ignore[misc]


KINDS = (_statements, _papers)  # each gives what there is of one kind, as far as the person may see it


def documents(partnership: Partnership, user: Any, now: dt.datetime) -> Iterator[Named]:
    for kind in KINDS:
        yield from kind(partnership, user, now)
