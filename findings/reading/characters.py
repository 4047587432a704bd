"""Single characters of a PDF's text layer: size, place, weight, and whether they are raised as note marks are."""

import ctypes
import math

import pypdfium2.raw as pdfium

BOLD = 600  # weight, of 1000
SMALL = 0.95  # of the line's type size: digits that are smaller and raised are note marks
RAISED = 0.12  # of the line's type size by which their baseline stands higher

HYPHENS = {0x02: "-", 0xFFFE: "-"}  # how pdfium gives a hyphen at a line's end
CONTROLS = dict.fromkeys(set(range(32)) - {9})  # glyphs that stand for no character
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


def are_bold(raw: pdfium.FPDF_TEXTPAGE, seen: list[int]) -> bool:
    """Whether the run is in bold type from end to end."""
    return all(_is_bold(raw, i) for i in {seen[0], seen[len(seen) // 2], seen[-1]})


def _is_bold(raw: pdfium.FPDF_TEXTPAGE, index: int) -> bool:
    if pdfium.FPDFText_GetFontWeight(raw, index) >= BOLD:
        return True
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(raw, index, name, 128, flags)
    return 0 < length <= 128 and b"bold" in name.value.lower()


def with_marks(raw: pdfium.FPDF_TEXTPAGE, text: str, span: range, size: float, baseline: float) -> str:
    """The run with its raised digits written as such, so that a note's mark stays apart from "2018"."""
    chars = list(text[span.start : span.stop])
    for place, char in enumerate(chars):
        index = span.start + place
        if char.isdigit() and size_of(raw, index) < SMALL * size and place_of(raw, index)[2] > baseline + RAISED * size:
            chars[place] = char.translate(RAISED_DIGITS)
    written = "".join(chars).translate(CONTROLS | HYPHENS)
    return written.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def characters_of(raw: pdfium.FPDF_TEXTPAGE, count: int) -> str:
    """A page's characters, one for each of pdfium's indexes; those beyond U+FFFF take two."""
    unicode = pdfium.FPDFText_GetUnicode
    return "".join([chr(min(unicode(raw, index), LAST)) for index in range(count)])
