"""PDFs as the inspectorates' letters look: 11 point text, bold headings, square bullets with a hanging indent."""

from fpdf import FPDF

from tests.papers.seeds import Block

SQUARE = "n"  # in ZapfDingbats
INDENT = 8  # mm
HEIGHT = 5.5  # mm from line to line


class Paper(FPDF):
    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("Helvetica", size=9)
        self.cell(0, 5, str(self.page_no()), align="C")


def pdf_of(blocks: list[Block]) -> bytes:
    """A4 pages with a text layer. Only characters that cp1252 has."""
    paper = Paper()
    paper.core_fonts_encoding = "cp1252"
    paper.set_margins(25, 20)
    paper.set_auto_page_break(True, 25)
    paper.add_page()
    for block in blocks:
        _write(paper, block)
        paper.ln(3)
    return bytes(paper.output())


def _write(paper: FPDF, block: Block) -> None:
    words = block.text.encode("cp1252", "replace").decode("cp1252")
    if block.kind == "bullet":
        paper.set_font("ZapfDingbats", size=7)
        paper.cell(INDENT, HEIGHT, SQUARE)
        paper.set_left_margin(25 + INDENT)
    paper.set_font("Helvetica", "B" if block.kind == "heading" else "", 13 if block.kind == "heading" else 11)
    paper.multi_cell(0, HEIGHT, words, align="L", new_x="LMARGIN", new_y="NEXT")
    paper.set_left_margin(25)
    paper.set_x(25)
