"""Word files as people make them: tables of addressees, text boxes, tracked changes, notes, lists."""

from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from findings.reading.docx import read_docx
from findings.reading.letter import Unreadable
from findings.reading.source import Line
from tests.papers.word import saved, with_part


def lines(document: Document) -> tuple[Line, ...]:
    return read_docx(saved(document)).lines


def texts(document: Document) -> list[str]:
    return [line.text for line in lines(document)]


def paragraph(inner: str) -> Document:
    """A document of one paragraph whose inside is given as XML."""
    document = docx.Document()
    namespaces = nsdecls("w", "wp", "a", "r") + (
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    document.element.body.insert(0, parse_xml(f"<w:p {namespaces}>{inner}</w:p>"))
    return document


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_headings_have_the_level_of_their_style():
    document = docx.Document()
    document.add_heading("Joint targeted area inspection", 0)
    document.add_heading("Areas for improvement", 2)
    document.add_paragraph("Partners need to act.")
    assert [(line.text, line.level) for line in lines(document)] == [
        ("Joint targeted area inspection", 1),
        ("Areas for improvement", 2),
        ("Partners need to act.", 0),
    ]


def test_a_heading_style_of_ones_own_is_seen_through_what_it_is_based_on():
    document = docx.Document()
    style: Any = document.styles.add_style("Ofsted section", 1)
    style.base_style = document.styles["Heading 3"]
    document.add_paragraph("Key strengths", style="Ofsted section")
    assert lines(document)[0].level == 3


def test_an_outline_level_makes_a_heading_too():
    (line,) = lines(paragraph('<w:pPr><w:outlineLvl w:val="1"/></w:pPr>' + run("Next steps")))
    assert line.level == 2


@pytest.mark.parametrize(
    ("style", "marker"),
    [("List Bullet", "•"), ("List Bullet 2", "-"), ("List Number", "1."), ("Normal", ""), ("List Paragraph", "")],
)
def test_lists_keep_their_marker_apart(style: str, marker: str):
    document = docx.Document()
    document.add_paragraph("Partners need to act.", style=style)
    assert lines(document)[0] == Line("Partners need to act.", bullet=marker)


def test_numbered_paragraphs_are_counted():
    document = docx.Document()
    for text in ("First", "Second", "Third"):
        document.add_paragraph(text, style="List Number")
    assert [line.bullet for line in lines(document)] == ["1.", "2.", "3."]


def test_a_list_set_on_the_paragraph_with_a_deeper_level():
    document = docx.Document()
    for depth in (0, 1):
        item = document.add_paragraph(f"Depth {depth}", style="List Bullet")
        number = item.style.element.pPr.numPr.numId.val
        item._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')
        )
    kinds = document.part.numbering_part.element
    number = document.styles["List Bullet"].element.pPr.numPr.numId.val
    kind = kinds.xpath(f"//w:num[@w:numId={number}]/w:abstractNumId/@w:val")[0]
    (list_kind,) = kinds.xpath(f"//w:abstractNum[@w:abstractNumId={kind}]")
    list_kind.append(parse_xml(f'<w:lvl {nsdecls("w")} w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl>'))
    assert [line.bullet for line in lines(document)] == ["•", "-"]


def test_a_table_of_addressees_gives_one_line_a_person():
    document = docx.Document()
    document.add_paragraph("9 July 2018")
    table = document.add_table(rows=0, cols=3)
    for entries in (
        ("Nick Jarman", "Director of Children’s Services,", "Dorset County Council"),
        ("Vanessa Read", "", "CCG"),
    ):
        for cell, entry in zip(table.add_row().cells, entries, strict=True):
            cell.text = entry
    document.add_paragraph("Dear local partnership")
    assert texts(document) == [
        "9 July 2018",
        "Nick Jarman, Director of Children’s Services, Dorset County Council",
        "Vanessa Read, CCG",
        "Dear local partnership",
    ]


def test_a_table_of_glyphs_and_findings_gives_bullets():
    document = docx.Document()
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text, cells[1].text = "■", "Partners need to act."
    assert lines(document) == (Line("Partners need to act.", bullet="■"),)


def test_a_table_that_lays_out_the_page_is_read_cell_by_cell():
    document = docx.Document()
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    left.text, right.text = "Ofsted\nPiccadilly Gate", "1 February 2017"
    left.add_paragraph("Manchester")
    assert texts(document) == ["Ofsted", "Piccadilly Gate", "Manchester", "1 February 2017"]


def test_a_text_box_is_read_once():
    box = f"<w:txbxContent><w:p>{run('Case study')}</w:p></w:txbxContent>"
    document = paragraph(
        run("Around the box")
        + f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        + f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(document) == ["Around the box", "Case study"]


@pytest.mark.parametrize("side", ["single", "nil"])
def test_a_paragraph_with_borders_at_its_sides_is_boxed(side: str):
    borders = f'<w:pBdr><w:left w:val="{side}"/><w:right w:val="{side}"/></w:pBdr>'
    document = paragraph(f"<w:pPr>{borders}</w:pPr>{run('Case study')}")
    document.add_paragraph("Plans are late.")
    assert [line.boxed for line in lines(document)] == [side == "single", False]


def test_a_table_of_one_cell_is_a_box_and_one_of_addressees_is_none():
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "Case study"
    for words in ("Plans are late.", "Records are thin."):
        document.add_paragraph(words)
    row = document.add_table(1, 2).rows[0]
    row.cells[0].text, row.cells[1].text = "Jane Smith", "Chief Nurse"
    assert [line.boxed for line in lines(document)] == [True, False, False, False]


def test_a_letter_within_one_cell_is_no_box():
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "Areas for improvement"
    assert [line.boxed for line in lines(document)] == [False]


def test_tracked_insertions_stand_and_deletions_do_not():
    document = paragraph(
        run("Partners ")
        + '<w:del w:id="1"><w:r><w:delText>should</w:delText></w:r></w:del>'
        + f'<w:ins w:id="2">{run("must")}</w:ins>'
        + f'<w:moveFrom w:id="3">{run(" elsewhere")}</w:moveFrom>'
        + run(" act.")
    )
    assert texts(document) == ["Partners must act."]


def test_marks_of_notes_and_hidden_words_are_left_out():
    document = paragraph(
        run("all agencies.")
        + '<w:r><w:footnoteReference w:id="2"/></w:r>'
        + run("2", '<w:vertAlign w:val="superscript"/>')
        + run("private", "<w:vanish/>")
        + run(" On the 5")
        + run("th", '<w:vertAlign w:val="superscript"/>')
    )
    assert texts(document) == ["all agencies. On the 5th"]


def test_links_hyphens_symbols_and_breaks():
    document = paragraph(
        f'<w:hyperlink w:anchor="x">{run("ProtectionOfChildren@ofsted.gov.uk")}</w:hyperlink>'
        "<w:r><w:br/><w:t>multi</w:t><w:noBreakHyphen/><w:t>agency</w:t><w:tab/><w:sym w:char='25A0'/></w:r>"
    )
    assert texts(document) == ["ProtectionOfChildren@ofsted.gov.uk", "multi-agency\t■"]


def test_bold_is_for_wholly_bold_paragraphs():
    document = docx.Document()
    document.add_paragraph().add_run("Areas for improvement").bold = True
    mixed = document.add_paragraph()
    mixed.add_run("Partners").bold = True
    mixed.add_run(" need to act.")
    assert [line.bold for line in lines(document)] == [True, False]


def test_entities_are_refused():
    def declared(xml: bytes) -> bytes:
        return xml.replace(b"<w:document", b'<!DOCTYPE x [<!ENTITY a "laugh">]><w:document', 1)

    with pytest.raises(Unreadable, match="Word file is damaged"):
        read_docx(with_part(saved(docx.Document()), "word/document.xml", declared))


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "[Content_Types].xml", "_rels/.rels"])
@pytest.mark.parametrize("content", [b"", b"<w:document", b"\0\0"])
def test_a_broken_part_is_one_line_to_the_reader(part: str, content: bytes):
    with pytest.raises(Unreadable, match=r"damaged.*save it as .docx"):
        read_docx(with_part(saved(docx.Document()), part, lambda _: content))
