"""A measure's readings in a document: drawn as on its finding's page, with their numbers."""

from html import escape

from actions.charts import HEIGHT, LEFT, RIGHT, WIDTH, Chart, amount
from actions.finding_page import Measured
from reporting.documents.blocks import Block, Column, Figure, Table

INK, QUIET, TARGET = "#0b0c0c", "#505a5f", "#14485a"
TEXT = f'font-family="Arimo" font-size="11" fill="{INK}"'


def readings(measured: Measured) -> list[Block]:
    """One reading is a table; several are drawn, too."""
    measure = measured.measure
    rows = [[f"{one.on:%-d %B %Y}", amount(one.value, measure.unit)] for one in measured.readings]
    columns = (Column("Date"), Column("Value"))
    if not rows:
        return []
    if measured.chart is None:
        return [Table(f"Readings of {measure.name}", columns, rows)]
    table = Table("The same in numbers", columns, rows)
    return [Figure(drawing(measured.chart), measured.chart.title, measured.chart.desc, table)]


def drawing(chart: Chart) -> str:
    """All looks stand in it, since a document has no style sheet."""
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}">']
    for level in chart.levels:
        dash = "6 3" if level.name == "target" else "2 3"
        ends = f'x1="{LEFT:g}" x2="{WIDTH - RIGHT:g}" y1="{level.y}" y2="{level.y}"'
        parts.append(f'<line {ends} stroke="{TARGET}" stroke-dasharray="{dash}"/>')
        parts.append(_words(WIDTH - RIGHT + 4, level.text_y, level.name))
    parts.append(f'<polyline points="{chart.path}" fill="none" stroke="{INK}" stroke-width="2"/>')
    for point in chart.points:
        parts.append(f'<circle cx="{point.x}" cy="{point.y}" r="3.5" fill="{INK}"/>')
    first, last = chart.points[0], chart.points[-1]
    parts.append(_words(first.x, first.y - 7, first.words))
    parts.append(_words(last.x, last.y - 7, last.words, "end"))
    parts.append(_words(LEFT, HEIGHT - 4, f"{chart.first_day:%b %Y}"))
    parts.append(_words(WIDTH - RIGHT, HEIGHT - 4, f"{chart.last_day:%b %Y}", "end"))
    return "".join([*parts, "</svg>"])


def _words(x: float, y: float, words: str, anchor: str = "start") -> str:
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" {TEXT}>{escape(words)}</text>'
