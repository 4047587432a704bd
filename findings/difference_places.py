"""Where in a further copy each difference stands: the line of its reading, to be shown beside."""

from collections.abc import Iterable, Mapping, Sequence

from findings.changed_words import ADDED
from findings.comparing import squash
from findings.differences_told import Told
from findings.reading.letter import Letter

ENOUGH = 20  # letters and digits of a line by which it is known within a longer text


def line_of(read: Letter, words: str) -> int | None:
    """The first line that has these words, or that these words begin with."""
    wanted = squash(words)
    if not wanted:
        return None
    for at, line in enumerate(read.source):
        here = squash(line.text)
        if wanted in here or (len(here) >= ENOUGH and wanted.startswith(here)):
            return at
    return None


def place(told: Told, lines: Mapping[int, Sequence[int]], before: Sequence[int], read: Letter) -> int:
    """`lines`: of each finding in this copy, by its key; `before`: of the one before a finding that this copy lacks."""
    difference = told.difference
    subject, then, now = difference.subject, difference.then or "", difference.now or {}
    if subject == "missing":
        return max(before, default=0)
    if subject == "finding":
        return _first_changed(read, read.findings[int(now["index"])].lines, "")
    if difference.finding_id:
        return _first_changed(read, lines.get(difference.finding_id, ()), then if subject == "text" else "")
    if subject.startswith(("statement", "principal", "sender")):
        return statement_line(read)
    if subject == "addressee":
        return _or_first(read, [read.addressees[int(now["index"])].name] if now else [])
    others = getattr(read, subject, ())
    new = [piece.text for piece in told.changes if piece.kind == ADDED]  # a strength can go on over the page
    return _or_first(read, [*new, *told.now, *(others if isinstance(others, tuple) else ())])


def statement_line(read: Letter) -> int:
    """Where the letter speaks of the statement, else its end."""
    said = (at for at, line in enumerate(read.source) if "written statement" in line.text.lower())
    return next(said, max(len(read.source) - 1, 0))


def _or_first(read: Letter, words: Iterable[object]) -> int:
    """The first place of any of these; the letter's beginning for none."""
    found = (line_of(read, str(one)) for one in words)
    return next((at for at in found if at is not None), 0)


def _first_changed(read: Letter, lines: Sequence[int], then: str) -> int:
    """A finding can begin on one page and differ on the next."""
    if then:
        said = squash(then)
        return next((at for at in lines if squash(read.source[at].text) not in said), _first_changed(read, lines, ""))
    return lines[0] if lines else 0
