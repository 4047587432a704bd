"""The bytes of a text file → str, whatever a Windows desk, an OCR program or a mail gateway made of them."""

import codecs

from findings.reading.letter import Unreadable

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 4096  # bytes looked at to tell UTF-16 without a mark
SAVE_AGAIN = "Open it in the program it came from and save it again as plain text (UTF-8)."
NO_TEXT = f"The file is damaged, or is a program and no letter. {SAVE_AGAIN}"


def decode(data: bytes) -> str:
    """The text, without its byte order mark. Raises Unreadable for bytes that are no text.

    UTF-8 is tried before cp1252 because text in cp1252 with any curly quote or accent is not valid UTF-8.
    """
    mark, encoding = _marked(data)
    tries = [encoding] if encoding else ["utf-8", "cp1252"]
    for encoding in tries:
        try:
            return _without_nul(data[len(mark) :].decode(encoding))
        except UnicodeDecodeError:
            continue
    raise Unreadable(f"The file begins like text but holds bytes that are none. {SAVE_AGAIN}")


def is_utf16(data: bytes) -> bool:
    """Whether NUL bytes are to be expected, because characters have two or four bytes."""
    return _marked(data)[1].startswith(("utf-16", "utf-32"))


def _marked(data: bytes) -> tuple[bytes, str]:
    """The byte order mark and the encoding it stands for; UTF-16 is seen without one too; else both empty."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return mark, encoding
    low, high = data[:SAMPLE:2], data[1:SAMPLE:2]  # English has NUL in nearly every second byte of UTF-16
    if high.count(0) > 0.9 * len(high) and 0 not in low:
        return b"", "utf-16-le"
    if low.count(0) > 0.9 * len(low) and 0 not in high:
        return b"", "utf-16-be"
    return b"", ""


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise Unreadable(NO_TEXT)
    return text
