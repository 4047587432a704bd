"""Round the text of a Word file, on each page: marking, watermark, who made it, page numbers. And its contents."""

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from reporting.documents.blocks import Document, Heading
from reporting.documents.word_styles import CONTENTS, HANDLING, MARKING, SMALL
from reporting.documents.xml_text import writable

WATERMARK = (
    f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">'
    '<w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"'
    ' path="m@7,l@8,m@5,21600l@6,21600e"><v:path textpathok="t"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
    '<v:shape id="watermark" type="#_x0000_t136" alt={alt} stroked="f" fillcolor="#e6e6e6"'
    ' style="position:absolute;width:430pt;height:130pt;rotation:315;z-index:-251658752;'
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    'mso-position-vertical:center;mso-position-vertical-relative:margin">'
    '<v:textpath string={text} style="font-family:Arial;font-size:1pt;font-weight:bold"/></v:shape></w:pict></w:r>'
)


def frame(word: WordDocument, document: Document) -> None:
    section = word.sections[0]
    for part in (section.header, section.footer):
        first = part.paragraphs[0]
        first.style, first.text = MARKING, writable(document.marking)
        if document.handling:
            part.add_paragraph(writable(document.handling), style=HANDLING)
    if document.watermark:
        text = quoteattr(writable(document.watermark))
        section.header.paragraphs[0]._p.append(parse_xml(WATERMARK.format(alt=text, text=text)))
    last = section.footer.add_paragraph(style=SMALL)
    if document.made:
        last.add_run(f"{writable(document.made)}. ")
    last.add_run("Page ")
    _field(last, "PAGE", "1")
    last.add_run(" of ")
    _field(last, "NUMPAGES", "1")


def contents(word: WordDocument, headings: Sequence[tuple[int, Heading]]) -> None:
    """Each heading as a link; Word offers to add the pages when the file is opened."""
    word.add_paragraph("Contents", style="Subtitle")
    for place, (number, heading) in enumerate(headings):
        paragraph = word.add_paragraph(style=CONTENTS[heading.level - 1])
        if place == 0:
            for part in ("begin", 'TOC \\o "1-2" \\h \\z \\u', "separate"):
                _part_of_field(paragraph, part)
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), f"heading{number}")
        run = paragraph.add_run(writable(heading.text))
        link.append(run._r)
        paragraph._p.append(link)
        if place == len(headings) - 1:
            _part_of_field(paragraph, "end")
    update = OxmlElement("w:updateFields")
    update.set(qn("w:val"), "true")
    word.settings.element.append(update)


def bookmark(paragraph: Any, number: int) -> None:
    """Where the contents lead to."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
        paragraph._p.append(mark)
    start.set(qn("w:name"), f"heading{number}")


def _field(paragraph: Any, code: str, shown: str) -> None:
    """A field as Word writes it: where it begins, what it is, what it showed last, where it ends."""
    _part_of_field(paragraph, "begin")
    _part_of_field(paragraph, code)
    _part_of_field(paragraph, "separate")
    paragraph.add_run(shown)
    _part_of_field(paragraph, "end")


def _part_of_field(paragraph: Any, part: str) -> None:
    """A mark ("begin", "separate", "end"), or the field's code."""
    is_mark = part in ("begin", "separate", "end")
    element = OxmlElement("w:fldChar" if is_mark else "w:instrText")
    if is_mark:
        element.set(qn("w:fldCharType"), part)
    else:
        element.set(qn("xml:space"), "preserve")
        element.text = f" {part} "
    paragraph.add_run()._r.append(element)
