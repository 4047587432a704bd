"""What a Word paragraph's style and numbering make of it: heading level, weight, list marker."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

BULLET = "•"  # for any glyph of the outer level, whose own code depends on a symbol font
NESTED = "-"
INNER_LIST = re.compile(r"\Alist bullet [2-9]\Z", re.I)
CHAIN = 20  # styles a style may rest on; a longer chain is a loop
BODY_TEXT = 9  # the outline level that means "no heading"


@dataclass(frozen=True)
class Style:
    """`level` counts from 1, 0 for no heading; `list` and `depth` are the numbering that the style itself brings.

    `framed`: with a border at the left and at the right.
    """

    level: int = 0
    bold: bool = False
    list: str = ""
    depth: int = 0
    nested: bool = False  # "List Bullet 2": a list of its own to Word, a list in a list to the reader
    framed: bool = False


def is_on(properties: Any, name: str, inherited: bool = False) -> bool:
    """A switch such as w:b among a run's or style's properties: absent, on, or off by its value."""
    switch = properties.find(qn(name)) if properties is not None else None
    if switch is None:
        return inherited
    return switch.get(qn("w:val"), "1") not in ("0", "false", "off", "none")


class Styles:
    """The document's paragraph styles, each resolved along what it is based on."""

    def __init__(self, styles: Any) -> None:
        self.elements = {style.style_id: style.element for style in styles}
        self.resolved: dict[str, Style] = {}

    def of(self, paragraph: Any) -> Style:
        """The paragraph's style; an outline level set on the paragraph itself makes it a heading too."""
        look = paragraph.find(qn("w:pPr"))
        named = _value(look, "w:pStyle")
        if named not in self.resolved:
            self.resolved[named] = self._resolve(named)
        style = self.resolved[named]
        own = _outline(look)
        return replace(style, level=style.level if own is None else own, framed=style.framed or _framed(look))

    def _resolve(self, named: str) -> Style:
        level, bold, numbering, depth = None, None, "", 0
        chain = self._chain(named)
        for element in chain:
            look = element.find(qn("w:pPr"))
            level = _outline(look) if level is None else level
            level = _title(element) if level is None else level
            if bold is None and element.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None:
                bold = is_on(element.find(qn("w:rPr")), "w:b")
            if not numbering:
                numbering, depth = _list(look)
        nested = any(INNER_LIST.match(_value(element, "w:name")) for element in chain)
        framed = any(_framed(element.find(qn("w:pPr"))) for element in chain)
        return Style(level or 0, bool(bold), numbering, depth, nested, framed)

    def _chain(self, named: str) -> list[Any]:
        chain: list[Any] = []
        while named in self.elements and len(chain) < CHAIN:
            chain.append(self.elements[named])
            named = _value(chain[-1], "w:basedOn")
        return chain


class Numbering:
    """The document's lists: gives each list paragraph its marker, counting the numbered ones."""

    def __init__(self, part: Any) -> None:
        self.formats: dict[tuple[str, int], str] = {}
        self.counts: Counter[tuple[str, int]] = Counter()
        try:
            root = part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
        except (KeyError, AttributeError):  # a document without lists has no such part
            return
        kinds = {kind.get(qn("w:abstractNumId")): kind for kind in root.findall(qn("w:abstractNum"))}
        for number in root.findall(qn("w:num")):
            kind = kinds.get(_value(number, "w:abstractNumId"))
            for level in kind.findall(qn("w:lvl")) if kind is not None else ():
                place = number.get(qn("w:numId"), ""), _whole(level.get(qn("w:ilvl")))
                self.formats[place] = _value(level, "w:numFmt")

    def marker(self, paragraph: Any, style: Style) -> str:
        """A bullet, "3." or nothing. A list set on the paragraph goes before its style's; list "0" is none."""
        own, depth = _list(paragraph.find(qn("w:pPr")))
        place = (own, depth) if own else (style.list, style.depth)
        kind = self.formats.get(place, "none")
        if kind == "none":
            return ""
        if kind == "bullet":
            return NESTED if place[1] or style.nested else BULLET
        for deeper in [other for other in self.counts if other[0] == place[0] and other[1] > place[1]]:
            del self.counts[deeper]
        self.counts[place] += 1
        return f"{self.counts[place]}."


def _list(look: Any) -> tuple[str, int]:
    numbers = look.find(qn("w:numPr")) if look is not None else None
    return _value(numbers, "w:numId"), _whole(_value(numbers, "w:ilvl"))


def _framed(look: Any) -> bool:
    borders = look.find(qn("w:pBdr")) if look is not None else None
    sides = [borders.find(qn(side)) for side in ("w:left", "w:right")] if borders is not None else [None]
    return all(side is not None and side.get(qn("w:val")) not in ("nil", "none") for side in sides)


def _outline(look: Any) -> int | None:
    level = _value(look, "w:outlineLvl")
    return None if not level else (_whole(level) + 1) % (BODY_TEXT + 1)


def _title(style: Any) -> int | None:
    """A style may be a heading by name alone."""
    words = _value(style, "w:name").lower().split()
    if words[:1] == ["title"]:
        return 1
    return _whole(words[1]) if len(words) == 2 and words[0] == "heading" and words[1].isdecimal() else None


def _value(element: Any, name: str) -> str:
    child = element.find(qn(name)) if element is not None else None
    return child.get(qn("w:val"), "") if child is not None else ""


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
