"""How much of a finding each agency carries.

A mention weighs more in the first sentence, where it opens its sentence, where the sentence says what falls short, and
most where it is called on ("Health services need to …"); less where it is only the other party ("shared with the
police"). A stem ("Leaders of X must ensure that:") weighs three times its own words, a sub-heading half.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from findings.reading.letter import Finding, Sector
from findings.reading.mentions import Mention, mentions

LONGEST = 6_000  # characters of a finding that are weighed; the longest known has about 2,500
OPENS = 60  # characters: a mention that begins within them opens its sentence
STEM, SUBHEADING = 3.0, 0.5
FIRST_SENTENCE, OPENING, CALLED, OTHER_PARTY, AGAIN, NOTHING_SHORT = 2.0, 1.5, 2.5, 0.5, 0.5, 0.4

SENTENCE = re.compile(r"[^.;:?!]+(?:[.;:?!]+(?! )[^.;:?!]*)*")
CALLED_ON = re.compile(
    r"[^.;,]{0,25}?\b(?:must|should|needs? to|ha(?:s|ve) to|(?:is|are) required)\b"
    r"|(?:(?:,|,? and| or)(?: the)? [^.;,]{1,25}){1,3}? (?:must|should|need to|have to|are required)\b",  # with others
    re.IGNORECASE,
)
WITH = re.compile(r"(?:\b(?:with|from|to|on|between|including|and|or)|,)(?: the)? $")
FALLS_SHORT = re.compile(
    r"\b(?:not|no|nor|lack\w*|inconsisten\w+|need\w*|should|must|requir\w+|weak\w*|delay\w*|too|variab\w+|variation"
    r"|under-?developed|improv\w+|limited|gaps?|insufficient\w*|poor\w*|unable|absen\w+|miss(?:ed|ing)|fail\w*|unclear"
    r"|inadequate\w*|rarely|few|only|could|without|strengthen\w*|concern\w*|late|slow\w*|drift|backlog\w*|seldom|less"
    r"|further|more)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Weighed:
    """A mention in `text`, one of the finding's own; `sentence` is where the sentence around it begins.

    `weight` is for leading; `part` is for having a part in the answer, where another party counts in full.
    """

    mention: Mention
    weight: float
    part: float
    text: str
    sentence: int

    @property
    def words(self) -> str:
        return self.text[self.mention.start : self.mention.end]


def weigh(finding: Finding) -> list[Weighed]:
    """Every mention of an agency in the finding's stem, sub-heading and text."""
    parts = ((finding.stem, STEM), (finding.subheading, SUBHEADING), (finding.text, 1.0))
    return [found for text, factor in parts for found in weigh_text(text[:LONGEST], factor)]


def heaviest(weighed: Iterable[Weighed]) -> Sector:
    """The sector that leads by those mentions; without any, everyone together."""
    totals: dict[Sector, float] = {}
    for one in weighed:
        totals[one.mention.sector] = totals.get(one.mention.sector, 0.0) + one.weight
    return max(totals, key=lambda sector: totals[sector], default=Sector.PARTNERSHIP)


def weigh_text(text: str, factor: float = 1.0) -> Iterator[Weighed]:
    for number, sentence in enumerate(SENTENCE.finditer(text)):
        falls_short = FALLS_SHORT.search(text, sentence.start(), sentence.end())
        weight = factor * (FIRST_SENTENCE if number == 0 else 1.0) * (1.0 if falls_short else NOTHING_SHORT)
        seen = set()
        for mention in mentions(text, sentence.start(), sentence.end()):
            again = AGAIN if mention.sector in seen else 1.0
            seen.add(mention.sector)
            opening = mention.start - sentence.start() < OPENS
            part = weight * again * mention.sure * _place(text, mention, opening)
            with_others = WITH.search(text, max(mention.start - 16, 0), mention.start)
            yield Weighed(mention, part * (OTHER_PARTY if with_others else 1.0), part, text, sentence.start())


def _place(text: str, mention: Mention, opening: bool) -> float:
    """What the words after a mention, and its place in the sentence, make of it."""
    return (OPENING if opening else 1.0) * (CALLED if CALLED_ON.match(text, mention.end) else 1.0)
