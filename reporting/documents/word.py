"""Documents as Word files (.docx): real headings, headings of tables that stand again on each page, words beside each
drawing, English (United Kingdom), and nothing that is formatted where it stands."""

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm

from reporting.documents import word_frame
from reporting.documents.blocks import (
    Bullets,
    Contents,
    Document,
    Facts,
    Figure,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Quote,
    Table,
)
from reporting.documents.pdf import picture
from reporting.documents.word_styles import (
    IN_SMALL_TABLE,
    IN_TABLE,
    LANGUAGE,
    NOTE,
    PLAN_TABLE,
    QUOTE,
    SMALL_TABLE,
    TABLE_HEADING,
    dress,
)
from reporting.documents.xml_text import writable

A4 = (Cm(21.0), Cm(29.7))
MARGIN = Cm(2)
PARAGRAPH = '<w:p {}><w:pPr><w:pStyle w:val="{}"/></w:pPr><w:r><w:t xml:space="preserve"/></w:r></w:p>'


def write_word(document: Document, fonts: Path) -> bytes:
    """`fonts`: the folder of the fonts that its drawings are drawn with."""
    word = docx.Document()
    dress(word)
    word.part.get_style_id = cache(word.part.get_style_id)  # type: ignore[method-assign]  # it walks all, each time
    told = word.core_properties
    told.title, told.subject, told.author = map(writable, (document.title, document.subject, document.author))
    told.language, told.comments, told.keywords = LANGUAGE, "", ""
    width = _page(word, document.landscape)
    word_frame.frame(word, document)
    word.add_paragraph(writable(document.title), style="Title")
    if document.subtitle:
        word.add_paragraph(writable(document.subtitle), style="Subtitle")
    writing = _Writing(word, width, fonts, [one for one in document.blocks if isinstance(one, Heading)])
    for block in document.blocks:
        WRITERS[type(block)](writing, block)
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


class _Writing:
    """The file as far as it is written; `width` is what a page has for text."""

    def __init__(self, word: WordDocument, width: int, fonts: Path, headings: list[Heading]) -> None:
        self.word, self.width, self.fonts = word, width, fonts
        self.headings, self.written = headings, 0

    def paragraphs(self, text: str, style: str | None = None) -> None:
        for part in writable(text).split("\n\n"):
            self.word.add_paragraph(part, style=style)


def _page(word: WordDocument, landscape: bool) -> int:
    """A4, with its margins; gives the width that is left, in the file's own units."""
    section = word.sections[0]
    section.page_width, section.page_height = reversed(A4) if landscape else A4
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = MARGIN
    section.top_margin = section.bottom_margin = Cm(2.6)
    return int(section.page_width - 2 * MARGIN)


def _heading(writing: _Writing, block: Heading) -> None:
    paragraph = writing.word.add_paragraph(writable(block.text), style=f"Heading {block.level}")
    word_frame.bookmark(paragraph, writing.written)
    writing.written += 1


def _bullets(writing: _Writing, block: Bullets) -> None:
    for item in block.items:
        writing.word.add_paragraph(writable(item), style="List Bullet")


def _facts(writing: _Writing, block: Facts) -> None:
    for name, value in block.pairs:
        paragraph = writing.word.add_paragraph()
        paragraph.add_run(writable(f"{name}: "), style="Strong")
        paragraph.add_run(writable(value))


def _table(writing: _Writing, block: Table) -> None:
    """Cells are written as XML: python-docx looks a cell up by walking its whole row."""
    writing.word.add_paragraph(writable(block.caption), style="Caption")
    total = sum(column.width for column in block.columns)
    widths = [int(writing.width * column.width / total) for column in block.columns]
    table = writing.word.add_table(rows=0, cols=len(block.columns), style=SMALL_TABLE if block.small else PLAN_TABLE)
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    headings = [column.heading for column in block.columns]
    table._tbl.append(_row(headings, widths, heading=True))
    for row in block.rows:
        table._tbl.append(_row(row, widths, style=IN_SMALL_TABLE if block.small else IN_TABLE))
    _describe(table._tbl, block.caption)
    writing.word.add_paragraph(style=IN_TABLE)  # two tables in a row would grow together


def _row(cells: Any, widths: list[int], heading: bool = False, style: str = IN_TABLE) -> Any:
    row = OxmlElement("w:tr")
    told = OxmlElement("w:trPr")
    row.append(told)
    if heading or sum(map(len, cells)) < 900:
        told.append(OxmlElement("w:cantSplit"))
    if heading:
        told.append(OxmlElement("w:tblHeader"))
    for text, width in zip(cells, widths, strict=True):
        row.append(_cell(text, width, TABLE_HEADING if heading else style))
    return row


def _cell(text: str, width: int, style: str) -> Any:
    cell = parse_xml(f'<w:tc {nsdecls("w")}><w:tcPr><w:tcW w:w="{round(width / 635)}" w:type="dxa"/></w:tcPr></w:tc>')
    for line in writable(text).split("\n"):
        paragraph = parse_xml(PARAGRAPH.format(nsdecls("w"), style.replace(" ", "")))
        paragraph.find(f".//{qn('w:t')}").text = line
        cell.append(paragraph)
    return cell


def _describe(table: Any, caption: str) -> None:
    described = OxmlElement("w:tblCaption")
    described.set(qn("w:val"), writable(caption))
    table.tblPr.append(described)


def _figure(writing: _Writing, block: Figure) -> None:
    writing.word.add_paragraph(writable(block.title), style="Caption")
    drawn = writing.word.add_picture(
        io.BytesIO(picture(block.svg, writing.fonts)), width=int(writing.width * block.width)
    )
    drawn._inline.docPr.set("title", writable(block.title))
    drawn._inline.docPr.set("descr", writable(block.description))
    _table(writing, block.numbers)


def _contents(writing: _Writing, _block: Contents) -> None:
    word_frame.contents(writing.word, [(n, one) for n, one in enumerate(writing.headings) if one.level < 3])


WRITERS: dict[type, Callable[[_Writing, Any], None]] = {
    Heading: _heading,
    Paragraph: lambda writing, block: writing.paragraphs(block.text),
    Quote: lambda writing, block: writing.paragraphs(block.text, QUOTE),
    Note: lambda writing, block: writing.paragraphs(block.text, NOTE),
    Bullets: _bullets,
    Facts: _facts,
    Table: _table,
    Figure: _figure,
    PageBreak: lambda writing, _block: writing.word.add_page_break(),
    Contents: _contents,
}
