"""Lines → blocks: paragraphs, list items and headings, whole again across line ends, pages and what interrupts them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from findings.reading.breaks import NEAR, Meeting, opens_paragraph
from findings.reading.bullets import Marker, letters_used, marker
from findings.reading.healing import ends, heal
from findings.reading.measure import Measure
from findings.reading.source import Line

HEADING_LINES = 3
BLANKS = 2  # blank lines that part paragraphs; more stand for a page break


@dataclass
class Block:
    """`lines` are indexes into the source; `text` is healed and without its bullet.

    `apart`: a page break, furniture or a frame lies between it and what stands before. `left` is where it begins, its
    bullet included, and `hang` where its further lines do, in points.
    """

    text: str
    lines: tuple[int, ...]
    page: int | None = None
    bullet: str = ""
    left: float = 0.0
    hang: float = 0.0
    size: float = 0.0
    bold: bool = False
    level: int = 0
    boxed: bool = False
    apart: bool = False

    @property
    def ended(self) -> bool:
        return ends(self.text)

    @property
    def runs_on(self) -> bool:
        """Whether the text begins in the middle of a sentence."""
        return self.text[:1].islower()


@dataclass
class Draft:
    """A block being put together."""

    lines: list[int]
    mark: Marker | None
    apart: bool
    texts: list[str] = field(default_factory=list)


class Assembler:
    """Puts together the blocks of one stream of lines: a letter's body, or its frames."""

    def __init__(self, lines: Sequence[Line], measure: Measure) -> None:
        self.lines = lines
        self.measure = measure
        self.letters = letters_used(lines)
        self.drafts: list[Draft] = []

    def blocks(self, indexes: Sequence[int]) -> list[Block]:
        for index in indexes:
            if self.lines[index].text:
                self._take(index)
        return [block for draft in self.drafts if (block := self._block(draft)).text]

    def _take(self, index: int) -> None:
        line = self.lines[index]
        mark = marker(line, self.letters)
        if self._goes_on(index, mark):
            self.drafts[-1].lines.append(index)
            self.drafts[-1].texts.append(line.text)
        else:
            apart = bool(self.drafts) and self._apart(index)
            self.drafts.append(Draft([index], mark, apart, [line.text[mark.length if mark else 0 :]]))

    def _goes_on(self, index: int, mark: Marker | None) -> bool:
        """Whether the line belongs to the block that is being put together."""
        if not self.drafts:
            return False
        if not any(self.drafts[-1].texts):  # a bullet alone on its line
            return not mark
        return not opens_paragraph(self._meeting(index, mark), self.measure)

    def _meeting(self, index: int, mark: Marker | None) -> Meeting:
        draft = self.drafts[-1]
        last = draft.lines[-1]
        return Meeting(
            last=self.lines[last],
            line=self.lines[index],
            mark=mark,
            so_far=heal(draft.texts) if len(draft.texts) <= HEADING_LINES else "",
            first_left=self.lines[draft.lines[0]].left,
            left=self._next_left(draft),
            step=self._step(draft),
            bullet=draft.mark.glyph if draft.mark else "",
            apart=self._apart(index),
            blank=index - last > 1,
        )

    def _apart(self, index: int) -> bool:
        """Whether more than a blank line stands between this line and the one taken before."""
        last = self.drafts[-1].lines[-1]
        between = self.lines[last + 1 : index]
        other_page = self.lines[last].page != self.lines[index].page
        return other_page or len(between) > BLANKS or any(line.text for line in between)

    def _next_left(self, draft: Draft) -> float:
        """Where a draft's next line should begin; after a bullet's first, anywhere to its right will do."""
        first = draft.lines[0]
        if not draft.mark or len(draft.lines) > 1 or first + 1 == len(self.lines):
            return self._hang(draft)
        return max(self.lines[first + 1].left, self.lines[first].left - NEAR)

    def _step(self, draft: Draft) -> float:
        """Between the last two lines of a draft, where they stand on one page."""
        if len(draft.lines) < 2:
            return 0.0
        above, last = (self.lines[index] for index in draft.lines[-2:])
        return max(last.bottom - above.bottom, 0.0) if above.page == last.page else 0.0

    def _hang(self, draft: Draft) -> float:
        """Where a draft's further lines begin."""
        return self.lines[draft.lines[1 if len(draft.lines) > 1 else 0]].left

    def _block(self, draft: Draft) -> Block:
        first = self.lines[draft.lines[0]]
        return Block(
            text=heal(draft.texts),
            lines=tuple(draft.lines),
            page=first.page,
            bullet=draft.mark.glyph if draft.mark else "",
            left=first.left,
            hang=self._hang(draft),
            size=first.size,
            bold=all(self.lines[index].bold for index in draft.lines),
            level=first.level,
            boxed=first.boxed,
            apart=draft.apart,
        )
