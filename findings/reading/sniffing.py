"""What a file is, by its content. A name promises nothing: pictures come renamed .pdf, web pages renamed .docx."""

import io
import re
import zipfile

from findings.reading.decoding import NO_TEXT, is_utf16
from findings.reading.letter import Unreadable
from findings.reading.source import Format

GIVE = "Give the letter as PDF, Word (.docx) or plain text."
HEAD = 1024  # bytes in which PDF readers look for the first mark
SAMPLE = 4096
WEB_PAGE = re.compile(rb"<(?:!doctype[ ]html|html|head)\b", re.IGNORECASE)
CONTROLS = bytes([*range(1, 9), *range(14, 32)])
PICTURE = (
    "This is a picture ({}), whatever its name says. Find the letter's own PDF, or turn the picture into text with a "
    "program that reads the words in pictures (OCR)."
)
OLD_WORD = (
    "This is an old Word file (.doc) or one with a password. Open it in Word and save it as .docx, without a password."
)
ARCHIVE = f"This is a compressed file. Unpack it first. {GIVE}"
REFUSED = {
    b"\x89PNG": PICTURE.format("PNG"),
    b"\xff\xd8\xff": PICTURE.format("JPEG"),
    b"GIF8": PICTURE.format("GIF"),
    b"II*\0": PICTURE.format("TIFF"),
    b"MM\0*": PICTURE.format("TIFF"),
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": OLD_WORD,  # OLE: Word to 2003, and today's with a password
    b"{\\rtf": "This is a rich text file. Open it in Word and save it as .docx.",
    b"\x1f\x8b": ARCHIVE,
    b"7z\xbc\xaf": ARCHIVE,
    b"Rar!": ARCHIVE,
}


def sniff(data: bytes, name: str) -> Format:
    """The format to read the bytes in. Raises Unreadable, saying what to do, for what no letter comes as."""
    if not data.strip():
        raise Unreadable("The file is empty. Download or save it again.")
    if b"%PDF-" in data[:HEAD]:
        return Format.PDF
    if data.startswith(b"PK\x03\x04"):
        _require_word(data)
        return Format.WORD
    reason = _why_not_text(data, name)
    if reason:
        raise Unreadable(reason)
    return Format.TEXT


def _require_word(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            word = "word/document.xml" in package.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise Unreadable("This Word or zip file is damaged. Download or save it again.") from None
    if not word:
        raise Unreadable(f"This is a zip file or another kind of Office file, not Word. {GIVE}")


def _why_not_text(data: bytes, name: str) -> str:
    for mark, reason in REFUSED.items():
        if data.startswith(mark):
            return reason
    if WEB_PAGE.search(data[:HEAD]):
        return f"This is a web page. {GIVE}"
    sample = data[:SAMPLE]
    if is_utf16(data) or not _is_binary(sample):
        return ""
    if not _is_binary(sample.replace(b"\0", b"")):
        return NO_TEXT
    if name.lower().endswith((".pdf", ".docx")):
        return f"The file is named as a letter's might be, but is damaged or holds something else. {GIVE}"
    return f"Files of this type are not read. {GIVE}"


def _is_binary(sample: bytes) -> bool:
    """NUL, or more control characters than OCR and text taken from PDFs leave behind; other bytes are one in nine."""
    controls = len(sample) - len(sample.translate(None, CONTROLS))
    return b"\0" in sample or controls > len(sample) // 20
