"""A measure's readings, as its finding's page draws them (actions.charts)."""

from collections.abc import Sequence

from actions.charts import HEIGHT, LEFT, RIGHT, WIDTH, Chart, amount, chart
from actions.models import Measure, MeasureReading
from reporting.charts.drawing import TEXT, Drawing
from reporting.documents.blocks import Column, Figure, Table

DASHES = {"baseline": "2 4", "target": "8 4"}


def readings(measure: Measure, read: Sequence[MeasureReading], about: str) -> Figure | None:
    """Of readings in the order of their days; `about` says of what, such as "P3". None for fewer than two."""
    drawn = chart(measure, read)
    if drawn is None:
        return None
    title = f"{about}: {measure.name}"
    rows = [[f"{one.on:%-d %B %Y}", amount(one.value, measure.unit)] for one in read]
    columns = [Column("Day"), Column("Reading")]
    return Figure(
        _svg(drawn, measure.pk, title), title, drawn.desc, Table(f"{title}, in numbers", columns, rows, small=True)
    )


def _svg(drawn: Chart, key: int, title: str) -> str:
    drawing = Drawing(f"measure-{key}", WIDTH, HEIGHT, title, drawn.desc)
    for level in drawn.levels:
        dashes = DASHES[level.name]
        drawing.line(LEFT, level.y, WIDTH - RIGHT, level.y, stroke=TEXT, stroke_dasharray=dashes)
        drawing.text(WIDTH - RIGHT + 4, level.text_y, level.name, font_size=12)
    drawing.add("polyline", points=drawn.path, fill="none", stroke=TEXT, stroke_width=2)
    for place, point in enumerate(drawn.points):
        drawing.add("circle", cx=point.x, cy=point.y, r=3.5, fill=TEXT)
        if place in (0, len(drawn.points) - 1):
            drawing.text(point.x, point.y - 7, point.words, font_size=12, text_anchor="end" if place else "start")
    drawing.text(LEFT, HEIGHT - 4, f"{drawn.first_day:%b %Y}", font_size=12)
    drawing.text(WIDTH - RIGHT, HEIGHT - 4, f"{drawn.last_day:%b %Y}", font_size=12, text_anchor="end")
    return drawing.svg()
