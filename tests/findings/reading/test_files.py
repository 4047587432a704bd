"""Each bad file of the issue ends in one line that says what to do; the name never decides."""

import io
import zipfile

import pytest
from fpdf import FPDF
from PIL import Image

from findings.reading.files import source_of
from findings.reading.letter import Unreadable
from findings.reading.limits import Limits
from findings.reading.sniffing import sniff
from findings.reading.source import Format
from tests.papers.hostile import long_pdf, pdf_with_page, stream
from tests.papers.pdf import pdf_of
from tests.papers.seeds import Block
from tests.papers.word import word_of

LETTER = [Block("heading", "Areas for improvement"), Block("bullet", "Partners need to ensure consistency.")] * 40
PDF, WORD = pdf_of(LETTER), word_of(LETTER)


def picture(kind: str) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(data, kind)
    return data.getvalue()


def encrypted_pdf() -> bytes:
    paper = FPDF()
    paper.add_page()
    paper.set_encryption(owner_password="owner", user_password="secret")
    return bytes(paper.output())


def scanned_pdf() -> bytes:
    paper = FPDF()
    paper.add_page()
    paper.image(Image.new("RGB", (40, 40), "grey"), w=100)
    return bytes(paper.output())


def zipped(name: str, content: str = "something") -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr(name, content)
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PDF, Format.PDF),
        (b"\n\n" + PDF, Format.PDF),
        (WORD, Format.WORD),
        (b"Areas for improvement", Format.TEXT),
        ("Areas for improvement – children’s".encode("utf-16"), Format.TEXT),
        (b"one page\x0cnext page, with a hyph\x02en from a PDF\n" * 20, Format.TEXT),
    ],
)
def test_content_tells_the_type_whatever_the_name(data: bytes, kind: Format):
    assert {sniff(data, name) for name in ("letter.pdf", "letter.docx", "letter.txt", "letter")} == {kind}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty.*again"),
        (b" \r\n\r\n", "empty.*again"),
        (picture("PNG"), r"picture \(PNG\).*OCR"),
        (picture("JPEG"), r"picture \(JPEG\).*OCR"),
        (picture("TIFF"), r"picture \(TIFF\).*OCR"),
        (encrypted_pdf(), "encrypted.*without the password"),
        (PDF[: len(PDF) // 2], "PDF.*(damaged|missing).*Download it again"),
        (PDF[:-200], "end of this PDF is missing.*Download it again"),
        (PDF[:20], "PDF.*Download it again"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"%%EOF", "PDF is damaged.*Download it again"),
        (scanned_pdf(), "scan.*OCR.*ocrmypdf"),
        (pdf_with_page(stream(b"")), "scan.*OCR.*ocrmypdf"),
        (long_pdf(301), "301 pages; the limit is 300"),
        (zipped("xl/workbook.xml"), "not Word.*Give the letter as PDF, Word"),
        (zipped("word/document.xml"), "Word file is damaged.*save it as .docx"),
        (WORD[: len(WORD) // 2], "damaged.*again"),
        (WORD[:2000] + bytes(200) + WORD[2200:], "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), r"old Word file \(.doc\).*save it as .docx"),
        (rb"{\rtf1\ansi Areas for improvement}", "rich text.*save it as .docx"),
        (b"<!DOCTYPE html>\n<html><body>Sign in to continue</body></html>", "web page"),
        (b"\x1f\x8b\x08\0" + bytes(100), "compressed.*Unpack it"),
        (bytes(range(256)) * 10, "PDF, Word .* or plain text"),
        (b"Areas for\0improvement " * 9, "is damaged.*save it again"),
        (b"Areas for improvement " * 9000 + b"\0", "is damaged.*save it again"),
        (b"a" * 2_000_001, "2,000,001 characters, far more than a letter"),
        (b"a" * (25 * 1024 * 1024 + 60_000), "25.1 MB; the limit is 25 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
@pytest.mark.parametrize("name", ["letter.pdf", "letter"])
def test_a_bad_file_ends_in_one_line_that_says_what_to_do(data: bytes, says: str, name: str):
    with pytest.raises(Unreadable, match=says) as refusal:
        source_of(data, name, Limits())
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("data", [PDF, WORD, b"Areas for improvement\n- Partners need to ensure consistency.\n"])
def test_a_sound_file_gives_its_lines(data: bytes):
    texts = [line.text for line in source_of(data, "letter", Limits()).lines]
    assert "Areas for improvement" in texts
    assert any(text.endswith("Partners need to ensure consistency.") for text in texts)


def test_characters_that_a_database_refuses_are_left_out():
    source = source_of(b"Partners \x02need\x0b to \x1bact.\n" + b"Plain words.\n" * 20, "letter.txt", Limits())
    assert all(line.text.isprintable() for line in source.lines)
    assert source.lines[0].text.startswith("Partners need")
