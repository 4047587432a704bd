"""What is in a zip that an answer or a file holds."""

import io
import zipfile

import pypdfium2


def entries(answer):
    """By name, the bytes of each entry of the zip that a page answered with."""
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as found:
        assert found.testzip() is None
        return {name: found.read(name) for name in found.namelist()}


def words_of_pdf(data):
    """The text of all pages in one line."""
    with pypdfium2.PdfDocument(data) as document:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())
