"""A file's own lines with one finding marked in them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any


@dataclass(frozen=True)
class Run:
    """Lines that stand together, marked or not; `first` on the run that the finding begins in."""

    lines: tuple[str, ...]
    marked: bool = False
    first: bool = False


@dataclass(frozen=True)
class SourcePage:
    """`number` is None where the file's format has no pages."""

    number: int | None
    runs: tuple[Run, ...]


def marked_pages(source: Sequence[dict[str, Any]], marked: Collection[int]) -> list[SourcePage]:
    """`source`: the reading's lines, {"text", "page"}; `marked`: the indexes of the finding's lines."""
    numbered = [(index, line["text"], line["page"]) for index, line in enumerate(source)]
    begins = min(marked, default=None)
    return [
        SourcePage(number, tuple(_runs(list(lines), frozenset(marked), begins)))
        for number, lines in groupby(numbered, key=lambda line: line[2])
    ]


def _runs(lines: list[tuple[int, str, int | None]], marked: frozenset[int], begins: int | None) -> list[Run]:
    runs = []
    for is_marked, group in groupby(lines, key=lambda line: line[0] in marked):
        run = list(group)
        texts = tuple(text for _, text, _ in run)
        runs.append(Run(texts, is_marked, is_marked and begins in {index for index, _, _ in run}))
    return runs
