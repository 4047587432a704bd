"""Lines for tests, and the seeds as the text reader gives them."""

from pathlib import Path

from findings.reading.source import Line
from findings.reading.text import read_text

SEEDS = Path(__file__).resolve().parents[3] / "seeds"


def lines(text: str) -> list[Line]:
    return [Line(line) for line in text.strip().split("\n")]


def seed(number: int) -> tuple[Line, ...]:
    """The seed whose name begins with that number."""
    (path,) = SEEDS.glob(f"{number:03}_*.txt")
    return read_text(path.read_text(encoding="utf-8")).lines
