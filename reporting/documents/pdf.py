"""Documents as PDF: tagged (PDF/UA-1), in an openly licensed sans, laid out by typst: docs/decisions/documents.md."""

import dataclasses
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typst

from reporting.documents.blocks import Document
from reporting.documents.text import showable, shown_by

TEMPLATE = Path(__file__).with_name("document.typ")
DRAWING = (
    b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg", width: 16cm)'
)


class NotMade(Exception):
    """The document could not be laid out as it should be: a warning of the typesetter counts, too."""


LONG_WORD = re.compile(r"\S{20,}")  # wider than a narrow column may be
MAY_BREAK = "\u200b"
PARTS = re.compile(r"\S{1,10}")


def write_pdf(document: Document, fonts: Path) -> bytes:
    """`fonts`: the folder that holds the document's fonts; those of the machine are never taken."""
    clean = showable(shown_by(font_files(fonts)))
    told = _as_json(document, lambda text: may_break(clean(text)))
    return _compile(TEMPLATE.read_bytes(), fonts, {"document": json.dumps(told)}, format="pdf", pdf_standards=["ua-1"])


def may_break(text: str) -> str:
    """The text with places, which nobody sees, where a long word may go on in the next line, as in Word it does."""
    return LONG_WORD.sub(lambda word: MAY_BREAK.join(PARTS.findall(word[0])), text)


def picture(svg: str, fonts: Path) -> bytes:
    """A drawing as PNG, 300 points an inch at 16 cm, for what cannot show SVG."""
    return _compile(DRAWING, fonts, {"svg": svg}, format="png", ppi=300.0)


def font_files(folder: Path) -> tuple[Path, ...]:
    files = tuple(sorted(folder.glob("*.ttf")))
    if not files:
        raise NotMade(f"There are no fonts in {folder}. Run `make install`.")
    return files


def _compile(source: bytes, fonts: Path, inputs: dict[str, str], **options: Any) -> bytes:
    compile_with_warnings: Any = typst.compile_with_warnings
    try:
        made, warnings = compile_with_warnings(
            source, font_paths=[str(fonts)], ignore_system_fonts=True, sys_inputs=inputs, **options
        )
    except typst.TypstError as error:
        raise NotMade(str(error)) from error
    if warnings:
        raise NotMade("; ".join(str(warning) for warning in warnings))
    return bytes(made)


def _as_json(value: Any, clean: Callable[[str], str]) -> Any:
    if dataclasses.is_dataclass(value):
        fields = {field.name: _as_json(getattr(value, field.name), clean) for field in dataclasses.fields(value)}
        if "svg" in fields:
            fields["svg"] = fields["svg"].replace(MAY_BREAK, "")  # a drawing is no text
        return {"kind": type(value).__name__, **fields}
    if isinstance(value, str):
        return clean(value)
    return [_as_json(one, clean) for one in value] if isinstance(value, list | tuple) else value
