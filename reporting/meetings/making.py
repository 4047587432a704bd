"""A meeting's papers, made for a reader: told, drawn as a document, and what their file is called."""

import datetime as dt
import re

from partnerships.marking import marking_lines
from reporting.documents.blocks import Document
from reporting.meetings import charted
from reporting.meetings.changed import Changed
from reporting.meetings.document import document
from reporting.meetings.occasions import Occasion
from reporting.meetings.plan import plan_before, plan_on
from reporting.meetings.readers import Reader
from reporting.meetings.rows import fetch
from reporting.meetings.telling import Told, telling
from reporting.models import MeetingKind

CHARTED = (MeetingKind.WORKING_GROUP, MeetingKind.EXECUTIVE)


def told_for(occasion: Occasion, reader: Reader) -> Told:
    """All that the papers say, but for what is drawn of it. Eight queries."""
    return _told(occasion, reader)[0]


def drawn_for(occasion: Occasion, reader: Reader) -> Told:
    """With the numbers of the charts that papers of the kind have: one query more."""
    told, changed = _told(occasion, reader)
    if occasion.kind in CHARTED:
        told |= charted.of_plan(changed.now, occasion.partnership)
    elif occasion.kind == MeetingKind.PARTNERS:
        told["measures"] = charted.of_measures(occasion.partnership, reader, occasion.as_of)
    return told


def _told(occasion: Occasion, reader: Reader) -> tuple[Told, Changed]:
    rows = fetch(occasion.partnership, reader, occasion.kind, occasion.since, occasion.as_of)
    changed = Changed(plan_on(rows), plan_before(rows), occasion.since)
    return telling(occasion, reader, changed, rows.agreed), changed


def papers(occasion: Occasion, reader: Reader, now: dt.datetime) -> Document:
    made = f"Made on {now:%-d %B %Y at %H:%M} for {reader.name}"
    return document(drawn_for(occasion, reader), marking_lines([occasion.partnership]), made)


def file_name(occasion: Occasion, ending: str, number: int | None = None) -> str:
    """With the marking first, such as "OFFICIAL-SENSITIVE Dorset executive papers 2018-10-03.docx"."""
    area = re.sub(r"[^\w ,’'&()-]", "", occasion.partnership.area).strip() or "area"
    kept = f" kept {number}" if number else ""
    marking = marking_lines([occasion.partnership])[0]
    return f"{marking} {area} {occasion.kind} papers {occasion.on:%Y-%m-%d}{kept}.{ending}"
