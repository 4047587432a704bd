"""Documents as Word and PDF: opened by other programs, structured for who cannot see them, and text stays text."""

import io
import re

import docx
import pikepdf
import pypdfium2
import pytest
from django.conf import settings
from docx.oxml.ns import qn

from reporting.documents.blocks import (
    Bullets,
    Column,
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
from reporting.documents.pdf import NotMade, write_pdf
from reporting.documents.word import write_word
from tests.find_office import as_pdf, office

FONTS = settings.FONTS_DIR
WORDS = "Health visitors should use the agreed tool in every visit, and share what they learn with others. "
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><rect width="30" height="10" fill="#aa0000"/></svg>'
NUMBERS = Table("BRAG by agency, in numbers", [Column("Agency"), Column("Red")], [["Dorset Police", "5"]])
ODD = "<b>bold</b> #strong = * _ \\ $x$ @a // [1] \u202eabc \U0001f993 مرحبا e\u0301 中文 \x00\ufffe"


def a_document(*blocks, **values):
    values = {"title": "Written statement", "marking": "OFFICIAL-SENSITIVE", "handling": "For members only"} | values
    return Document(blocks=blocks, author="Dorset Partnership", made="Made by Kim", **values)


def full(findings=3, **values):
    """One of everything, and so many findings of 1,300 characters with three actions each."""
    columns = [Column("Action", 3), Column("Who leads"), Column("By when"), Column("How we will know", 2)]
    row = [WORDS * 3, "Dorset Police\nChief Superintendent", "16 October 2018", "Nine visits of ten"]
    blocks = [
        *(Facts([("Due to Ofsted", "16 October 2018")]), Contents(), PageBreak(), Heading("Introduction")),
        *(Paragraph(f"We are\nhere.\n\n{ODD}"), Bullets(["One", "Two"]), Note("Nothing yet.")),
        Figure(SVG, "BRAG by agency", "Dorset Police has 5 red actions.", NUMBERS),
    ]
    for number in range(1, findings + 1):
        text = f"Finding {number}. {WORDS * 13}"
        blocks += [Heading(f"Area {number}", 2), Quote(text), Table(f"Actions on A{number}", columns, [row] * 3)]
    return a_document(*blocks, watermark="DRAFT", **values)


def words_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def tags(pdf):
    """The names of the structure's elements, in reading order, and the texts that stand in for drawings."""
    names, alternatives = [], []

    def walk(element):
        if isinstance(element, pikepdf.Array):
            for one in element:
                walk(one)
        elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
            names.append(str(element.S)[1:])
            if "/Alt" in element:
                alternatives.append(str(element.Alt))
            if "/K" in element:
                walk(element.K)

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        walk(opened.Root.StructTreeRoot.K)
        with opened.open_metadata() as told:
            facts = {
                "title": told.get("dc:title"),
                "part": told.get("pdfuaid:part"),
                "language": str(opened.Root.Lang),
                "shows title": bool(opened.Root.ViewerPreferences.DisplayDocTitle),
                "marked": bool(opened.Root.MarkInfo.Marked),
            }
    return names, alternatives, facts


class TestPdf:
    def test_is_tagged_and_says_what_it_is(self):
        names, alternatives, facts = tags(write_pdf(full(), FONTS))
        assert facts == {
            **{"title": "Written statement", "part": "1", "language": "en-GB"},
            **{"shows title": True, "marked": True},
        }
        assert {"Title", "H1", "H2", "P", "L", "LI", "Table", "TR", "TH", "TD", "Figure", "BlockQuote"} <= set(names)
        assert names.count("TH") == 2 + 3 * 4
        assert alternatives == ["Dorset Police has 5 red actions."]

    def test_each_page_carries_marking_maker_number_and_watermark(self):
        pages = words_of(write_pdf(full(), FONTS))
        assert len(pages) > 3
        for number, words in enumerate(pages, start=1):
            assert words.count("OFFICIAL-SENSITIVE") == 2
            assert words.count("For members only") == 2
            assert f"Page {number} of {len(pages)}" in words
            assert "Made by Kim" in words
            assert "DRAFT" in words

    def test_headings_of_a_table_stand_again_on_each_page(self):
        rows = [[f"Row {number}. {WORDS}", "Police"] for number in range(60)]
        pages = words_of(write_pdf(a_document(Table("Long", [Column("Action", 3), Column("Who leads")], rows)), FONTS))
        assert len(pages) > 2
        assert all("Who leads" in words for words in pages)

    def test_seventy_seven_long_findings_keep_their_headings_with_their_words(self):
        pages = words_of(write_pdf(full(77), FONTS))
        whole = re.sub(r"\s+", " ", " ".join(pages))
        assert all(whole.count(f"Finding {number}. ") == 1 for number in range(1, 78))
        stranded = [page for page in pages if re.search(r"Area \d+\s*(Made by|OFFICIAL)", page)]
        assert stranded == []

    def test_text_stays_text_and_what_no_font_has_stands_by_its_number(self):
        words = " ".join(words_of(write_pdf(a_document(Paragraph(ODD)), FONTS)))
        for shown in ("<b>bold</b>", "#strong", "$x$", "@a", "abc", "\U0001f993", "[U+4E2D][U+6587]"):
            assert shown in words
        assert "\x00" not in words

    def test_without_its_fonts_it_is_not_made(self, tmp_path):
        with pytest.raises(NotMade, match="no fonts"):
            write_pdf(a_document(), tmp_path)


@pytest.fixture(scope="module")
def word():
    return docx.Document(io.BytesIO(write_word(full(), FONTS)))


class TestWord:
    def test_says_what_it_is_in_its_language(self, word):
        told = word.core_properties
        assert (told.title, told.author, told.language) == ("Written statement", "Dorset Partnership", "en-GB")
        languages = {element.get(qn("w:val")) for element in word.styles.element.iter(qn("w:lang"))}
        assert languages == {"en-GB"}

    def test_headings_are_headings(self, word):
        headings = [(p.style.name, p.text) for p in word.paragraphs if p.style.name.startswith(("Heading", "Title"))]
        assert headings[:3] == [("Title", "Written statement"), ("Heading 1", "Introduction"), ("Heading 2", "Area 1")]

    def test_tables_have_a_heading_row_that_stands_again_and_a_name(self, word):
        assert len(word.tables) == 4
        for table in word.tables:
            first, second = table.rows[0]._tr, table.rows[1]._tr
            assert first.find(f".//{qn('w:tblHeader')}") is not None
            assert second.find(f".//{qn('w:tblHeader')}") is None
            assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))

    def test_drawings_are_told_in_words(self, word):
        (drawn,) = word.inline_shapes
        assert drawn._inline.docPr.get("descr") == "Dorset Police has 5 red actions."

    def test_nothing_is_formatted_where_it_stands(self, word):
        for paragraph in word.element.body.iter(qn("w:p")):
            told = {child.tag for properties in paragraph.findall(qn("w:pPr")) for child in properties}
            assert told <= {qn("w:pStyle")}
        for run in word.element.body.iter(qn("w:r")):
            told = {child.tag for properties in run.findall(qn("w:rPr")) for child in properties}
            assert told <= {qn("w:rStyle")}

    def test_marking_stands_at_top_and_bottom(self, word):
        (section,) = word.sections
        for part in (section.header, section.footer):
            text = "\n".join(paragraph.text for paragraph in part.paragraphs)
            assert "OFFICIAL-SENSITIVE" in text
            assert "For members only" in text
        assert 'string="DRAFT"' in section.header._element.xml

    def test_text_stays_text(self):
        word = docx.Document(io.BytesIO(write_word(a_document(Paragraph(ODD), Quote("a\n\nb")), FONTS)))
        words = "\n".join(paragraph.text for paragraph in word.paragraphs)
        assert "<b>bold</b> #strong = * _ \\ $x$ @a // [1] \u202eabc \U0001f993 مرحبا e\u0301 中文" in words
        assert "a\nb" in words


@pytest.fixture(scope="module")
def pages():
    return words_of(as_pdf(write_word(full(12), FONTS), "statement.docx"))


@pytest.mark.skipif(not office(), reason="LibreOffice is not installed")
class TestInLibreOffice:
    def test_becomes_pages_with_all_that_is_on_each(self, pages):
        assert len(pages) > 8
        for number, words in enumerate(pages, start=1):
            assert words.count("OFFICIAL-SENSITIVE") == 2
            assert f"Page {number} of {len(pages)}" in words
        whole = re.sub(r"\s+", " ", " ".join(pages))
        assert all(whole.count(f"Finding {number}. ") == 1 for number in range(1, 13))

    def test_headings_of_tables_are_there_on_every_page_that_has_one(self, pages):
        assert all("How we will know" in words for words in pages if "Nine visits of ten" in words)

    def test_no_heading_is_left_alone_at_the_end_of_a_page(self, pages):
        after_contents = pages[1:]
        assert [words for words in after_contents if re.search(r"Area \d+\s*(OFFICIAL|For members)", words)] == []


def test_a_long_word_goes_on_in_the_next_line_of_its_cell():
    long = "Unbroken" * 20
    table = Table("Actions", [Column("Action"), Column("By when")], [[long, "Soon"]])
    pdf = write_pdf(a_document(table), FONTS)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        width = float(opened.pages[0].mediabox[2])
    page = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    assert max(page.get_charbox(n)[2] for n in range(page.count_chars())) < width
    assert long in "".join(words_of(pdf)).replace("\u200b", "").replace("\r\n", "")
