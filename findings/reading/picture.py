"""One page of a PDF as a picture. Runs in the child process of guarded.py."""

import struct
import zlib

import pypdfium2

WIDTH, HEIGHT = 900, 1800  # pixels at most: an A4 page can be read at 900 by 1273
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def page_picture(data: bytes, number: int) -> bytes:
    """The page, counted from 1, as a PNG in shades of grey: a third of the size of colours."""
    with pypdfium2.PdfDocument(data) as document:
        page = document[number - 1]
        scale = min(WIDTH / page.get_width(), HEIGHT / page.get_height())
        bitmap = page.render(scale=scale, grayscale=True)
        return png(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))


def png(width: int, height: int, stride: int, grey: bytes) -> bytes:
    """`grey`: a byte for each pixel, rows of `stride` bytes (PNG specification, sections 5 and 11)."""
    rows = b"".join(b"\0" + grey[row * stride : row * stride + width] for row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return SIGNATURE + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
