"""How alike two texts are, word by word, of 100. Pure."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?")
RUN = 2  # words in a row, from which on they count as taken from the other text
ENOUGH = 5  # words of an excerpt; fewer are found by chance


def words_of(text: str) -> list[str]:
    return WORD.findall(text.casefold().replace("'", "’"))


def same_words(one: str, other: str) -> bool:
    return words_of(one) == words_of(other)


def likeness(one: Sequence[str], other: Sequence[str]) -> int:
    """Of the whole texts, or of the first as a shorter form of the other where that is more."""
    if not one or not other:
        return 0
    matcher = SequenceMatcher(None, list(other), list(one), autojunk=False)
    whole = matcher.ratio()
    taken = sum(block.size for block in matcher.get_matching_blocks() if block.size >= RUN) / len(one)
    return round(100 * max(whole, taken if len(one) >= ENOUGH else 0))


def in_common(one: Sequence[str], other: frozenset[str]) -> float:
    """Quick, and never less than what `likeness` finds taken from the other."""
    return len([word for word in one if word in other]) / max(len(one), 1)
