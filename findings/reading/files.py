"""A stranger's file → Source, or one line that says what is wrong with it. Runs in the child process of guarded.py."""

from dataclasses import replace

import pypdfium2
import pypdfium2.raw as pdfium

from findings.reading.decoding import decode
from findings.reading.docx import read_docx
from findings.reading.letter import Unreadable
from findings.reading.limits import Limits
from findings.reading.pdf import read_pdf
from findings.reading.sniffing import sniff
from findings.reading.source import Format, Line, Source
from findings.reading.streams import check_streams
from findings.reading.text import read_text

TAIL = 2048  # bytes in which PDF readers look for the last mark
# Characters that no letter holds and that a database or XML refuses.
UNPRINTABLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127, *range(0xD800, 0xE000), 0xFFFE, 0xFFFF])


def source_of(data: bytes, name: str, limits: Limits) -> Source:
    """The file's lines, cleared of unprintable characters. Raises Unreadable for what is wrong or too big."""
    if refusal := limits.too_large(len(data)):
        raise Unreadable(refusal)
    readers = {Format.PDF: _pdf, Format.WORD: read_docx, Format.TEXT: _text}
    source = readers[sniff(data, name)](data, limits)
    _refuse_long(sum(len(line.text) for line in source.lines), limits)
    if not any(line.text.strip() for line in source.lines):
        raise Unreadable("There is no text in this file. Open it to see whether it is the right one.")
    return replace(source, lines=tuple(_printable(line) for line in source.lines))


def _text(data: bytes, limits: Limits) -> Source:
    text = decode(data)
    _refuse_long(len(text), limits)
    return read_text(text)


def _pdf(data: bytes, limits: Limits) -> Source:
    """read_pdf, after a look for what would let it read too much or, without a word, too little."""
    if b"%%EOF" not in data.rstrip(b"\0")[-TAIL:]:  # pdfium mends a cut file by leaving pages out
        raise Unreadable("The end of this PDF is missing. Download it again.")
    try:
        with pypdfium2.PdfDocument(data) as document:
            pages = len(document)
        if pages > limits.pages:
            raise Unreadable(f"This PDF has {pages:,} pages; the limit is {limits.pages}. Give the letter alone.")
        if pages:
            notes = check_streams(data)
            source = read_pdf(data)
            return replace(source, notes=source.notes + notes)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise Unreadable("This PDF is encrypted. Save a copy without the password and give that.") from None
    raise Unreadable("This PDF is damaged. Download it again, or give the letter as Word or plain text.")


def _refuse_long(characters: int, limits: Limits) -> None:
    if characters > limits.characters:
        raise Unreadable(f"The file holds {characters:,} characters, far more than a letter. Give the letter alone.")


def _printable(line: Line) -> Line:
    return line if line.text.isprintable() else replace(line, text=line.text.translate(UNPRINTABLE))
