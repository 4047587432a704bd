"""A statement's document as a file, and what the file is called."""

import datetime as dt
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import FileResponse

from partnerships.marking import marking_lines
from reporting.documents.blocks import Document
from reporting.documents.pdf import write_pdf
from reporting.documents.word import write_word
from reporting.models import Statement
from reporting.statements.assembling import assemble
from reporting.statements.document import document
from reporting.statements.gaps import gaps
from reporting.statements.telling import endorsements, seal, telling

Write = Callable[[Document, Path], bytes]
WRITE: dict[str, Write] = {"docx": write_word, "pdf": write_pdf}
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
DRAFT = "DRAFT"


def drawn(statement: Statement, who: Any, now: dt.datetime) -> Document:
    """The statement as it stands. While something is missing each page says that it is a draft."""
    assembled = assemble(statement, now.date())
    told = telling(assembled)
    missing = gaps(assembled, told, now.date())
    marking = marking_lines([statement.partnership])
    made = f"Made by {who}, {now:%-d %B %Y at %H:%M}" if who else f"Made on {now:%-d %B %Y at %H:%M}"
    return document(told, endorsements(assembled, seal(told)), marking, made, DRAFT if missing else "")


def as_file(document: Document, ending: str) -> bytes:
    return WRITE[ending](document, settings.FONTS_DIR)


def file_name(statement: Statement, ending: str, version: int | None = None) -> str:
    """With the marking first, such as "OFFICIAL-SENSITIVE Dorset written statement 2018-07-09.docx"."""
    day = f" {statement.letter.letter_date:%Y-%m-%d}" if statement.letter.letter_date else ""
    sent = f" version {version}" if version else ""
    area = re.sub(r"[^\w ,’'&()-]", "", statement.partnership.area).strip() or "area"
    return f"{marking_lines([statement.partnership])[0]} {area} written statement{day}{sent}.{ending}"


def download(content: bytes, name: str, ending: str) -> FileResponse:
    """As an attachment, under its own name."""
    file = io.BytesIO(content)
    return FileResponse(file, as_attachment=True, filename=name, content_type=TYPES[ending])
