"""Drawings as SVG that pages and documents show alike: no style and no script in them, attributes alone.

Pure. What it says stands in its title and description too; a colour has a pattern of its own, and a word or a number.
"""

import re
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from reporting.documents.xml_text import writable

FONT = "Arimo, Arial, Helvetica, sans-serif"
TEXT, QUIET, GRID = "#0b0c0c", "#505a5f", "#b1b4b6"
SIZE = 13  # of the letters, in units of the drawing
LETTER = 6.6  # how wide one is, about
COLOURS = {
    "red": "#d4351c",
    "amber": "#f47738",
    "": "#ffffff",
    "green": "#00703c",
    "grey": "#b1b4b6",
    "blue": "#1d70b8",
}
PATTERNS = {  # drawn over the colour, in a square of 8 units; green is plain
    "red": '<path d="M0 0L8 8M8 0L0 8" stroke="#ffffff" stroke-width="1.2"/>',
    "amber": '<path d="M-2 2L2 -2M0 8L8 0M6 10L10 6" stroke="#ffffff" stroke-width="2"/>',
    "": '<circle cx="4" cy="4" r="1.2" fill="#505a5f"/>',
    "grey": '<path d="M4 0V8" stroke="#505a5f" stroke-width="1.2"/>',
    "blue": '<path d="M0 4H8" stroke="#ffffff" stroke-width="2"/>',
}


class Drawing:
    """`key` tells it from others on the same page; `width` and `height` are in its own units."""

    def __init__(self, key: str, width: float, height: float, title: str, desc: str) -> None:
        self.key, self.width, self.height = key, width, height
        self.title, self.desc = title, desc
        self.parts: list[str] = []

    def add(self, name: str, **attributes: Any) -> None:
        self.parts.append(f"<{name}{_told(attributes)}/>")

    def line(self, x1: float, y1: float, x2: float, y2: float, **attributes: Any) -> None:
        self.add("line", x1=x1, y1=y1, x2=x2, y2=y2, **{"stroke": GRID, "stroke_width": 1, **attributes})

    def text(self, x: float, y: float, words: Any, **attributes: Any) -> None:
        told = _told({"x": x, "y": y, "font_family": FONT, "font_size": SIZE, "fill": TEXT, **attributes})
        self.parts.append(f"<text{told}>{_escaped(words)}</text>")

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A rectangle in a colour and its pattern, with an edge that is seen in print."""
        frame = {"x": x, "y": y, "width": round(width, 2), "height": height}
        self.add("rect", **frame, fill=COLOURS[colour], stroke=QUIET, stroke_width=1)
        if colour in PATTERNS:
            self.add("rect", **frame, fill=f"url(#{self.key}-{colour or 'none'})")

    def number(self, x: float, y: float, number: Any) -> None:
        """Readable on any colour: on a white ground of its own. `x` is its middle, `y` its foot."""
        wide = LETTER * len(str(number)) + 6
        self.add("rect", x=round(x - wide / 2, 2), y=y - SIZE + 0.5, width=wide, height=SIZE + 3, rx=2, fill="#ffffff")
        self.text(x, y, number, text_anchor="middle", font_weight="bold")

    def words(self, x: float, y: float, words: str) -> None:
        """On a white ground of their own, where a line of the scale would run through them."""
        wide = LETTER * len(words) + 4
        self.add("rect", x=x - 2, y=y - SIZE + 1, width=round(wide, 1), height=SIZE + 3, fill="#ffffff")
        self.text(x, y, words)

    def svg(self) -> str:
        named = f'aria-labelledby="{self.key}-title {self.key}-desc"'
        told = f'<title id="{self.key}-title">{_escaped(self.title)}</title>'
        told += f'<desc id="{self.key}-desc">{_escaped(self.desc)}</desc>'
        begin = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width:g} {self.height:g}" role="img" {named}>'
        )
        return "".join([begin, told, *self._patterns(), *self.parts, "</svg>"])

    def _patterns(self) -> Iterator[str]:
        body = "".join(self.parts)
        for colour, drawn in PATTERNS.items():
            name = f"{self.key}-{colour or 'none'}"
            if f"url(#{name})" in body:
                frame = 'width="8" height="8" patternUnits="userSpaceOnUse"'
                yield f'<defs><pattern id="{name}" {frame}>{drawn}</pattern></defs>'


def _told(attributes: dict[str, Any]) -> str:
    return "".join(f" {name.replace('_', '-')}={quoteattr(str(value))}" for name, value in attributes.items())


def _escaped(words: Any) -> str:
    return escape(writable(str(words)))


def clipped(words: str, width: float) -> str:
    """As many of the words as have room."""
    most = max(int(width / LETTER), 2)
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def steps(highest: float) -> list[int]:
    """The levels of a scale from nought to at least `highest`: whole numbers, five at the most."""
    step = next(one * 10**power for power in range(9) for one in (1, 2, 5) if one * 10**power * 4 >= max(highest, 1))
    return [step * n for n in range(int(-(-max(highest, 1) // step)) + 1)]


def key_of(words: str) -> str:
    """A name that an attribute `id` can have."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-") or "chart"
