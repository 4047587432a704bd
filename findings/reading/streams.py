"""Whether the packed parts of a PDF that carry its text are whole. pdfium reads a broken one as far as it goes and
says nothing; the findings on the rest of that page would be missing without a word."""

import re
import zlib
from collections.abc import Iterator

from findings.reading.letter import Unreadable
from findings.reading.limits import MEGABYTE

START = re.compile(rb"(?<!end)stream\r?\n")
FILTER = re.compile(rb"/\w{1,20}Decode\b")
PICTURE = re.compile(rb"/Subtype[ \t\r\n]{0,4}/Image\b")
DICTIONARY = 600  # bytes before a stream in which its own description stands
ENOUGH = 100 * MEGABYTE  # unpacked: memory and time are for the child's limits to watch
BROKEN = "Part of this PDF is damaged. Download it again, or give the letter as Word or plain text."
DOUBTFUL = "Part of this PDF does not end as it should: compare what was read with the letter itself."


def check_streams(data: bytes) -> tuple[str, ...]:
    """Doubts to note. Raises Unreadable for a stream that cannot be unpacked; a wrong sum alone is only noted."""
    whole, left = True, ENOUGH
    for packed in () if b"/Encrypt" in data else _packed(data):
        try:
            size, ended = unpacked(packed, left)
        except zlib.error as error:
            if "incorrect data check" not in str(error):
                raise Unreadable(BROKEN) from None
            size, ended = 0, False
        whole &= ended
        left -= size
        if left <= 0:
            break
    return () if whole else (DOUBTFUL,)


def _packed(data: bytes) -> Iterator[bytes]:
    """The streams packed by deflate and nothing else, but for pictures. Type counts: it places the words."""
    for start in START.finditer(data):
        about = data[max(0, start.start() - DICTIONARY) : start.start()].rpartition(b" obj")[2]
        if FILTER.findall(about) == [b"/FlateDecode"] and not PICTURE.search(about):
            yield data[start.end() : data.find(b"endstream", start.end())]


def unpacked(packed: bytes, most: int) -> tuple[int, bool]:
    """How many bytes come out, up to about `most`, and whether the end was in sight. Raises zlib.error."""
    unpacker = zlib.decompressobj()
    size, rest = 0, packed
    while rest and not unpacker.eof and size < most:
        size += len(unpacker.decompress(rest, MEGABYTE))
        rest = unpacker.unconsumed_tail
    return size, unpacker.eof or size >= most
