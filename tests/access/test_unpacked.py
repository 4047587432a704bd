"""A word that must not be read is found in whatever form it is sent."""

import io
import zipfile

import pytest
from django.conf import settings
from docx import Document as WordDocument
from openpyxl import Workbook

from reporting.documents.blocks import Document, Paragraph
from reporting.documents.pdf import write_pdf
from tests.access.unpacked import words_of


def excel(word):
    book, file = Workbook(), io.BytesIO()
    book.active.append(["One", word])
    book.save(file)
    return file.getvalue()


def word_file(word):
    document, file = WordDocument(), io.BytesIO()
    document.add_paragraph(f"One {word}")
    document.save(file)
    return file.getvalue()


def pdf(word):
    return write_pdf(Document(f"One {word}", "OFFICIAL", [Paragraph(f"One {word}")]), settings.FONTS_DIR)


def archive(data, name="plan.xlsx"):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, data)
    return file.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"One quetzal",
        excel("quetzal"),
        word_file("quetzal"),
        pdf("quetzal"),
        archive(pdf("quetzal"), "a.pdf"),
        archive(b"One quetzal", "a.txt"),
        archive(b"One", "quetzal.txt"),
        archive(excel("quetzal")),
        archive(archive(word_file("quetzal"))),
    ],
)
def test_a_word_is_found(data):
    assert "quetzal" in words_of(data)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no archive", b"\xff\xfe", excel("okapi"), archive(excel("okapi"))])
def test_a_word_that_is_not_there_is_not_found(data):
    assert "quetzal" not in words_of(data)
