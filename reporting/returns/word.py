"""An agency's return as a Word file: a table for each action, with lists to choose from and room to write."""

import io
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Twips

from reporting.documents import word_frame
from reporting.documents.blocks import Document
from reporting.documents.word_styles import IN_TABLE, LANGUAGE, PLAN_TABLE, TABLE_HEADING, dress
from reporting.documents.xml_text import writable
from reporting.returns.asked import Asked, Return
from reporting.returns.columns import CHOOSE, COLUMNS, FILL_IN, INSTRUCTIONS, Column, choices

NAMES, VALUES = 2900, 6700  # widths of the two columns, in twentieths of a point
SHADES = {"told": "E4EDF0", "fill in": "FFF7BF"}
ROW = (
    "<w:tr {ns}><w:trPr>{whole}</w:trPr>"
    '<w:tc><w:tcPr><w:tcW w:w="{names}" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="{shade}"/></w:tcPr>'
    '<w:p><w:pPr><w:pStyle w:val="{bold}"/></w:pPr><w:r><w:t xml:space="preserve">{name}</w:t></w:r></w:p></w:tc>'
    '<w:tc><w:tcPr><w:tcW w:w="{values}" w:type="dxa"/>{filled}</w:tcPr>{value}</w:tc></w:tr>'
)
LINE = '<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{said}</w:p>'
RUN = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
CHOICE = (
    "<w:sdt><w:sdtPr><w:alias w:val={name}/><w:tag w:val={name}/><w:dropDownList>{items}</w:dropDownList></w:sdtPr>"
    "<w:sdtContent>{run}</w:sdtContent></w:sdt>"
)
ITEM = "<w:listItem w:displayText={0} w:value={0}/>"
WHOLE, KEEP = "<w:cantSplit/>", "<w:keepNext/>"  # a row on one page, and with the next: so the whole table, if it fits
LONG = 600  # characters, from which on a row may go on on the next page


def as_word(made: Return) -> bytes:
    word = docx.Document()
    dress(word)
    told = word.core_properties
    told.title, told.author, told.language, told.comments = made.title, made.who, LANGUAGE, ""
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    marking, *handling = made.marking
    word_frame.frame(word, Document(made.title, marking, (), handling="; ".join(handling), made=f"Made {made.made}"))
    word.add_paragraph(writable(made.title), style="Title")
    for line in (*INSTRUCTIONS, made.left_out):
        if line:
            word.add_paragraph(writable(line), style="List Bullet")
    _table(word, "Whose return it is", [_row(name, value) for name, value in made.marks])
    lists = {name: [shown for _, shown in told] for name, told in choices(made.partnership).items()}
    for row in made.rows:
        word.add_paragraph(writable(row.number), style="Heading 1")
        rows = [_of_action(column, row, lists) for column in COLUMNS if column.name != "letter" or made.several_letters]
        _table(word, f"Action {row.number}", rows)
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def _table(word: Any, caption: str, rows: list[str]) -> None:
    table = word.add_table(rows=0, cols=2, style=PLAN_TABLE)
    table.autofit = False
    for column, width in zip(table.columns, (NAMES, VALUES), strict=True):
        column.width = Twips(width)
    for row in rows[:-1]:
        table._tbl.append(parse_xml(row.replace("</w:pPr>", f"{KEEP}</w:pPr>")))
    table._tbl.append(parse_xml(rows[-1]))
    described = parse_xml(f"<w:tblCaption {nsdecls('w')} w:val={quoteattr(writable(caption))}/>")
    table._tbl.tblPr.append(described)
    word.add_paragraph(style=IN_TABLE)  # two tables in a row would grow together


def _of_action(column: Column, row: Asked, lists: dict[str, list[str]]) -> str:
    if not column.fill_in:
        value = getattr(row, column.name)
        return _row(column.heading, f"{value:%-d %B %Y}" if hasattr(value, "year") else str(value or ""))
    if column.lead_only and not row.leads:
        return _row(column.shown, "The lead says")
    if column.name in lists:
        return _row(column.shown, CHOOSE, [CHOOSE, *lists[column.name]])
    return _row(column.shown, "")


def _row(name: str, value: str, listed: list[str] | None = None) -> str:
    fills_in = name.startswith(FILL_IN) and (value == "" or listed)
    said = RUN.format(escape(writable(value)).replace("\n", "</w:t><w:br/><w:t>"))
    if listed:
        items = "".join(ITEM.format(quoteattr(writable(one))) for one in listed)
        said = CHOICE.format(name=quoteattr(name.removeprefix(FILL_IN)[:60]), items=items, run=said)
    shade = SHADES["fill in" if fills_in else "told"]
    return ROW.format(
        ns=nsdecls("w"),
        whole=WHOLE if len(value) < LONG else "",
        names=NAMES,
        values=VALUES,
        shade=shade,
        bold=TABLE_HEADING.replace(" ", ""),
        name=escape(writable(name)),
        filled=f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if fills_in else "",
        value=LINE.format(style=IN_TABLE.replace(" ", ""), said=said),
    )
