"""A Word file (.docx) → one line for each paragraph, table row or line break, with heading levels and list markers.

python-docx opens the package and knows the styles; the text is taken from the XML beneath it, because python-docx
leaves out text boxes, tables' order and tracked insertions. Element names: ECMA-376 part 1, section 17.
"""

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import docx
from docx.oxml.ns import qn

from findings.reading.letter import Unreadable
from findings.reading.limits import Limits
from findings.reading.package import check_package
from findings.reading.source import Format, Line, Source
from findings.reading.word_styles import Numbering, Styles, is_on

MOST_BOXED = 0.6  # of the lines: where more are, the table holds the letter and not its studies
DAMAGED = "This Word file is damaged or of a kind that is not read here. Open it in Word and save it as .docx."

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # a text box said a second time
UNSAID = {qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), qn("w:rt"), FALLBACK}
WRITTEN = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
PARAGRAPH, RUN, TEXT, SYMBOL = qn("w:p"), qn("w:r"), qn("w:t"), qn("w:sym")
ROW, CELL, TEXT_BOX = qn("w:tr"), qn("w:tc"), qn("w:txbxContent")


def read_docx(data: bytes, limits: Limits | None = None) -> Source:
    """Every paragraph in document order. Raises Unreadable for what Word would not open and for what is too big."""
    check_package(data, limits or Limits(), "Word file", DAMAGED)
    try:
        document = docx.Document(io.BytesIO(data))
        body = document.element.body
        if body.getroottree().docinfo.doctype:  # an XML entity bomb needs one; Word never writes it
            raise Unreadable(DAMAGED)
        lines = tuple(_lines(body, Styles(document.styles), Numbering(document.part)))
        if sum(line.boxed for line in lines) > MOST_BOXED * len(lines):
            lines = tuple(replace(line, boxed=False) for line in lines)
        return Source(Format.WORD, lines)
    except (MemoryError, Unreadable):
        raise
    except Exception as error:  # python-docx lets out whatever a package's disorder leads to
        raise Unreadable(DAMAGED) from error


def _lines(body: Any, styles: Styles, numbering: Numbering) -> Iterator[Line]:
    for paragraphs in _blocks(body):
        yield from _row(paragraphs) if len(paragraphs) > 1 else _paragraph(paragraphs[0], styles, numbering)


def _blocks(element: Any) -> Iterator[list[Any]]:
    """Paragraphs, each alone; those of a table row together where each cell is one short entry."""
    for child in element:
        if child.tag in UNSAID:
            continue
        entries = _entries(child) if child.tag == ROW else []
        if entries:
            yield entries
            continue
        if child.tag == PARAGRAPH:
            yield [child]
        yield from _blocks(child)


def _entries(row: Any) -> list[Any]:
    """The paragraphs of a row such as "name | role | organisation"; empty where a cell holds more than one."""
    cells = [[p for p in cell.iter(PARAGRAPH) if text_of(p).strip()] for cell in row.iter(CELL)]
    filled = [cell for cell in cells if cell]
    return [cell[0] for cell in filled] if len(filled) > 1 and all(len(cell) == 1 for cell in filled) else []


def _row(paragraphs: list[Any]) -> Iterator[Line]:
    """One line for a row: a glyph or number stands before its text, entries are parted by commas."""
    texts = [" ".join(text_of(paragraph).split()) for paragraph in paragraphs]
    if not any(char.isalpha() for char in texts[0]):
        yield Line(" ".join(texts[1:]), bullet=texts[0])
    else:
        yield Line(", ".join(text.rstrip(",") for text in texts))


def _paragraph(paragraph: Any, styles: Styles, numbering: Numbering) -> Iterator[Line]:
    style = styles.of(paragraph)
    marker = numbering.marker(paragraph, style)  # counted for empty paragraphs too, as Word does
    bold, boxed = _bold(paragraph, style.bold), style.framed or _boxed(paragraph)
    for text in text_of(paragraph).split("\n"):
        if text.strip():
            bullet = "" if style.level else marker
            yield Line(text.strip(), bold=bold, level=style.level, bullet=bullet, boxed=boxed)
            marker = ""


def _boxed(paragraph: Any) -> bool:
    """Whether a frame holds the paragraph: a text box, or the one cell of a table's row."""
    for around in paragraph.iterancestors(TEXT_BOX, ROW):
        if around.tag == TEXT_BOX or len(around.findall(CELL)) == 1:
            return True
    return False


def text_of(element: Any) -> str:
    """What a reader of the paragraph sees: no tracked deletions, note marks, hidden text or text boxes."""
    if element.tag == TEXT:
        return element.text or ""
    if element.tag == SYMBOL:
        return chr(int(element.get(qn("w:char"), "20"), 16))
    if element.tag in WRITTEN:
        return WRITTEN[element.tag]
    if element.tag in UNSAID or element.tag == TEXT_BOX or _is_unseen_run(element):
        return ""
    return "".join(text_of(child) for child in element)


def _is_unseen_run(element: Any) -> bool:
    """A hidden run, or digits typed as a raised note mark."""
    look = element.find(qn("w:rPr")) if element.tag == RUN else None
    if look is None:
        return False
    raised = look.find(qn("w:vertAlign"))
    note = raised is not None and raised.get(qn("w:val")) == "superscript"
    return is_on(look, "w:vanish") or (note and "".join(element.itertext()).strip().isdigit())


def _bold(paragraph: Any, inherited: bool) -> bool:
    """Whether all of the paragraph's words are bold."""
    runs = [run for run in paragraph.iter(RUN) if text_of(run).strip()]
    return bool(runs) and all(is_on(run.find(qn("w:rPr")), "w:b", inherited) for run in runs)
