"""A small chart of a measure's readings, drawn on the server: numbers first, the drawing for who likes one."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from actions.models import Measure, MeasureReading

WIDTH, HEIGHT = 320.0, 120.0  # units of the drawing
LEFT, RIGHT, TOP, BOTTOM = 12.0, 60.0, 18.0, 22.0  # kept free for words
LINE = 12.0  # a line of words


@dataclass(frozen=True)
class Point:
    x: float
    y: float
    words: str


@dataclass(frozen=True)
class Level:
    """A level to compare with; `y` of its line, `text_y` of its words."""

    name: str
    y: float
    text_y: float


@dataclass(frozen=True)
class Chart:
    """`path` joins the points, the oldest first; `levels` are baseline and target, where they are known."""

    title: str
    desc: str
    points: list[Point]
    path: str
    levels: list[Level]
    first_day: dt.date
    last_day: dt.date


def amount(value: Decimal, unit: str) -> str:
    """Such as "61%", "12.5 days", "40"."""
    number = f"{value:,.2f}".rstrip("0").rstrip(".")
    return f"{number}{unit}" if unit in ("", "%") else f"{number} {unit}"


def chart(measure: Measure, readings: Sequence[MeasureReading]) -> Chart | None:
    """Of readings in the order of their days; None where there are fewer than two."""
    if len(readings) < 2:
        return None
    known = {"baseline": measure.baseline, "target": measure.target}
    levels = {name: value for name, value in known.items() if value is not None}
    values = [reading.value for reading in readings]
    low, high = min([*values, *levels.values()]), max([*values, *levels.values()])
    first, last = readings[0].on, readings[-1].on
    points = [
        Point(_x(one.on, first, last), _y(one.value, low, high), amount(one.value, measure.unit)) for one in readings
    ]
    return Chart(
        title=f"Readings of {measure.name}",
        desc=_desc(measure, readings, levels),
        points=points,
        path=" ".join(f"{point.x},{point.y}" for point in points),
        levels=_apart([Level(name, y := _y(value, low, high), y + 4) for name, value in levels.items()]),
        first_day=first,
        last_day=last,
    )


def _x(day: dt.date, first: dt.date, last: dt.date) -> float:
    return round(LEFT + (WIDTH - LEFT - RIGHT) * (day - first).days / (last - first).days, 1)


def _y(value: Decimal, low: Decimal, high: Decimal) -> float:
    """Up is more; in the middle where all values are the same."""
    share = float((value - low) / (high - low)) if high > low else 0.5
    return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share, 1)


def _apart(levels: list[Level]) -> list[Level]:
    """The words of two levels that are close stand a line apart."""
    if len(levels) < 2 or abs(levels[0].y - levels[1].y) >= LINE:
        return levels
    lower, upper = sorted(levels, key=lambda level: -level.y)
    return [lower, Level(upper.name, upper.y, lower.text_y - LINE)]


def _desc(measure: Measure, readings: Sequence[MeasureReading], levels: dict[str, Decimal]) -> str:
    told = [f"{name.capitalize()} {amount(value, measure.unit)}." for name, value in levels.items()]
    first, last = readings[0], readings[-1]
    change = f"{_when(first, measure)}, {_when(last, measure)}."
    return " ".join([*told, f"{len(readings)} readings: {change}"])


def _when(reading: MeasureReading, measure: Measure) -> str:
    return f"{amount(reading.value, measure.unit)} on {reading.on:%-d %B %Y}"
