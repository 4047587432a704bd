"""Files made to hang their reader, fill its memory or take it down."""

import io
import zipfile
import zlib
from itertools import pairwise

from tests.papers.seeds import Block
from tests.papers.word import with_part, word_of

MEGABYTE = 1024 * 1024
PAGE = (
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
    b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>"
)
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def raw_pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalog."""
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    start = out.tell()
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    out.write(b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Size %d/Root 1 0 R>>\n" % (size, rows, size))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%b>>stream\n%b\nendstream" % (len(data), more, data)


def pdf_with_page(contents: bytes, *more: bytes) -> bytes:
    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", PAGE, contents, FONT, *more
    )


def unpacking_pdf(megabytes: int = 2048) -> bytes:
    """About 2 KB; the page's contents are so many megabytes of NUL, packed three times over."""
    packer = zlib.compressobj(9, wbits=-15)
    one = packer.compress(bytes(MEGABYTE)) + packer.flush(zlib.Z_FULL_FLUSH)
    size = megabytes * MEGABYTE
    check = ((size % 65521) << 16 | 1).to_bytes(4, "big")  # Adler-32 of that many NUL bytes
    packed = b"\x78\xda" + one * megabytes + b"\x03\x00" + check
    twice = zlib.compress(zlib.compress(packed, 9), 9)
    return pdf_with_page(stream(twice, b"/Filter[/FlateDecode/FlateDecode/FlateDecode]"))


def looping_pdf() -> bytes:
    """Its page tree holds itself."""
    return raw_pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2/Parent 2 0 R>>")


def nested_pdf(depth: int = 1_000_000) -> bytes:
    """Its page is a list within a list, and so on."""
    return raw_pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"[" * depth + b"]" * depth)


def long_pdf(pages: int = 100_000) -> bytes:
    kids = b"3 0 R " * pages
    tree = b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, pages)
    return raw_pdf(b"<</Type/Catalog/Pages 2 0 R>>", tree, PAGE, stream(b""), FONT)


def echoing_pdf(levels: int = 9) -> bytes:
    """Each drawing draws the next ten times: ten to the power of `levels` words."""
    first = 6
    forms = [
        stream(
            b"/X Do " * 10,
            b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X %d 0 R>>>>" % (first + level + 1),
        )
        for level in range(levels)
    ]
    word = stream(
        b"BT /F 11 Tf 50 700 Td (word) Tj ET",
        b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>>>",
    )
    return pdf_with_page(stream(b"/X Do"), *forms, word)


def crowded_pdf(words: int = 40_000, pages: int = 300) -> bytes:
    """So many words, each in its own place, on each of so many pages."""
    placed = b"".join(b"1 0 0 1 %d %d Tm (word) Tj\n" % (n % 50 * 11, n // 50) for n in range(words))
    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%b]/Count %d>>" % (b"3 0 R " * pages, pages),
        PAGE,
        stream(zlib.compress(b"BT /F 1 Tf\n" + placed + b"ET"), b"/Filter/FlateDecode"),
        FONT,
    )


def unpacking_word(megabytes: int = 200) -> bytes:
    return with_part(word_of([Block("text", "A letter.")]), "word/document.xml", lambda _: b" " * MEGABYTE * megabytes)


def lying_word(megabytes: int = 1024) -> bytes:
    """Its text unpacks to so many megabytes, and it says: 1,000 bytes."""
    packer = zlib.compressobj(9, wbits=-15)
    one = packer.compress(bytes(MEGABYTE)) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = one * megabytes + b"\x03\x00"
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("word/document.xml", packed)  # stored, so far
    whole = data.getvalue()
    size = len(packed).to_bytes(4, "little")
    stored, deflated = size + size, size + (1000).to_bytes(4, "little")
    whole = whole.replace(stored, deflated)  # the sizes, in both places where they stand
    return _as_deflated(whole)


def _as_deflated(package: bytes) -> bytes:
    """The method of the only member, which stands 8 bytes into its own header and 10 into the directory's."""
    changed = bytearray(package)
    changed[8:10] = (8).to_bytes(2, "little")
    place = package.rindex(b"PK\x01\x02") + 10
    changed[place : place + 2] = (8).to_bytes(2, "little")
    return bytes(changed)


def laughing_word() -> bytes:
    """Ten entities, each ten times the one before: an XML bomb."""
    names = "abcdefghij"
    entities = "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in pairwise(names))
    head = f'<!DOCTYPE x [<!ENTITY a "laugh">{entities}]>'.encode()

    def change(xml: bytes) -> bytes:
        return xml.replace(b"<w:document", head + b"<w:document", 1).replace(b"A letter.", b"&j;")

    return with_part(word_of([Block("text", "A letter.")]), "word/document.xml", change)
