"""How the work came on against the plan: month by month, how many actions were to be done and how many were."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reporting.charts.drawing import QUIET, SIZE, TEXT, Drawing, steps
from reporting.documents.blocks import Column, Figure, Table

TITLE = "Progress against the plan"
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640.0, 260.0, 30.0, 130.0, 16.0, 26.0
LABELS = 8  # months that are named below the drawing
MOST, AHEAD = 36, 12  # months that are shown at the most, and how many of them may be ahead
LINES = (  # name, colour, dashes, width, mark
    ("to be done", QUIET, "6 4", 2.0, "square"),
    ("delivered", TEXT, "", 2.5, "circle"),
    ("assured", "#1d70b8", "2 3", 2.5, "triangle"),
)


@dataclass(frozen=True)
class Month:
    """`end` is its last day; `delivered` counts the assured too. None: still ahead."""

    end: dt.date
    planned: int
    now_planned: int
    delivered: int | None
    assured: int | None


@dataclass(frozen=True)
class Course:
    """An action's: the day first agreed for it, the one that stands, and from when it was delivered or assured."""

    first: dt.date | None
    due: dt.date | None
    steps: Sequence[tuple[dt.date, bool, bool]]  # (day, delivered by then, assured by then), the oldest first

    def on(self, day: dt.date) -> tuple[bool, bool]:
        told = (False, False)
        for when, delivered, assured in self.steps:
            if when <= day:
                told = (delivered, assured)
        return told


def count(courses: Iterable[Course], today: dt.date) -> list[Month]:
    """From the month in which the first of them came into the plan to the last in which something is due."""
    courses = list(courses)
    begun = [when for one in courses for when, *_ in one.steps]
    due = [day for one in courses for day in (one.first, one.due) if day]
    if not begun:
        return []
    return [_counted(courses, end, today) for end in _ends(min(begun), max([*due, today]), today)]


def _counted(courses: list[Course], end: dt.date, today: dt.date) -> Month:
    planned, now_planned = (
        sum(day is not None and day <= end for day in days)
        for days in zip(*((one.first, one.due) for one in courses), strict=True)
    )
    if end > today and (end.year, end.month) != (today.year, today.month):
        return Month(end, planned, now_planned, None, None)
    stood = [one.on(min(end, today)) for one in courses]
    return Month(end, planned, now_planned, sum(d for d, _ in stood), sum(a for _, a in stood))


def _ends(first: dt.date, last: dt.date, today: dt.date) -> list[dt.date]:
    """The last days of the months; of a long plan the latest, and a year ahead."""
    now = today.year * 12 + today.month - 1
    begin, end = first.year * 12 + first.month - 1, min(last.year * 12 + last.month - 1, now + AHEAD)
    begin = max(begin, end - MOST + 1, 0)
    return [dt.date((n + 1) // 12, (n + 1) % 12 + 1, 1) - dt.timedelta(days=1) for n in range(begin, end + 1)]


def progress(months: Sequence[Month], key: str = "progress") -> Figure | None:
    """None where there are fewer than two months to draw a line between."""
    if len(months) < 2:
        return None
    past = [one for one in months if one.delivered is not None]
    last = past[-1]
    desc = (
        f"By {last.end:%B %Y}, {last.planned} actions were to be done by the dates first agreed, "
        f"{last.delivered} were delivered and {last.assured} of them assured."
    )
    drawing = _drawn(months, key, desc)
    columns = [Column("By the end of", 1.4), Column("To be done, dates first agreed"), Column("To be done, dates now")]
    columns += [Column("Delivered or assured"), Column("Assured")]
    return Figure(
        drawing.svg(), TITLE, desc, Table(f"{TITLE}, in numbers", columns, _numbers(months), small=True), width=1.0
    )


def _numbers(months: Sequence[Month]) -> list[list[str]]:
    return [
        [f"{one.end:%B %Y}", *map(str, (one.planned, one.now_planned)), *map(_or_dash, (one.delivered, one.assured))]
        for one in months
    ]


def _or_dash(number: int | None) -> str:
    return "–" if number is None else str(number)


def _drawn(months: Sequence[Month], key: str, desc: str) -> Drawing:
    drawing = Drawing(key, WIDTH, HEIGHT, TITLE, desc)
    values = (_line(months, "planned"), _line(months, "delivered"), _line(months, "assured"))
    levels = steps(max(value for line in values for value in line))
    _scale(drawing, months, levels)
    ends = []
    for line, (name, colour, dashes, wide, mark) in zip(values, LINES, strict=True):
        points = [(_x(n, months), _y(value, levels)) for n, value in enumerate(line)]
        path = " ".join(f"{x},{y}" for x, y in points)
        drawing.add(
            "polyline", points=path, fill="none", stroke=colour, stroke_width=wide, stroke_dasharray=dashes or "none"
        )
        _mark(drawing, *points[-1], mark, colour)
        ends.append((points[-1], f"{line[-1]} {name}"))
    _name(drawing, ends)
    return drawing


def _line(months: Sequence[Month], name: str) -> list[int]:
    """Up to the month after which nothing is known."""
    return [value for one in months if (value := getattr(one, name)) is not None]


def _scale(drawing: Drawing, months: Sequence[Month], levels: list[int]) -> None:
    for level in levels:
        y = _y(level, levels)
        drawing.line(LEFT, y, WIDTH - RIGHT, y)
        drawing.text(LEFT - 6, y + 4, level, text_anchor="end")
    every = -(-len(months) // LABELS)
    for n in range(0, len(months), every):
        drawing.text(_x(n, months), HEIGHT - BOTTOM + SIZE + 5, f"{months[n].end:%b %y}", text_anchor="middle")


def _x(number: int, months: Sequence[Month]) -> float:
    return round(LEFT + 16 + (WIDTH - LEFT - RIGHT - 32) * number / (len(months) - 1), 1)


def _y(value: float, levels: list[int]) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value / levels[-1], 1)


def _mark(drawing: Drawing, x: float, y: float, mark: str, colour: str) -> None:
    if mark == "circle":
        drawing.add("circle", cx=x, cy=y, r=4, fill=colour)
    elif mark == "square":
        drawing.add("rect", x=x - 4, y=y - 4, width=8, height=8, fill=colour)
    else:
        drawing.add("polygon", points=f"{x},{y - 5} {x - 5},{y + 4} {x + 5},{y + 4}", fill=colour)


def _name(drawing: Drawing, ends: Sequence[tuple[tuple[float, float], str]]) -> None:
    """Each line at its end, a line of words apart: the highest first."""
    lowest = 0.0
    for (x, y), words in sorted(ends, key=lambda end: end[0][1]):
        at = max(y + 4, lowest)
        drawing.words(x + 10, at, words)
        lowest = at + SIZE + 2
