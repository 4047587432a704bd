"""Lines → blocks: paragraphs, list items and headings, whole again across line ends, pages and what interrupts them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from findings.reading.bullets import Marker, letters_used, marker
from findings.reading.headings import is_section_heading
from findings.reading.healing import heal, tidy, without_marks
from findings.reading.measure import Measure
from findings.reading.source import Line

NEAR = 6.0  # points by which one left edge may be off another
GAP = 1.3  # of the pitch: a wider step parts paragraphs
RUNS_ON_GAP = 1.8  # of the pitch: a wider step parts even a sentence
HEIGHT = 1.08  # ratio of sizes from which a heading stands out
SHORT = 0.7  # of a full line of text without geometry
SLACK = 2  # characters that may lack where a word is said to have fitted

ENDS = ".?!:;"
CLOSING = "’”'\")]"


@dataclass
class Block:
    """`lines` are indexes into the source; `text` is healed and without its bullet.

    `apart`: a page break, furniture or a frame lies between it and what stands before. `left` is the bullet's, `hang`
    the text's left edge in points.
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


def ends(text: str) -> bool:
    """Whether the text closes a sentence, a raised note mark and a closing quotation mark apart."""
    return without_marks(text).rstrip(CLOSING).endswith(tuple(ENDS))


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
        apart = self._apart(index)
        if self.drafts and not self._starts(index, mark, apart):
            self.drafts[-1].lines.append(index)
            self.drafts[-1].texts.append(line.text)
        else:
            self.drafts.append(Draft([index], mark, apart, [line.text[mark.length if mark else 0 :]]))

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

    def _apart(self, index: int) -> bool:
        """Whether more than a blank line stands between this line and the one taken before."""
        if not self.drafts:
            return False
        last = self.drafts[-1].lines[-1]
        between = self.lines[last + 1 : index]
        return (
            self.lines[last].page != self.lines[index].page or len(between) > 2 or any(other.text for other in between)
        )

    def _hang(self, draft: Draft) -> float:
        """Where the text of a draft's full lines begins."""
        return self.lines[draft.lines[1 if len(draft.lines) > 1 else 0]].left

    def _starts(self, index: int, mark: Marker | None, apart: bool) -> bool:
        """Whether a line opens a block of its own."""
        draft, line = self.drafts[-1], self.lines[index]
        last = self.lines[draft.lines[-1]]
        if not any(draft.texts):  # a bullet alone on its line
            return bool(mark)
        if (mark and mark.sure) or line.level or last.level:
            return True
        if self._alone(draft, line, last):
            return True
        if self.measure.placed:
            return self._starts_on_page(draft, last, line, mark, apart)
        return self._starts_in_text(draft, last, line, mark, index)

    def _alone(self, draft: Draft, line: Line, last: Line) -> bool:
        """Whether one of the two is a section's heading by its words."""
        return (is_section_heading(line.text) and not (line.bold and last.bold)) or (
            len(draft.texts) < 4 and not draft.mark and not line.bold and is_section_heading(heal(draft.texts))
        )

    def _starts_in_text(self, draft: Draft, last: Line, line: Line, mark: Marker | None, index: int) -> bool:
        runs_on = not ends(last.text) and line.text[:1].islower()
        if mark:
            return mark.glyph[0] in "-*+" or not runs_on
        if runs_on and not last.bold:
            return False
        if index - draft.lines[-1] > 1 or not self.measure.wrapped or line.bold != last.bold:
            return True
        return ends(last.text) and len(last.text) < SHORT * self.measure.width and not line.text[:1].islower()

    def _starts_on_page(self, draft: Draft, last: Line, line: Line, mark: Marker | None, apart: bool) -> bool:
        runs_on = not ends(last.text) and line.text[:1].islower()
        gap = (line.bottom - last.bottom) / self.measure.pitch
        aligned = abs(line.left - self._expected(draft)) <= NEAR
        if mark:
            return not (aligned and not apart and gap < GAP and not ends(last.text))
        if self._other_type(draft, last, line) and not (runs_on and gap < GAP and not apart):
            return True
        if apart:
            return not self._continues(last, line, aligned)
        if runs_on:
            return not (0 < gap < RUNS_ON_GAP)
        return not (0 < gap < GAP and aligned) or self._ended_early(last, line)

    def _expected(self, draft: Draft) -> float:
        """The left edge of a draft's next line; unknown after a bullet's first, so whatever is to its right will do."""
        if draft.mark and len(draft.lines) == 1:
            return self._next_left(draft)
        return self._hang(draft)

    def _next_left(self, draft: Draft) -> float:
        first = draft.lines[0]
        following = self.lines[first + 1] if first + 1 < len(self.lines) else self.lines[first]
        return following.left if following.left > self.lines[first].left - NEAR else self.lines[first].left

    def _other_type(self, draft: Draft, last: Line, line: Line) -> bool:
        """Whether a heading meets a paragraph; bold words that fill a line of a list item are no heading."""
        larger = max(last.size, line.size) > HEIGHT * min(last.size, line.size)
        return larger or (last.bold != line.bold and not (draft.mark and line.left > self.lines[draft.lines[0]].left))

    def _continues(self, last: Line, line: Line, aligned: bool) -> bool:
        """Whether a paragraph goes on after a page break or an interruption."""
        if line.text[:1].islower():
            return not last.text.rstrip().endswith(":")
        if not ends(last.text):
            return aligned or not self._fits(last, line)
        return aligned and not self._fits(last, line)

    def _ended_early(self, last: Line, line: Line) -> bool:
        """Whether a sentence ended though the next line's first word had room beside it: a paragraph's end."""
        return ends(last.text) and not line.text[:1].islower() and self._fits(last, line)

    def _fits(self, last: Line, line: Line) -> bool:
        character = (last.right - last.left) / max(len(last.text), 1)
        word = len(tidy(line.text).split(" ")[0]) + 1
        return self.measure.right - last.right > (word + SLACK) * character
