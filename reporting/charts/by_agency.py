"""How many actions of each agency are of which colour: a bar for each agency, the most pressing first."""

from collections.abc import Mapping, Sequence

from actions.bars import COLOURS as NAMES
from actions.bars import WORST_FIRST
from reporting.charts.drawing import LETTER, TEXT, Drawing, clipped
from reporting.documents.blocks import Column, Figure, Table

TITLE = "Actions by agency and colour"
WIDTH, LEFT, RIGHT, TOP, ROW = 640.0, 200.0, 12.0, 44.0, 28.0


def by_agency(counted: Sequence[tuple[str, Mapping[str, int]]], key: str = "by-agency") -> Figure | None:
    """`counted`: (agency, how many of each colour); "" is no action written yet. None where there is nothing."""
    counted = [(name, counts) for name, counts in counted if sum(counts.values())]
    if not counted:
        return None
    colours = [colour for colour in WORST_FIRST if any(counts.get(colour) for _, counts in counted)]
    numbers = [[name, *(str(counts.get(colour, 0)) for colour in colours)] for name, counts in counted]
    columns = [Column("Agency", 3), *(Column(NAMES[colour]) for colour in colours)]
    desc = "; ".join(f"{name}: {_in_words(counts)}" for name, counts in counted)
    drawing = _drawn(counted, colours, key, f"{desc}.")
    return Figure(
        drawing.svg(), TITLE, drawing.desc, Table(f"{TITLE}, in numbers", columns, numbers, small=True), width=1.0
    )


def _in_words(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{counts[colour]} {NAMES[colour]}" for colour in WORST_FIRST if counts.get(colour))


def _drawn(counted: Sequence[tuple[str, Mapping[str, int]]], colours: list[str], key: str, desc: str) -> Drawing:
    drawing = Drawing(key, WIDTH, TOP + ROW * len(counted) + 4, TITLE, desc)
    _legend(drawing, colours)
    most = max(sum(counts.values()) for _, counts in counted)
    unit = (WIDTH - LEFT - RIGHT) / most
    for place, (name, counts) in enumerate(counted):
        y = TOP + ROW * place
        drawing.text(LEFT - 8, y + 16, clipped(name, LEFT - 12), text_anchor="end")
        x = LEFT
        for colour in colours:
            if number := counts.get(colour, 0):
                drawing.box(round(x, 2), y, unit * number, ROW - 6, colour)
                if unit * number > LETTER * len(str(number)) + 8:
                    drawing.number(round(x + unit * number / 2, 2), y + 16, number)
                x += unit * number
    return drawing


def _legend(drawing: Drawing, colours: list[str]) -> None:
    x = 0.0
    for colour in colours:
        drawing.box(x + 1, 8, 16, 16, colour)
        drawing.text(x + 22, 21, NAMES[colour], fill=TEXT)
        x += 22 + LETTER * len(NAMES[colour]) + 20
