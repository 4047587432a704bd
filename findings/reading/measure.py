"""How a letter is set: its type size, the distance of its lines, where they end. PDFs only; text has no geometry."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from findings.reading.source import Line

WRAPPED = 110  # characters: where most of the words stand in longer lines, a line is a paragraph
EVEN = 0.7  # of the characters that have the body's size
SMALL = 0.93  # of the body's size: smaller type is a note's


@dataclass(frozen=True)
class Measure:
    """`pitch` is the distance between lines of a paragraph, `right` where full lines end, both in points.

    `placed`: whether the lines have geometry. `even`: whether type sizes can be trusted; those that OCR lays behind a
    scan vary from line to line. `wrapped`: whether a paragraph takes several lines. `width`: of a full
    line, in characters.
    """

    placed: bool
    even: bool = True
    size: float = 0.0
    pitch: float = 0.0
    right: float = 0.0
    wrapped: bool = True
    width: int = 0


def measure(lines: Sequence[Line]) -> Measure:
    """The measure of a letter's body: what most of its characters have."""
    lines = [line for line in lines if line.text]
    if not any(line.size for line in lines):
        long = sorted(len(line.text) for line in lines for _ in range(len(line.text) // 40))
        width = long[len(long) // 2] if long else 0
        return Measure(placed=False, wrapped=width <= WRAPPED, width=width)
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    size = sizes.most_common(1)[0][0]
    body = [line for line in lines if abs(line.size - size) < 1 and not line.boxed and len(line.text) > 40]
    rights = sorted(line.right for line in body)
    return Measure(
        placed=True,
        even=sum(count for other, count in sizes.items() if abs(other - size) < 0.6) > EVEN * sizes.total(),
        size=size,
        pitch=_pitch(lines, size),
        right=rights[len(rights) * 49 // 50] if rights else 0.0,
    )


def _pitch(lines: Sequence[Line], size: float) -> float:
    steps = [
        below.bottom - line.bottom
        for line, below in pairwise(lines)
        if line.page == below.page and size * 0.8 < below.bottom - line.bottom < size * 2.2
    ]
    return median(steps) if steps else size * 1.2
