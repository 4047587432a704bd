"""Sections → findings: stems shared by several, sub-headings, lists in lists, lists without bullets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from findings.reading.blocks import Block
from findings.reading.breaks import NEAR
from findings.reading.healing import heal
from findings.reading.letter import Doubt, Finding, Kind
from findings.reading.listing import (
    SENTENCE_ENDS,
    introduces,
    is_nested,
    is_stem,
    is_stem_item,
    is_subheading,
    says_nothing,
    stands_in_list,
)
from findings.reading.measure import Measure
from findings.reading.sections import WANTED, Part, is_listed


@dataclass
class Draft:
    """A finding being put together from its first block and what is healed to it."""

    block: Block
    text: str
    stem: str
    subheading: str
    lines: list[int] = field(default_factory=list)

    @property
    def settled(self) -> bool:
        return self.text.endswith(SENTENCE_ENDS)


def read_findings(parts: Sequence[Part], measure: Measure) -> tuple[tuple[Finding, ...], list[Doubt]]:
    """Every area for priority action and for improvement, numbered within its kind, and what is doubtful in them."""
    readers = [SectionReader(part, measure) for part in parts if part.section in WANTED]
    for reader in readers:
        reader.read()
    doubts = [doubt for reader in readers for doubt in reader.doubts]
    return tuple(finding for kind in Kind for finding in _numbered(kind, readers)), doubts


def _numbered(kind: Kind, readers: Sequence["SectionReader"]) -> Iterator[Finding]:
    drafts = [draft for reader in readers if reader.kind is kind for draft in reader.drafts]
    for number, draft in enumerate(drafts, 1):
        yield Finding(
            kind=kind,
            number=number,
            text=draft.text,
            stem=draft.stem,
            subheading=draft.subheading,
            page=draft.block.page,
            lines=tuple(draft.lines),
        )


class SectionReader:
    """Reads the findings of one section, block by block."""

    def __init__(self, part: Part, measure: Measure) -> None:
        self.kind = Kind(part.section.value)
        self.part = part
        self.measure = measure
        self.listed = is_listed(part.blocks)
        self.drafts: list[Draft] = []
        self.doubts: list[Doubt] = []
        self.stem = ""
        self.subheading = ""
        self.left: float | None = None  # where the bullets of the present list stand

    def read(self) -> None:
        blocks = [block for block in self.part.blocks if not says_nothing(block)]
        for at, block in enumerate(blocks):
            after = blocks[at + 1] if at + 1 < len(blocks) else None
            settled = not self.drafts or self.drafts[-1].settled
            if is_subheading(block, after, settled, self.listed, self.measure):
                self.subheading, self.stem, self.left = block.text, "", None
            elif block.bullet:
                self._item(block, after)
            else:
                self._paragraph(block, after)
        self._doubt_section(said_nothing=len(blocks) < len(self.part.blocks))

    def _item(self, block: Block, after: Block | None) -> None:
        """A list item: a finding, part of one, or the stem of the items below it."""
        last = self.drafts[-1] if self.drafts else None
        if last and (not self.listed or self._is_nested(block, last)):
            self._add(last, f"{last.text} - {block.text}", block)
        elif is_stem_item(block, after, self.measure):
            self.stem, self.left = block.text, None
        else:
            if self.left is not None and block.left < self.left - NEAR:  # outside the list that the stem led in
                self.stem = ""
            self.left = block.left
            self._open(block)

    def _is_nested(self, block: Block, last: Draft) -> bool:
        if self.left is None or not last.block.bullet:
            return False
        return is_nested(block, last.block, last.text, self.left, self.measure)

    def _paragraph(self, block: Block, after: Block | None) -> None:
        """A block without a bullet: the rest of a finding, a stem, a finding of its own, or words about the list."""
        last = self.drafts[-1] if self.drafts else None
        if last and block.runs_on and not last.settled and not self._is_clause(block, last):
            self._add(last, heal([last.text, block.text]), block)
        elif is_stem(block, after) and (self.listed or not (after and after.bullet)):
            self.stem, self.left = block.text, None
        elif not self.listed and not last and introduces(block, after):
            self._doubt("This paragraph about the list was not taken as a finding.", block)
        elif not self.listed:
            self._open(block)
        elif last and block.apart and not self.measure.placed:
            self._add(last, heal([last.text, block.text]), block)
            self._doubt("This paragraph after a page break was taken as part of the finding before it.", block)
        elif self._lost_its_bullet(block):
            self._open(block)
            self._doubt("This paragraph has no bullet; it was taken as a finding of its own.", block)
        else:
            self.stem = ""
            self._doubt("This paragraph about the list was not taken as a finding.", block)

    def _is_clause(self, block: Block, last: Draft) -> bool:
        """Whether the block is a further part of the sentence that the stem of a list without bullets begins."""
        return bool(self.stem) and not self.listed and last.block.runs_on and not block.apart

    def _lost_its_bullet(self, block: Block) -> bool:
        """Whether a paragraph stands where items do; in text nothing tells a first item from a lead-in."""
        if not self.measure.placed:
            return bool(self.drafts)
        return stands_in_list(block, [item for item in self.part.blocks if item.bullet])

    def _open(self, block: Block) -> None:
        self.drafts.append(Draft(block, block.text, self.stem, self.subheading, list(block.lines)))

    def _add(self, draft: Draft, text: str, block: Block) -> None:
        draft.text = text
        draft.lines.extend(block.lines)

    def _doubt(self, message: str, block: Block) -> None:
        self.doubts.append(Doubt(message, block.lines))

    def _doubt_section(self, said_nothing: bool) -> None:
        heading = self.part.heading
        if heading and not self.drafts and not said_nothing:
            self._doubt(f"Nothing was found under the heading “{heading.text}”.", heading)
        if heading and self.drafts and not self.listed:
            message = f"The list under “{heading.text}” has no bullets; each paragraph was taken as a finding."
            self._doubt(message, heading)
