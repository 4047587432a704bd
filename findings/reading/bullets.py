"""The glyphs and numbers that open a list item, as printed and as PDF and OCR programs garble them."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from findings.reading.source import Line

# Any code of the private use area is a Symbol or Wingdings glyph: U+F06E a square, U+F0B7 a dot, U+F0A7 a small square.
SURE = re.compile(r"[■◼◾▪▫●•○◦‣⁃∙·◻□◆◇►▶➢➤✓✔❖➔→\ufffd\ue000-\uf8ff][ \t]*")
DASH = re.compile(r"(?:[-–—−─*+][ \t]+|[-–—−─](?=[A-Z‘“])|[-–—−─*]\Z)")
NUMBER = re.compile(r"(?:\(?\d{1,2}[.)]|\([a-z]{1,3}\)|[a-z][.)]|[ivx]{1,5}[.)])(?:[ \t]+(?=[^\s\d])|(?=[A-Z‘“]))")
# Wingdings squares and dots that come out as letters, and what OCR takes a dot for.
LETTER = re.compile(r"(?:[onlqvüØ§e¢«»©°>][ \t]+(?=[\w‘“(])|[o§¢«»©°>]\Z)")
NUMERAL = re.compile(r"\A\(?\w{1,4}[.)]\Z")
TWICE = 2


@dataclass(frozen=True)
class Marker:
    """`sure`: nothing but a bullet looks like this; a dash or a number may be a sentence's own."""

    glyph: str
    length: int  # characters of the line that it takes, spaces after it included
    sure: bool


def letters_used(lines: Iterable[Line]) -> frozenset[str]:
    """The letters that open several lines as a bullet would: one alone may be a word."""
    first = Counter(line.text[0] for line in lines if not line.bullet and LETTER.match(line.text))
    return frozenset(letter for letter, times in first.items() if times >= TWICE)


def marker(line: Line, letters: frozenset[str]) -> Marker | None:
    """What opens the line as a list item, if anything does."""
    if line.bullet:
        return Marker(line.bullet, 0, True)
    if found := SURE.match(line.text):
        return Marker(found[0].strip(), found.end(), True)
    if line.level:
        return None
    if found := DASH.match(line.text) or NUMBER.match(line.text):
        return Marker(found[0].strip(), found.end(), False)
    if (found := LETTER.match(line.text)) and found[0][0] in letters:
        return Marker(found[0].strip(), found.end(), True)
    return None


def alike(bullet: str, other: str) -> bool:
    """Whether two bullets can stand in one list: the same glyph, or both numbers."""
    return bullet == other or bool(NUMERAL.match(bullet) and NUMERAL.match(other))
