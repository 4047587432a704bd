"""The statement is recorded as sent: its words and files are kept as they are, and the letter's date is settled."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from partnerships.history import NotPossible
from partnerships.marking import marking_lines
from reporting.models import Statement, Version
from reporting.statements.assembling import Assembled, assemble
from reporting.statements.document import document
from reporting.statements.files import DRAFT, as_file
from reporting.statements.gaps import gaps
from reporting.statements.telling import Told, endorsements, seal, telling


@transaction.atomic
def send(
    statement: Statement, actor: Any, on: dt.date, by: str, to: Sequence[str], today: dt.date, with_gaps: bool = False
) -> Version | None:
    """The version that is kept; None where this very one is kept already, as after a second click.

    Raises NotPossible where something is missing and nobody said that it went so (`with_gaps`).
    """
    Statement.objects.select_for_update().get(pk=statement.pk)
    assembled = assemble(statement, today)
    told = telling(assembled)
    missing = [str(gap) for gap in gaps(assembled, told, today)]
    if missing and not with_gaps:
        raise NotPossible(f"{len(missing)} things are missing still. Say that it went so, or put them right first.")
    last = statement.versions.first()
    if last and (seal(last.contents), last.sent_on, last.sent_by, last.sent_to) == (seal(told), on, by, list(to)):
        return None
    version = _version(assembled, told, missing)
    version.number, version.recorded_by = last.number + 1 if last else 1, actor
    version.sent_on, version.sent_by, version.sent_to = on, by, list(to)
    version.enter(actor, "recorded the statement as sent")
    first = last is None or statement.letter.statement_sent_on is None
    if first:
        statement.letter.statement_went(actor, on)
    return version


def _version(assembled: Assembled, told: Told, missing: list[str]) -> Version:
    """With its files, which are named by their seals."""
    statement = assembled.statement
    made = f"As it stood on {timezone.localtime():%-d %B %Y at %H:%M}"
    endorsed, marking = endorsements(assembled, seal(told)), marking_lines([statement.partnership])
    drawn = document(told, endorsed, marking, made, DRAFT if missing else "")
    version = Version(partnership_id=statement.partnership_id, statement=statement)
    version.contents, version.endorsed, version.missing = told, endorsed, missing
    version.preparer = statement.preparer
    version.statutory_due = statement.letter.statutory_due
    for kind, ending in (("word", "docx"), ("pdf", "pdf")):
        content = as_file(drawn, ending)
        sealed = hashlib.sha256(content).hexdigest()
        setattr(version, f"{kind}_sha256", sealed)
        setattr(version, kind, ContentFile(content, f"{sealed}.{ending}"))
    return version
