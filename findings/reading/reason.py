"""The words that a suggestion rests on: the clause around the mention that speaks most for the lead, as it stands."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from findings.reading.agency_names import name_at, proper_names
from findings.reading.letter import Sector
from findings.reading.weighing import Weighed, heaviest, weigh_text

LONGEST_QUOTE = 100  # characters
ROOM = 20  # characters of the quote that are kept for what follows the agency
MOST_TRIED = 8  # mentions
SHORTEST = 40  # characters: "In social care," says too little, so what follows the comma is quoted too
ONLY_A_THING, NAMED = 0.4, 1.5  # words for an agency's work say less than its staff, and its name says more

_JOINS = """
    while when that which who whose because where if although as than so to in for with without by through about on of
    at from into between during after before within across until
"""
_LOOSE = "and or but nor is are was were be been has have do does a an the not this these their its"
JOINS = frozenset(_JOINS.split())
LOOSE = JOINS | frozenset(_LOOSE.split())
CLAUSE_END = re.compile(r"[,;:?!](?= |$)|[.](?= [^a-z]|$)| [-–—] ")
PHRASE_ENDS = re.compile(rf" (?:\(|(?:{'|'.join(JOINS)}) )")
WORD = re.compile(r"[^\s‘“\"]+")


@dataclass(frozen=True)
class Reason:
    """A mention, and the stretch of its text from `start` to `end` that is quoted for it."""

    weighed: Weighed
    start: int
    end: int

    @property
    def quote(self) -> str:
        return self.weighed.text[self.start : self.end]

    def holds(self, other: Weighed) -> bool:
        same_text = other.text is self.weighed.text
        return same_text and self.start <= other.mention.start and other.mention.end <= self.end


def reason_for(lead: Sector, weighed: Iterable[Weighed], known: Sequence[str]) -> Reason | None:
    """The clause of the heaviest mention of the lead that by itself speaks for the lead too."""
    mine = [one for one in weighed if one.mention.sector is lead]
    mine.sort(key=lambda one: -one.weight * _telling(one, known))
    quotes = [quote for one in mine[:MOST_TRIED] for quote in _quotes(one)]
    agreeing = (reason for reason in quotes if heaviest(weigh_text(reason.quote)) is lead)
    return next(agreeing, quotes[0] if quotes else None)


def _telling(one: Weighed, known: Sequence[str]) -> float:
    named = NAMED if name_at(one.text, one.mention, known) else 1.0
    return named if one.mention.someone else ONLY_A_THING


def _quotes(one: Weighed) -> Iterator[Reason]:
    """The clause around a mention, then less of it: a clause can speak of others more than of the one."""
    first, last = _whole_name(one)
    start = _clause_start(one, first, last)
    for begin, upto in ((start, 0), (first, 0), (start, last), (first, last)):
        yield Reason(one, begin, upto or _clause_end(one.text, begin, last))


def _whole_name(one: Weighed) -> tuple[int, int]:
    """Where the mention, or the name in full that it is part of, begins and ends."""
    mention = one.mention
    for _, start, end in proper_names(one.text, mention.sector):
        if start < mention.end and mention.start < end:
            return min(start, mention.start), max(end, mention.end)
    return mention.start, mention.end


def _clause_start(one: Weighed, first: int, last: int) -> int:
    text, begin = one.text, one.sentence
    for end in CLAUSE_END.finditer(text, begin, first):
        begin = end.end()
    if last - begin > LONGEST_QUOTE - ROOM:
        near = max(last - LONGEST_QUOTE + ROOM, begin)
        begin = next((m.start() for m in WORD.finditer(text, near, first) if m[0].casefold() in JOINS), first)
    return first - len(text[begin:first].lstrip(' ‘"“-–—'))


def _clause_end(text: str, start: int, last: int) -> int:
    """The clause's end, or where the quote would be too long, the last place in it where a phrase ends."""
    ends = (m.start() for m in CLAUSE_END.finditer(text, last) if m[0] != "," or m.start() - start >= SHORTEST)
    end, loose = next(ends, len(text)), JOINS | {"and", "or", "but"}
    if end - start > LONGEST_QUOTE:
        end, loose = _phrase_end(text, start, last), LOOSE
    bracket = text.rfind("(", last, end)
    if bracket > text.rfind(")", last, end):
        end = bracket
    return _without(loose, text, last, end)


def _phrase_end(text: str, start: int, last: int) -> int:
    words = [m for m in WORD.finditer(text, last, start + LONGEST_QUOTE + 1) if m.end() - start <= LONGEST_QUOTE]
    joins = [n for n, word in enumerate(words) if word[0].casefold() in JOINS and word.start() - start > SHORTEST]
    if joins and not PHRASE_ENDS.match(text, words[-1].end()):
        words = words[: joins[-1]]
    return words[-1].end() if words else last


def _without(loose: frozenset[str], text: str, last: int, end: int) -> int:
    """`end`, moved back over words such as "of the" that only lead on to what is no longer quoted."""
    words = list(WORD.finditer(text, last, end))
    while words and words[-1][0].casefold() in loose:
        words.pop()
    return words[-1].end() if words else last
