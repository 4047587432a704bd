"""How many open actions are due when: late ones, then month by month."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence

from reporting.charts.drawing import SIZE, Drawing, steps
from reporting.documents.blocks import Column, Figure, Table

TITLE = "Open actions by the day they are due"
OVERDUE, LATER, UNDATED = "Overdue", "Later", "No date"
MONTHS = 6
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640.0, 220.0, 30.0, 8.0, 24.0, 26.0

Counted = Sequence[tuple[str, int]]


def count(deadlines: Iterable[dt.date | None], today: dt.date) -> list[tuple[str, int]]:
    """(Overdue, this month and the five after it, later, no date) with how many; what has none at either end is left
    out."""
    names = [_month(_months_on(today, ahead)) for ahead in range(MONTHS)]
    found = Counter(_place(day, today, names) for day in deadlines)
    shown = [OVERDUE, *names, LATER, UNDATED]
    return [(name, found[name]) for name in shown if found[name] or name in names]


def _place(day: dt.date | None, today: dt.date, names: list[str]) -> str:
    if day is None:
        return UNDATED
    if day < today:
        return OVERDUE
    return _month(day) if _month(day) in names else LATER


def _month(day: dt.date) -> str:
    return f"{day:%b %Y}"


def _months_on(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, 1)


def ahead(counted: Counted, key: str = "ahead") -> Figure | None:
    """None where nothing is open."""
    if not sum(number for _, number in counted):
        return None
    desc = ", ".join(f"{name}: {number}" for name, number in counted)
    drawing = _drawn(counted, key, f"{desc}.")
    columns, row = [Column(name) for name, _ in counted], [str(number) for _, number in counted]
    numbers = Table(f"{TITLE}, in numbers", columns, [row], small=True)
    return Figure(drawing.svg(), TITLE, drawing.desc, numbers, width=1.0)


def _drawn(counted: Counted, key: str, desc: str) -> Drawing:
    drawing = Drawing(key, WIDTH, HEIGHT, TITLE, desc)
    levels = steps(max(number for _, number in counted))
    foot, room = HEIGHT - BOTTOM, HEIGHT - BOTTOM - TOP
    for level in levels:
        y = round(foot - room * level / levels[-1], 1)
        drawing.line(LEFT, y, WIDTH - RIGHT, y)
        drawing.text(LEFT - 6, y + 4, level, text_anchor="end")
    wide = (WIDTH - LEFT - RIGHT) / len(counted)
    for place, (name, number) in enumerate(counted):
        x, tall = LEFT + wide * place, round(room * number / levels[-1], 1)
        if number:
            drawing.box(round(x + wide * 0.2, 1), foot - tall, wide * 0.6, tall, "red" if name == OVERDUE else "blue")
            drawing.text(round(x + wide / 2, 1), foot - tall - 5, number, text_anchor="middle", font_weight="bold")
        drawing.text(round(x + wide / 2, 1), HEIGHT - BOTTOM + SIZE + 4, name, text_anchor="middle")
    return drawing
