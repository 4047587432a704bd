"""Blocks → sections: what stands under each of a letter's headings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from findings.reading.blocks import Block
from findings.reading.breaks import HEIGHT, NEAR
from findings.reading.bullets import alike
from findings.reading.headings import Section, is_section_heading, section_of
from findings.reading.measure import Measure

WANTED = (Section.PRIORITY_ACTION, Section.IMPROVEMENT)
HEADING_WORDS = 25
AHEAD = 6  # blocks below a heading that tell what it heads
STATEMENT_WITHIN = 500  # characters of a paragraph
STATEMENT = re.compile(
    r"\b(?:prepare|coordinate|co-ordinate|produce|send|make|submit)\b.{0,80}\bwritten statement of\b"
)
PLAIN_WORDS = 10  # of a heading in text, where type cannot tell it


@dataclass
class Part:
    """A section with its blocks; `heading` is None for the opening."""

    section: Section
    heading: Block | None = None
    blocks: list[Block] = field(default_factory=list)


def section_heading(block: Block, measure: Measure) -> Section | None:
    """The section that a block heads, if it is one of the known headings."""
    if block.bullet or not block.text:
        return None
    if is_styled(block, measure):
        return section_of(block.text)
    return section_of(block.text) if is_section_heading(block.text) else None


def asks_for_statement(block: Block) -> bool:
    """Whether a paragraph opens the next steps, where no heading says so."""
    return bool(STATEMENT.search(block.text[:STATEMENT_WITHIN]))


def is_styled(block: Block, measure: Measure) -> bool:
    """Whether a block stands out by its type: bold, a heading by format, or larger than the body."""
    return block.bold or bool(block.level) or (measure.placed and measure.even and block.size > HEIGHT * measure.size)


def looks_like_heading(block: Block, measure: Measure) -> bool:
    """Whether a block has a heading's type and shape, or in text without type its shape, whatever its words."""
    styled = is_styled(block, measure)
    words = HEADING_WORDS if styled else 0 if measure.placed else PLAIN_WORDS
    count = len(block.text.split())
    lead_in = block.text.endswith(":") and not (styled and count <= PLAIN_WORDS)
    return (
        count <= words
        and not lead_in
        and not block.text.endswith((".", ",", ";"))
        and not (block.bullet or block.runs_on)
    )


def parts(blocks: Sequence[Block], measure: Measure) -> list[Part]:
    """The letter's sections in order. Frames hold studies: they interrupt a section and end none."""
    found = [Part(Section.OPENING)]
    for at, block in enumerate(blocks):
        section = section_heading(block, measure)
        if block.boxed:
            if section is Section.STUDY:
                found.insert(len(found) - 1, Part(section, block))
        elif section is not None:
            if not _same_again(section, found[-1]):
                found.append(Part(section, block))
        else:
            _put(block, blocks[at + 1 : at + 1 + AHEAD], found, measure)
    return found


def _put(block: Block, following: Sequence[Block], found: list[Part], measure: Measure) -> None:
    """Puts a block that is no known heading into the last section, or opens the one that it begins or goes on with."""
    part = found[-1]
    if asks_for_statement(block):
        found.append(Part(Section.NEXT_STEPS, None, [block]))
    elif _leaves(block, following, part, measure):
        found.append(Part(Section.OTHER, block))
    elif cut := _resumes(block, part, found):
        found.remove(cut)
        found.append(cut)
        cut.blocks.append(block)
    else:
        part.blocks.append(block)


def _same_again(section: Section, part: Part) -> bool:
    """Whether a heading is only said again at the head of a new page."""
    return section is part.section and section in WANTED and bool(part.blocks)


def _leaves(block: Block, following: Sequence[Block], part: Part, measure: Measure) -> bool:
    """Whether an unknown heading ends a section of findings, and is no sub-heading in it."""
    if part.section not in WANTED or not part.blocks or not looks_like_heading(block, measure):
        return False
    if part.heading and measure.even and block.size > HEIGHT * part.heading.size:
        return True
    below = [one for one in following if not one.boxed and not looks_like_heading(one, measure)]
    if not is_listed(part.blocks) or not below:
        return False
    return not (below[0].bullet or (len(below) > 1 and below[1].bullet and below[0].text.endswith(":")))


def is_listed(blocks: Sequence[Block]) -> bool:
    """Whether the findings are the items of a list, and not paragraphs of which one or another holds a list."""
    items = [(block, above) for block, above in zip(blocks, [None, *blocks], strict=False) if block.bullet]
    led_in = all(above and (above.bullet or above.text.endswith(":")) for _, above in items)
    loose = [b for b in blocks if b.ended and not b.bullet and not b.text.endswith(":") and not b.runs_on]
    return bool(items) and not (led_in and len(loose) > 1)


def _resumes(block: Block, part: Part, found: Sequence[Part]) -> Part | None:
    """The section of findings that goes on below a study without a drawn frame: its sentence does, or its list."""
    before = found[-2] if len(found) > 1 else part
    if part.section is not Section.STUDY or before.section not in WANTED or not before.blocks:
        return None
    last = before.blocks[-1]
    sentence = block.runs_on and not block.bullet and not last.ended
    same_list = bool(block.bullet) and alike(block.bullet, last.bullet) and abs(block.left - last.left) < NEAR
    set_in = any(one.left > last.left + NEAR for one in [part.heading, *part.blocks[:1]] if one)
    return before if sentence or (same_list and set_in) else None


def outside_frames(blocks: Sequence[Block], measure: Measure) -> Iterator[Block]:
    """The blocks with those frames opened whose first heading is a section's of the letter itself and no study's."""
    opened = False
    run: list[Block] = []
    for block in [*blocks, None]:
        if block is not None and block.boxed:
            run.append(block)
            continue
        if run:
            kinds = [section_heading(one, measure) for one in run]
            first = next((kind for kind in kinds if kind is not None), Section.STUDY)
            opened = first is not Section.STUDY or (opened and run[0].apart and kinds[0] is None)
            yield from (_unboxed(one) if opened else one for one in run)
            run = []
        if block is not None:
            yield block


def _unboxed(block: Block) -> Block:
    block.boxed = False
    return block
