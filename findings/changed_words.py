"""Two long texts that differ in some words, told as one: what went, what came, and a few words around each."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from findings.comparing import plain

SAME, REMOVED, ADDED, GAP = "same", "removed", "added", "gap"
AROUND = 8  # words shown before and after a change
SHORT = 12  # words: texts up to here are seen at a glance
MOST = 3_000  # words of one text; comparing takes time with their square
ISLAND = 2  # words alike between two changes that are told as changed too
ALIKE = 1 / 3  # of their words: below this the texts are two, and stand one above the other

Run = tuple[str, list[str], list[str]]  # same or removed, words then, words now


@dataclass(frozen=True)
class Piece:
    """`kind`: same, removed, added, or gap for words alike that are left out. An item of a list begins a line."""

    kind: str
    text: str = ""


def changed_words(then: Sequence[str], now: Sequence[str]) -> list[Piece]:
    """Of two texts, each as one item or several; none where both are short, or have too little in common."""
    before, after = _words(then), _words(now)
    longest = max(len(before), len(after))
    if not SHORT < longest <= MOST:
        return []
    matcher = SequenceMatcher(None, [plain(word) for word in before], [plain(word) for word in after])
    if matcher.ratio() < ALIKE:
        return []
    runs = [(SAME if tag == "equal" else REMOVED, before[a:b], after[c:d]) for tag, a, b, c, d in matcher.get_opcodes()]
    return list(_pieces(_without_islands(runs)))


def _words(items: Iterable[str]) -> list[str]:
    return re.findall(r"\S+|\n", "\n".join(items))


def _without_islands(runs: Sequence[Run]) -> list[Run]:
    """Changes with a word or two between them are one change."""
    told: list[Run] = []
    for at, (kind, then, now) in enumerate(runs):
        inside = 0 < at < len(runs) - 1
        kind = REMOVED if inside and len(then) <= ISLAND and "\n" not in now else kind
        if told and told[-1][0] == kind == REMOVED:
            told[-1] = (REMOVED, told[-1][1] + then, told[-1][2] + now)
        else:
            told.append((kind, then, now))
    return told


def _pieces(runs: Sequence[Run]) -> Iterator[Piece]:
    for at, (kind, then, now) in enumerate(runs):
        if kind == SAME:
            yield from _same(now, first=at == 0, last=at == len(runs) - 1)
        else:
            yield from (Piece(REMOVED, _text(then)),) if then else ()
            yield from (Piece(ADDED, _text(now)),) if now else ()


def _same(words: list[str], first: bool, last: bool) -> Iterator[Piece]:
    start, end = ([] if first else words[:AROUND]), ([] if last else words[-AROUND:])
    if len(words) <= len(start) + len(end):
        yield Piece(SAME, _text(words))
        return
    yield from (Piece(SAME, _text(start)),) if start else ()
    yield Piece(GAP)
    yield from (Piece(SAME, _text(end)),) if end else ()


def _text(words: list[str]) -> str:
    return " ".join(words).replace(" \n ", "\n").strip(" ")
