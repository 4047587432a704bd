"""Where a letter's parts stand: the salutation parts date and people from title and text."""

import re
from collections.abc import Sequence

from findings.reading.prose import plain
from findings.reading.source import Line

HEAD_LINES = 150  # the salutation of a letter stands on its first page
FURTHEST = 1_000  # lines, blank ones included
LONGEST = 200  # characters of a line
DEAR = re.compile(r"dear\b", re.I)
TITLE = re.compile(r"joint targeted area inspection\b", re.I)


def salutation(lines: Sequence[Line]) -> int | None:
    """The index of "Dear local partnership"; None where the letter has none."""
    return _first(lines, DEAR)


def head_end(lines: Sequence[Line]) -> int:
    """The index of the first line after date and addressees: the salutation, else the title, else 0."""
    for pattern in (DEAR, TITLE):
        found = _first(lines, pattern)
        if found is not None:
            return found
    return 0


def _first(lines: Sequence[Line], pattern: re.Pattern[str]) -> int | None:
    seen = 0
    for index, line in enumerate(lines[:FURTHEST]):
        text = plain(line.text[:LONGEST])
        seen += bool(text)
        if pattern.match(text):
            return index
        if seen > HEAD_LINES:
            break
    return None
