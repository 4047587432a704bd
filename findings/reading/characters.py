"""Single characters of a PDF's text layer: size, place, weight, and whether they are raised as note marks are."""

import ctypes
import math
import re
from collections.abc import Iterable

import pypdfium2
import pypdfium2.raw as pdfium

BOLD = 600  # weight, of 1000
SMALL = 0.95  # of the line's type size: digits that are smaller and raised are note marks
RAISED = 0.12  # of the line's type size by which their baseline stands higher

DIGIT = re.compile(r"[0-9]")
HYPHENS = {0x02: "-", 0xFFFE: "-"}  # how pdfium gives a hyphen at a line's end
CONTROLS = dict.fromkeys(set(range(32)) - {2, 9})  # glyphs that stand for no character
UNKNOWN = "\ufffd"  # such a glyph where a line begins: a bullet
LAST = 0x10FFFF
RAISED_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def size_of(raw: pdfium.FPDF_TEXTPAGE, index: int) -> float:
    """A character's size in points as drawn: some programs write size 1 and stretch it."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(raw, index, matrix)
    return pdfium.FPDFText_GetFontSize(raw, index) * (math.hypot(matrix.c, matrix.d) or 1.0)


def place_of(raw: pdfium.FPDF_TEXTPAGE, index: int) -> tuple[float, float, float]:
    """Left and right edge and baseline of one character, in points from the page's bottom left corner."""
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    pdfium.FPDFText_GetCharBox(raw, index, left, right, bottom, top)
    pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
    return left.value, right.value, y.value


def are_bold(raw: pdfium.FPDF_TEXTPAGE, indexes: Iterable[int]) -> bool:
    """Whether all of the characters are in bold type."""
    return all(_is_bold(raw, index) for index in indexes)


def _is_bold(raw: pdfium.FPDF_TEXTPAGE, index: int) -> bool:
    if pdfium.FPDFText_GetFontWeight(raw, index) >= BOLD:
        return True
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(raw, index, name, 128, flags)
    return 0 < length <= 128 and b"bold" in name.value.lower()


def with_marks(raw: pdfium.FPDF_TEXTPAGE, text: str, start: int, size: float, baseline: float) -> str:
    """The run with its raised digits written as such, so that a note's mark stays apart from "2018"."""
    chars = list(text)
    for found in DIGIT.finditer(text):
        index = start + found.start()
        if size_of(raw, index) < SMALL * size and place_of(raw, index)[2] > baseline + RAISED * size:
            chars[found.start()] = found[0].translate(RAISED_DIGITS)
    opening = UNKNOWN if ord(text[0]) in CONTROLS else ""
    written = opening + "".join(chars).translate(CONTROLS | HYPHENS)
    return written.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def characters_of(textpage: pypdfium2.PdfTextPage) -> str:
    """A page's characters, one for each of pdfium's indexes; those beyond U+FFFF take two."""
    count, text = textpage.count_chars(), textpage.get_text_range()
    if len(text) == count:  # twice as quick, and so with every letter seen
        return text
    raw, unicode = textpage.raw, pdfium.FPDFText_GetUnicode
    return "".join([chr(min(unicode(raw, index), LAST)) for index in range(count)])
