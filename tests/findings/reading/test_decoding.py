import codecs

import pytest

from findings.reading.decoding import decode, is_utf16
from findings.reading.letter import Unreadable

TEXT = "The “front door” – children’s services, £5, café\n" * 20


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("cp1252"),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
    ],
    ids=["utf-8", "utf-8 mark", "cp1252", "utf-16 mark", "utf-16 be mark", "utf-16 le", "utf-16 be", "utf-32 mark"],
)
def test_the_same_text_comes_out_of_each_encoding(data: bytes):
    assert decode(data) == TEXT


def test_a_letter_with_one_curly_quote_late_in_it_is_not_taken_for_utf8():
    assert decode(b"a" * 10_000 + b"\x92s") == "a" * 10_000 + "’s"


@pytest.mark.parametrize("data", [b"before\0after", "before\0after".encode("utf-16")])
def test_nul_is_refused_in_plain_words(data: bytes):
    with pytest.raises(Unreadable, match=r"is damaged.*save it again"):
        decode(data)


@pytest.mark.parametrize("data", [codecs.BOM_UTF16_LE + b"\x00\xd8a", codecs.BOM_UTF8 + b"\xff\xff", b"\x81\x8d"])
def test_bytes_that_no_encoding_has_are_refused(data: bytes):
    with pytest.raises(Unreadable, match="bytes that are none"):
        decode(data)


def test_only_wide_characters_make_utf16():
    assert is_utf16(TEXT.encode("utf-16-le"))
    assert not is_utf16(TEXT.encode())
    assert not is_utf16(b"")
