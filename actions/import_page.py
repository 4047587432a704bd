"""A letter's pages beside what was read from them, in the letter's order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from findings.difference_places import statement_line
from findings.models.findings import Kind
from findings.reading.letter import Finding, Letter

MOST_UNMARKED = 10  # lines in a row that are shown where the file has no pages; the others are folded


@dataclass
class Item:
    """Something read at a line of the letter. `what`: facts, people, statement, finding, doubt or difference."""

    what: str
    line: int = 0
    finding: Finding | None = None
    called: str = ""
    form: Any = None
    lead: str = ""
    message: str = ""
    doubts: list[str] = field(default_factory=list)
    difference: dict[str, Any] = field(default_factory=dict)
    page: int | None = None


@dataclass(frozen=True)
class Run:
    """Lines that stand together; `called` says of which finding they are."""

    lines: list[str]
    called: str = ""
    folded: list[str] = field(default_factory=list)


@dataclass
class Sheet:
    """`number` is None where the file has no pages."""

    number: int | None
    picture: bool
    runs: list[Run]
    items: list[Item] = field(default_factory=list)


def items_of(read: Letter, forms: Sequence[Any], leads: Sequence[str]) -> tuple[list[Item], list[str]]:
    """What was read, at its place; and the doubts that have none. `forms` are by the findings' places."""
    found = [
        Item("finding", _first(one.lines), one, name_of(one), forms[at], leads[at])
        for at, one in enumerate(read.findings)
    ]
    whole = []
    for doubt in read.warnings:
        beside = next((item for item in found if item.finding and set(item.finding.lines) & set(doubt.lines)), None)
        if beside:
            beside.doubts.append(doubt.message)
        elif doubt.lines:
            found.append(Item("doubt", _first(doubt.lines), message=doubt.message))
        else:
            whole.append(doubt.message)
    return [Item("facts"), Item("people"), Item("statement", statement_line(read)), *found], whole


def name_of(found: Finding) -> str:
    return f"{Kind(found.kind).label} {found.number}"


def sheets(read: Letter, items: Iterable[Item], pictures: set[int], all_pages: bool = True) -> list[Sheet]:
    """One for each page; of a file without pages, one for each stretch of lines that something was read from.

    Not `all_pages`: those alone that something stands on.
    """
    listed = sorted(items, key=lambda item: item.line)
    paged = any(line.page for line in read.source)
    begins = _page_begins(read) if paged else sorted({0, *(item.line for item in listed)})
    lines = {item.line for item in listed}
    called = {line: name_of(found) for found in read.findings if lines & set(found.lines) for line in found.lines}
    made = []
    for first, after in zip(begins, [*begins[1:], len(read.source)], strict=True):
        page = read.source[first].page if paged else None
        runs = _runs(read, first, after, called, folds=not paged)
        made.append(Sheet(page, page in pictures, runs, [item for item in listed if first <= item.line < after]))
    return [sheet for sheet in made if sheet.items or all_pages]


def _page_begins(read: Letter) -> list[int]:
    pages = [line.page for line in read.source]
    return [at for at, page in enumerate(pages) if at == 0 or page != pages[at - 1]]


def _runs(read: Letter, first: int, after: int, called: dict[int, str], folds: bool) -> list[Run]:
    runs = []
    for name, group in groupby(range(first, after), key=lambda at: called.get(at, "")):
        lines = [read.source[at].text for at in group]
        shown = len(lines) if name or not folds or len(lines) < MOST_UNMARKED * 2 else MOST_UNMARKED
        runs.append(Run(lines[:shown], name, lines[shown:]))
    return runs


def _first(lines: Sequence[int]) -> int:
    return lines[0] if lines else 0
