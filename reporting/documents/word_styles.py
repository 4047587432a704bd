"""The styles of a Word document: all that it looks like is in them, nothing is formatted where it stands."""

from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

FONT, LANGUAGE = "Arial", "en-GB"
BRAND = RGBColor(0x14, 0x48, 0x5A)
QUOTE, NOTE, MARKING, SMALL = "Inspectors' words", "Program's note", "Protective marking", "Small print"
PLAN_TABLE, IN_TABLE, TABLE_HEADING = "Plan table", "In a table", "Heading of a column"
IN_SMALL_TABLE, SMALL_TABLE = "In a small table", "Small plan table"
HANDLING = "How to handle it"
CONTENTS = ("Contents 1", "Contents 2")
HEADINGS = {"Title": 24, "Heading 1": 17, "Heading 2": 14, "Heading 3": 12, "Heading 4": 10.5}  # points
TABLE_STYLE = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{{key}}">
  <w:name w:val="{{name}}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/>
  <w:tblPr><w:tblBorders>{{borders}}</w:tblBorders>
    <w:tblCellMar><w:top w:w="{{above}}" w:type="dxa"/><w:left w:w="90" w:type="dxa"/>
      <w:bottom w:w="{{above}}" w:type="dxa"/><w:right w:w="90" w:type="dxa"/></w:tblCellMar></w:tblPr>
  <w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr>
    <w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="E4EDF0"/></w:tcPr></w:tblStylePr>
</w:style>"""
EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


def dress(document: WordDocument) -> None:
    """Sets the document's styles and its language."""
    styles = document.styles
    _language(styles.element)
    normal = styles["Normal"]
    _font(normal, 10.5)
    normal.paragraph_format.space_after = Pt(6)
    for name, size in HEADINGS.items():
        _font(styles[name], size, bold=True, colour=BRAND)
        styles[name].paragraph_format.keep_with_next = True
        styles[name].paragraph_format.space_before = Pt(14)
        styles[name].paragraph_format.space_after = Pt(6)
    for border in styles["Title"].element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
    _font(styles["Subtitle"], 13)
    for spacing in styles["Subtitle"].element.findall(f"{qn('w:rPr')}/{qn('w:spacing')}"):
        spacing.getparent().remove(spacing)  # of its letters
    _font(styles["Caption"], 10, bold=True)
    styles["Caption"].paragraph_format.keep_with_next = True
    _own_styles(styles)
    borders = "".join(map(_border, EDGES))
    for name, above in ((PLAN_TABLE, 60), (SMALL_TABLE, 20)):
        told = {"key": name.title().replace(" ", ""), "name": name, "above": above}
        styles.element.append(parse_xml(TABLE_STYLE.format(**told, borders=borders)))


def _own_styles(styles: Any) -> None:
    quote = _paragraph_style(styles, QUOTE)
    quote.paragraph_format.left_indent = Pt(10)
    left = '<w:pBdr {0}><w:left w:val="single" w:sz="24" w:space="8" w:color="8FB0BD"/></w:pBdr>'
    quote.element.get_or_add_pPr().insert_element_before(
        parse_xml(left.format(nsdecls("w"))), *("w:shd", "w:spacing", "w:ind", "w:jc")
    )
    _paragraph_style(styles, NOTE).font.italic = True
    marking = _paragraph_style(styles, MARKING)
    marking.font.bold = True
    marking.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    marking.paragraph_format.space_after = Pt(0)
    _paragraph_style(styles, IN_TABLE, 10).paragraph_format.space_after = Pt(2)
    small = _paragraph_style(styles, IN_SMALL_TABLE, 9).paragraph_format
    small.space_after, small.line_spacing = Pt(0), 1.0
    heading = _paragraph_style(styles, TABLE_HEADING, 10)
    heading.font.bold = True
    heading.paragraph_format.space_after = Pt(2)
    for level, name in enumerate(CONTENTS):
        line = _paragraph_style(styles, name)
        line.paragraph_format.left_indent, line.paragraph_format.space_after = Pt(12 * level), Pt(2)
    _paragraph_style(styles, SMALL, 8.5).paragraph_format.space_after = Pt(0)
    styles.add_style(HANDLING, WD_STYLE_TYPE.PARAGRAPH).base_style = styles[SMALL]
    styles[HANDLING].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _paragraph_style(styles: Any, name: str, size: float = 10.5) -> Any:
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = styles["Normal"]
    style.font.size = Pt(size)
    return style


def _font(style: Any, size: float, bold: bool = False, colour: RGBColor | None = None) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    style.font.bold, style.font.italic = bold, False
    style.font.color.rgb = colour or RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]  # a theme's font would win
    for part in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{part}"), FONT)


def _language(styles: Any) -> None:
    for language in styles.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
        language.set(qn("w:eastAsia"), LANGUAGE)


def _border(edge: str) -> str:
    return f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="7B8A90"/>'
