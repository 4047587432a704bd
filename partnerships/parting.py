"""Two long texts that differ in a few words: from where they part."""

from itertools import takewhile

BEFORE, LENGTH = 60, 200  # characters shown before they part, and in all


def from_where_they_part(one: str, other: str) -> tuple[str, str]:
    """Both texts, cut to the place where they first differ; short ones whole."""
    if max(len(one), len(other)) <= LENGTH:
        return one, other
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    start = max(alike - BEFORE, 0)
    start = one.rfind(" ", 0, start) + 1 if start else 0
    return _cut(one, start), _cut(other, start)


def _cut(text: str, start: int) -> str:
    end = start + LENGTH
    return f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"
