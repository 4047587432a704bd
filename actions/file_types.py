"""What a file of evidence is, by its content; its name has to say the same.

Office files count in their present formats alone, and without macros: the older ones cannot be told from a program.
"""

import io
import struct
import zipfile
from dataclasses import dataclass

OFFICE = "application/vnd.openxmlformats-officedocument."
END_OF_ARCHIVE, LONGEST_END = b"PK\x05\x06", 65_557  # bytes: the record of 22 and its comment
LARGEST_INDEX = 1_000_000  # bytes: an archive's list of files; a hostile one fills the memory
CONTROLS = bytes([*range(9), *range(14, 32)])


class Refused(Exception):
    """The file is not kept; the message says what to do."""


@dataclass(frozen=True)
class FileType:
    name: str
    media_type: str
    endings: tuple[str, ...]


PDF = FileType("PDF", "application/pdf", (".pdf",))
PNG = FileType("PNG picture", "image/png", (".png",))
JPEG = FileType("JPEG picture", "image/jpeg", (".jpg", ".jpeg"))
WORD = FileType("Word", f"{OFFICE}wordprocessingml.document", (".docx",))
EXCEL = FileType("Excel", f"{OFFICE}spreadsheetml.sheet", (".xlsx",))
POWERPOINT = FileType("PowerPoint", f"{OFFICE}presentationml.presentation", (".pptx",))
TEXT = FileType("plain text", "text/plain", (".txt",))
CSV = FileType("CSV", "text/csv", (".csv",))

TYPES = (PDF, WORD, EXCEL, POWERPOINT, PNG, JPEG, TEXT, CSV)
BY_START = {b"%PDF-": PDF, b"\x89PNG\r\n\x1a\n": PNG, b"\xff\xd8\xff": JPEG}
BY_PART = {"word/document.xml": WORD, "xl/workbook.xml": EXCEL, "ppt/presentation.xml": POWERPOINT}
ALLOWED = "PDF, Word (.docx), Excel (.xlsx), PowerPoint (.pptx), PNG, JPEG, plain text or CSV"
ENDINGS = ",".join(ending for kind in TYPES for ending in kind.endings)


def file_type(data: bytes, name: str) -> FileType:
    """What the bytes are. Raises Refused where that is not allowed, or is not what the name says."""
    if not data.strip():
        raise Refused("The file is empty. Choose another.")
    found = _by_content(data, name)
    if found is None:
        raise Refused(f"Files of this type are not taken. Give {ALLOWED}.")
    if not name.lower().endswith(found.endings):
        raise Refused(f"The file is {found.name}, and its name says otherwise. Check that it is the file you mean.")
    return found


def _by_content(data: bytes, name: str) -> FileType | None:
    for start, kind in BY_START.items():
        if data.startswith(start):
            return kind
    if data.startswith(b"PK\x03\x04"):
        return _office(data)
    if _is_text(data):
        return CSV if name.lower().endswith(".csv") else TEXT
    return None


def _office(data: bytes) -> FileType | None:
    end = data.rfind(END_OF_ARCHIVE, -LONGEST_END)
    if end < 0 or len(data) < end + 22 or struct.unpack_from("<L", data, end + 12)[0] > LARGEST_INDEX:
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise Refused("The file is damaged. Save it again, then choose it again.") from None
    if any(part.endswith("vbaProject.bin") for part in names):
        raise Refused("The file holds macros. Save it without them, as .docx, .xlsx or .pptx.")
    return next((kind for part, kind in BY_PART.items() if part in names), None)


def _is_text(data: bytes) -> bool:
    """Letters in UTF-8, UTF-16 with its mark, or Windows's code page; no control characters."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            data = data.decode("utf-16").encode()
        except UnicodeDecodeError:
            return False
    return len(data.translate(None, CONTROLS)) == len(data)
