"""What kind of file it is by its content, and in plain words why it is not read where it is not."""

import io
import zipfile

from findings.reading.decoding import is_utf16
from findings.reading.letter import Unreadable
from findings.reading.limits import Limits
from findings.reading.package import check_package

GIVE = "Give an Excel file (.xlsx), a Word file with a table (.docx) or CSV."
DAMAGED = "This file is damaged or of a kind that is not read here. Open it in Excel or Word and save it again."
MACROS = (
    "This file holds macros (.xlsm). Save it as .xlsx, without them: macros are not let in, whatever a file’s name."
)
BINARY = "This is a binary workbook (.xlsb). Open it in Excel and save it as .xlsx."
LOCKED = "This file has a password. Open it in Excel, take the password away, and save it as .xlsx."
OLD = "This is an old Excel or Word file (.xls, .doc). Open it and save it as .xlsx or .docx."
OPEN_DOCUMENT = "This is an OpenDocument file (.ods, .odt). Open it and save it as .xlsx or .docx."
OTHER = f"Files of this type are not read. {GIVE}"
TEXT_ENDINGS = (".csv", ".tsv", ".txt")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WITH_PASSWORD = "EncryptedPackage".encode("utf-16-le")
PROGRAMS = ("vbaproject.bin", "vbadata.xml", "xl/macrosheets/", "xl/activex/", "word/activex/")
CONTROLS = bytes([*range(9), *range(14, 32)])


def kind_of(data: bytes, name: str, limits: Limits) -> str:
    """ "xlsx", "docx" or "csv". Raises Unreadable, saying what to do, for all else."""
    if not data.strip():
        raise Unreadable("The file is empty. Save it again, then choose it again.")
    if data.startswith(OLE):
        raise Unreadable(LOCKED if WITH_PASSWORD in data else OLD)
    if data.startswith(b"PK\x03\x04"):
        return _office(data, limits)
    if name.lower().endswith(TEXT_ENDINGS) and _is_text(data[:4096]):
        return "csv"
    raise Unreadable(OTHER)


def _is_text(sample: bytes) -> bool:
    return is_utf16(sample) or len(sample.translate(None, CONTROLS)) == len(sample)


def _office(data: bytes, limits: Limits) -> str:
    check_package(data, limits, "file", DAMAGED)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        kinds = package.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
    if b"macroEnabled" in kinds or any(part in name.lower() for name in names for part in PROGRAMS):
        raise Unreadable(MACROS)
    if "xl/workbook.bin" in names:
        raise Unreadable(BINARY)
    if "content.xml" in names and "mimetype" in names:
        raise Unreadable(OPEN_DOCUMENT)
    found = {"xl/workbook.xml": "xlsx", "word/document.xml": "docx"}
    return next((kind for part, kind in found.items() if part in names), None) or _refuse()


def _refuse() -> str:
    raise Unreadable(OTHER)
