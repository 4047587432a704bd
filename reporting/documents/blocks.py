"""What a document is made of, whoever writes it: Word (word.py) and PDF (pdf.py) are made of the same blocks.

Pure: no Django, no database, no clock. Text is text everywhere, never markup; a line break in it is kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True)
class Heading:
    """`level` from 1 to 4; the document's title is no heading of these."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Quote:
    """Somebody else's words, verbatim."""

    text: str


@dataclass(frozen=True)
class Note:
    """What the program says about the text beside it, such as that nothing is written here yet."""

    text: str


@dataclass(frozen=True)
class Bullets:
    items: Sequence[str]


@dataclass(frozen=True)
class Facts:
    """Names and their values, a line each."""

    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Column:
    """`width` is a share of the table's."""

    heading: str
    width: float = 1.0


@dataclass(frozen=True)
class Table:
    """`caption` says what it is a table of. The headings stand again on each page that it goes on to.

    `small`: in smaller letters, where much has to have room on little paper.
    """

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    small: bool = False

    @property
    def labelled(self) -> list[list[tuple[str, str]]]:
        """The rows, each cell with its column's heading: for a narrow page, which shows a row as a card."""
        headings = [column.heading for column in self.columns]
        return [list(zip(headings, row, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class Figure:
    """A drawing, what it shows in words, and its numbers as a table. `width` is a share of the page's."""

    svg: str
    title: str
    description: str
    numbers: Table
    width: float = 0.6


@dataclass(frozen=True)
class PageBreak:
    pass


@dataclass(frozen=True)
class Contents:
    """The headings of the first two levels, with their pages."""


Block: TypeAlias = Heading | Paragraph | Quote | Note | Bullets | Facts | Table | Figure | PageBreak | Contents


@dataclass(frozen=True)
class Document:
    """`marking` and `handling` stand at the top and bottom of each page; `watermark` behind the text of each.

    `made` says who made it and when, at the bottom of each page.
    """

    title: str
    marking: str
    blocks: Sequence[Block]
    subtitle: str = ""
    handling: str = ""
    watermark: str = ""
    author: str = ""
    made: str = ""
    landscape: bool = False
    subject: str = field(default="", kw_only=True)


def plain_text(document: Document) -> str:
    """All that the document says, a line for each part of it: what tests and differences look at."""
    return "\n".join(line for block in document.blocks for line in _lines(block))


def _lines(block: Block) -> Sequence[str]:
    if isinstance(block, Heading | Paragraph | Quote | Note):
        return [block.text]
    if isinstance(block, Bullets):
        return list(block.items)
    if isinstance(block, Facts):
        return [f"{name}: {value}" for name, value in block.pairs]
    if isinstance(block, Figure):
        return [block.title, block.description, *_lines(block.numbers)]
    if isinstance(block, Table):
        return [block.caption, *("\t".join(row) for row in [[c.heading for c in block.columns], *block.rows])]
    return []
