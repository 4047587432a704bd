"""Word files as an office makes them: heading styles, list paragraphs."""

import io
import zipfile
from collections.abc import Callable

import docx
from docx.document import Document

from tests.papers.seeds import Block

STYLES = {"heading": "Heading 2", "bullet": "List Bullet", "text": "Normal"}


def word_of(blocks: list[Block]) -> bytes:
    document = docx.Document()
    for block in blocks:
        document.add_paragraph(block.text, style=STYLES[block.kind])
    return saved(document)


def saved(document: Document) -> bytes:
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The Word file with one of its parts, such as word/document.xml, changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            body = old.read(part)
            new.writestr(part.filename, change(body) if part.filename == name else body)
    return out.getvalue()
