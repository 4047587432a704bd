"""A letter's file as lines on pages, whatever format it came in: what the readers give and the rules work on."""

from dataclasses import dataclass, field
from enum import StrEnum


class Format(StrEnum):
    PDF = "pdf"
    WORD = "docx"
    TEXT = "text"  # plain text and markdown, OCR output included


@dataclass(frozen=True)
class Line:
    """One line as it stands in the file.

    Geometry is in PDF points from the page's top left corner; zero where the format has none,
    but for `left` of text: its indentation in columns. `level` is a
    heading's level where the format says so (Word styles, markdown), else 0. `bullet` is the list marker where the
    format keeps it apart from the text (Word lists), else "". `boxed`: inside a frame drawn on the page, as case
    studies, letterheads and signatures are.
    """

    text: str
    page: int | None = None
    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    size: float = 0.0
    bold: bool = False
    level: int = 0
    bullet: str = ""
    boxed: bool = False


@dataclass(frozen=True)
class Source:
    format: Format
    lines: tuple[Line, ...]
    pages: int | None = None
    notes: tuple[str, ...] = field(default=())  # doubts met while reading the file, in plain words
