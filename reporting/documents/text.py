"""Text that a document's fonts can show: what none of them has stands there by its number, as in "[U+4E2D]"."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

UNSEEN = {"Cc", "Cf", "Cs"}  # control, format (directions of writing, joiners) and half characters
KEPT = "\n\t"
JOINERS = re.compile("[\u200d\ufe0e\ufe0f]")


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
        if character in KEPT or ord(character) in have:
            return character
        return "" if unicodedata.category(character) in UNSEEN else f"[U+{ord(character):04X}]"

    def clean(text: str) -> str:
        return "".join(map(one, JOINERS.sub("", text.replace("\r\n", "\n").replace("\x0b", "\n"))))

    return clean
