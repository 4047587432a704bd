"""The words of an answer: those of an Excel or Word file, of any other archive or of a PDF are packed inside it."""

import contextlib
import io
import zipfile

from pypdfium2 import PdfiumError

from tests.reporting.zips import words_of_pdf


def words_of(data: bytes) -> str:
    """Everything in `data` that is text; of an archive its parts, archives among them, in their order."""
    if data.startswith(b"%PDF-"):
        with contextlib.suppress(PdfiumError):  # made for a test, and none
            return words_of_pdf(data)
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return data.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(f"{name}\n{words_of(archive.read(name))}" for name in archive.namelist())
