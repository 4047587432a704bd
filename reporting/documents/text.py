"""Text that a document's fonts can show: what none of them has stands there by its number, as in "[U+4E2D]"."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

from partnerships.directions import TURNS

NOT_TEXT = {"Cc", "Cs", "Cn"}  # control, half and no characters
UNSEEN = "Cf"  # directions of writing, joiners
KEPT = "\n\t"
DROPPED = re.compile(f"[\u200d\ufe0e\ufe0f{TURNS}]")  # joiners, and what would turn the rest


@lru_cache(maxsize=4)
def shown_by(fonts: tuple[Path, ...]) -> frozenset[int]:
    """The characters that one of the fonts has."""
    covered: set[int] = set()
    for path in fonts:
        with TTFont(path, lazy=True) as font:
            covered.update(font.getBestCmap())
    return frozenset(covered)


def showable(covered: Iterable[int]) -> Callable[[str], str]:
    """A function that gives a text with nothing in it that cannot be shown."""
    have = frozenset(covered)

    def one(character: str) -> str:
        category = unicodedata.category(character)
        if character in KEPT or (ord(character) in have and category not in NOT_TEXT):
            return character
        return "" if category == UNSEEN or category in NOT_TEXT else f"[U+{ord(character):04X}]"

    def clean(text: str) -> str:
        return "".join(map(one, DROPPED.sub("", text.replace("\r\n", "\n").replace("\x0b", "\n"))))

    return clean
