"""The two pages for elected members, by finding: what changed for children, what is stuck, who answers.

What has no room is shortened first, then left out, and what is left out is said.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from actions.models.assurance import Impact
from findings.models.findings import Kind
from reporting.documents.blocks import Block, Bullets, Column, Note, Table
from reporting.meetings.by_finding import stuck
from reporting.meetings.fitting import SIZE, height, lines
from reporting.meetings.showing import Shown, Told, counted, shortened

HEADINGS, WIDTHS = ("Finding", "What changed for children", "What is stuck", "Who answers"), (3.4, 4.2, 2.8, 3.0)
COLUMNS = [Column(heading, width) for heading, width in zip(HEADINGS, WIDTHS, strict=True)]
PAGE, INSET = 481.0, 8.0  # points: how wide a page's text is, and what a cell keeps free at its sides
ROOMS = [PAGE * width / sum(WIDTHS) - INSET for width in WIDTHS]
ROOM = 1180.0  # points of height that two pages have for the table's rows, where what stands above it is short
ABOVE, A_LINE = 7, 15.0  # lines above the table that ROOM has reckoned with; points for one more
LENGTHS = (400, 320, 260, 220, 190, 165, 145, 130, 120, 110, 100, 95, 90, 85, 80, 75, 70, 60)  # characters of a cell
NAMED = 20  # findings left out that are named


class Cells(NamedTuple):
    """All that could be told of a finding, at any length."""

    code: str
    weight: tuple[bool, bool, bool]  # what is worth its place most: a priority action, then what is stuck, then changed
    words: str
    changed: str
    stuck: str
    who: str

    def cut(self, length: int) -> tuple[str, str, str, str]:
        return (
            shortened(self.words, max(length * 2 // 3, 50)),
            shortened(self.changed, length),
            shortened(self.stuck, max(length // 2, 50)),
            shortened(self.who, max(length // 3, 45)),
        )


def blocks(shown: Shown) -> list[Block]:
    all_cells = [_cells(shown, one) for one in shown.told["findings"]]
    kept, length = fitting(all_cells, _room(shown))
    told: list[Block] = [Bullets(_in_short(shown))]
    if kept:
        caption = f"{len(kept)} of {counted(len(all_cells), 'finding')}"
        told.append(Table(caption, COLUMNS, [one.cut(length) for one in kept], small=True))
    if left := [one.code for one in all_cells if one not in kept]:
        told.append(Note(_left_out(left)))
    return told


def fitting(cells: Sequence[Cells], room: float) -> tuple[list[Cells], int]:
    """Those that have room, and how long their texts may be: all of them where they can be shortened enough."""
    kept, shortest = list(cells), LENGTHS[-1]
    heights = {one: height([one.cut(shortest)], ROOMS) for one in kept}
    if sum(heights.values()) > room:
        room -= A_LINE * 6  # for saying what is left out
    over = sum(heights.values()) - room
    last_first = list(reversed(kept))
    for one in sorted(last_first, key=lambda one: one.weight):
        if over > 0:
            kept.remove(one)
            over -= heights[one]
    fits = (length for length in LENGTHS if height([one.cut(length) for one in kept], ROOMS) <= room)
    return kept, next(fits, shortest)


def _room(shown: Shown) -> float:
    """Less where names are long that stand above the table."""
    told = shown.told
    above = [
        told["partnership"],
        f"{told['meeting']}, {told['place']}",
        f"{told['before']} {'x' * 60}",
        *_in_short(shown),
    ]
    needed = sum(lines(text, PAGE * SIZE / 13) for text in above)
    return ROOM - A_LINE * max(needed - ABOVE, 0)


def _left_out(codes: Sequence[str]) -> str:
    first = codes[:NAMED]
    more = f" and {len(codes) - len(first)} more" if len(codes) > len(first) else ""
    return f"Left out, because these are two pages: {', '.join(first)}{more}. The plan itself tells of them."


def _in_short(shown: Shown) -> list[str]:
    told = shown.told
    findings = told["findings"]
    held = [one for one in findings if not one["closed"] and stuck(shown, one)]
    better = [one for one in findings if _rating(one) in (Impact.SOME, Impact.EMBEDDED)]
    closed = sum(bool(one["closed"]) for one in findings)
    done = len(told["delivered"]) + len(told["assured"])
    return [
        f"{counted(len(findings), 'finding')} of the inspectors: {closed} closed, {len(held)} with something stuck.",
        f"Children’s experience is rated as better on {len(better)}.",
        f"{'Since the last report' if told['since'] else 'So far'} {counted(done, 'action')} "
        f"{'was' if done == 1 else 'were'} delivered or assured.",
    ]


def _rating(one: Told) -> str:
    return str(one["impact"]["rating"]) if one["impact"] else ""


def _cells(shown: Shown, one: Told) -> Cells:
    held, changed = stuck(shown, one), list(_changed(shown, one))
    return Cells(
        one["code"],
        (one["kind"] == Kind.PRIORITY_ACTION, bool(held), bool(changed)),
        f"{one['code']} {one['theme'] or one['text']}",
        " ".join(changed) or "Nothing new",
        "Closed" if one["closed"] else "; ".join(held) or "Nothing",
        ", ".join(part for part in (one["lead"], one["title"]) if part) or "Nobody yet",
    )


def _changed(shown: Shown, one: Told) -> Iterator[str]:
    """How its impact is rated, where that moved; then what became different since the last report."""
    if moved := shown.moved.get(one["key"]):
        before = f" (before: {moved['was'].lower()})" if moved["was"] != "Not rated" else ""
        yield f"{moved['now']}{before}."
    elif one["impact"]:
        yield f"{Impact(one['impact']['rating']).label}, as before."
    for action in (shown.actions[key] for key in one["actions"] if shown.is_in(key, "delivered", "assured")):
        yield action["difference"]
