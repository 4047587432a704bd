"""Running text out of a letter's lines, each character traceable to the line it came from.

Facts, people and the statement are read from running text: a date or an address may stand on two lines, with a
page number or a footnote in between.
"""

import bisect
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from findings.reading.source import Line

LONGEST_LINE = 4_000  # characters looked at; a letter's longest paragraph has about 2,500
LONGEST_PROSE = 40_000
MOST_LINES = 2_000

MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
NOTE_MARK = re.compile(rf"[¹²³⁰⁴-⁹]+|(?<=[A-Za-z).])\d{{1,2}}(?=\s|$)(?! {MONTH})")
NOTE = re.compile(r"\A[ \t]*(?:[¹²³⁰⁴-⁹]|\d{1,2}[ \t]+(?:This|The|As|See|Under)\b|www\.|https?:)")
FURNITURE = re.compile(
    r"(?:page )?\d{1,3}(?: of \d{1,3})?|care quality|commission|care quality commission|[-_=*–—]{3,}", re.I
)
WRAPPED_HYPHEN = re.compile(r"[A-Za-z]-$")


@dataclass(frozen=True)
class Prose:
    """`text` in single spaces; piece i starts at `starts[i]` and came from source line `lines[i]`."""

    text: str
    starts: tuple[int, ...]
    lines: tuple[int, ...]

    def lines_of(self, start: int, end: int) -> tuple[int, ...]:
        """The source lines that the characters from `start` up to `end` came from."""
        first = max(bisect.bisect_right(self.starts, start) - 1, 0)
        return self.lines[first : bisect.bisect_left(self.starts, max(end, start + 1))]


def plain(text: str) -> str:
    """A line in single spaces, without footnote marks."""
    text = text[:LONGEST_LINE].replace("\u00ad", "").replace("\u200b", "")
    return " ".join(NOTE_MARK.sub("", text).split())


def body_size(lines: Iterable[Line]) -> float:
    """The font size, in points, that most characters have; 0 where the format has none."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def is_note(line: Line, body: float) -> bool:
    """Whether the line is part of a footnote: in small print, or opened by its mark."""
    return 0 < line.size < 0.88 * body or bool(NOTE.match(line.text[:40]))


def flow(lines: Sequence[Line], first: int = 0, last: int | None = None, limit: int = LONGEST_PROSE) -> Prose:
    """The lines from `first` up to `last` as running text, without footnotes, page numbers and running heads."""
    end = min(len(lines) if last is None else last, len(lines), first + MOST_LINES)
    body = body_size(lines[first:end])
    pieces, starts, origins, length = [], [], [], 0
    for index in range(first, end):
        text = plain(lines[index].text)
        if not text or FURNITURE.fullmatch(text) or is_note(lines[index], body):
            continue
        starts.append(length)
        origins.append(index)
        pieces.append(text if WRAPPED_HYPHEN.search(text) else text + " ")
        length += len(pieces[-1])
        if length > limit:
            break
    return Prose("".join(pieces)[:limit], tuple(starts), tuple(origins))
