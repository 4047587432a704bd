import zlib

import pytest

from findings.reading.files import source_of
from findings.reading.letter import Unreadable
from findings.reading.limits import MEGABYTE, Limits
from findings.reading.streams import DOUBTFUL, check_streams, unpacked
from tests.papers.hostile import pdf_with_page, stream
from tests.papers.pdf import pdf_of
from tests.papers.seeds import blocks, seed

WORDS = b"BT /F 11 Tf 50 700 Td (Areas for improvement) Tj ET\n" * 40
PACKED = zlib.compress(WORDS)


def page(contents: bytes, about: bytes = b"/Filter/FlateDecode") -> bytes:
    return pdf_with_page(stream(contents, about))


@pytest.mark.parametrize(
    "data",
    [
        pdf_of(blocks(seed("003"))),
        page(PACKED),
        page(WORDS, b""),
        page(PACKED + b"\r\n"),
        page(b"no deflate", b"/Filter/DCTDecode"),
        page(b"no deflate", b"/Subtype /Image/Filter/FlateDecode"),
        page(b"no deflate") + b"trailer<</Encrypt 9 0 R>>",
        page(b"no deflate", b"/Filter[/ASCII85Decode/FlateDecode]"),
    ],
    ids=["letter", "packed", "plain", "line end", "jpeg", "picture", "encrypted", "two filters"],
)
def test_nothing_is_said_of_what_is_whole_or_not_ours_to_check(data: bytes):
    assert check_streams(data) == ()


@pytest.mark.parametrize("place", [0, len(PACKED) // 2])
def test_a_broken_page_is_refused_and_not_read_in_part(place: int):
    broken = PACKED[:place] + bytes(b ^ 0xFF for b in PACKED[place : place + 20]) + PACKED[place + 20 :]
    with pytest.raises(Unreadable, match=r"Part of this PDF is damaged.*Download it again"):
        source_of(page(broken), "letter.pdf", Limits())


@pytest.mark.parametrize("contents", [PACKED[:-4] + bytes(4), PACKED[:-4]], ids=["wrong", "missing"])
def test_a_bad_check_sum_alone_is_a_doubt(contents: bytes):
    source = source_of(page(contents), "letter.pdf", Limits())
    assert source.notes == (DOUBTFUL,)
    assert "Areas for improvement" in source.lines[0].text


def test_no_more_is_unpacked_than_was_allowed():
    packed = zlib.compress(bytes(10 * MEGABYTE))
    assert unpacked(packed, 3 * MEGABYTE) == (3 * MEGABYTE, True)
