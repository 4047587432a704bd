"""Papers that are given out are kept: what they say, their files, and the files' seals."""

import datetime as dt
import hashlib
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from findings.models import Letter
from partnerships.history import NotPossible
from partnerships.marking import marking_lines
from reporting.meetings.document import document
from reporting.meetings.making import drawn_for
from reporting.meetings.occasions import of_meeting
from reporting.meetings.readers import EVERYBODY
from reporting.meetings.telling import Told, findings_told
from reporting.models import Meeting, Papers
from reporting.statements.files import as_file
from reporting.statements.telling import seal

CALLED_OFF = "The meeting is called off, so it has no papers."


@transaction.atomic
def keep(meeting: Meeting, actor: Any, today: dt.date) -> Papers | None:
    """The papers as they stand; None where these very ones are kept already, as after a second click."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=meeting.pk)
    if meeting.called_off_at:
        raise NotPossible(CALLED_OFF)
    occasion = of_meeting(meeting, today)
    told = drawn_for(occasion, EVERYBODY)
    last = meeting.papers.first()
    if last and seal(last.contents) == seal(told):
        return None
    papers = Papers(partnership_id=meeting.partnership_id, meeting=meeting, contents=told, as_of=occasion.as_of)
    papers.number, papers.kept_by = last.number + 1 if last else 1, actor
    _write_files(papers, told)
    papers.enter(actor, "kept papers")
    papers.letters.set(Letter.objects.filter(findings__in=findings_told(told)).distinct())
    return papers


def _write_files(papers: Papers, told: Told) -> None:
    """Named by their seals."""
    made = f"Kept as papers {papers.number} on {timezone.localtime():%-d %B %Y at %H:%M}"
    drawn = document(told, marking_lines([papers.meeting.partnership]), made)
    for kind, ending in (("word", "docx"), ("pdf", "pdf")):
        content = as_file(drawn, ending)
        sealed = hashlib.sha256(content).hexdigest()
        setattr(papers, f"{kind}_sha256", sealed)
        setattr(papers, kind, ContentFile(content, f"{sealed}.{ending}"))
