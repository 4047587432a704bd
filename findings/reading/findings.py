"""Sections → findings: stems shared by several, sub-headings, lists in lists, lists without bullets."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from findings.reading.blocks import Block
from findings.reading.breaks import NEAR
from findings.reading.healing import heal
from findings.reading.letter import Doubt, Finding, Kind
from findings.reading.measure import Measure
from findings.reading.sections import WANTED, Part, is_listed, looks_like_heading

PLAIN_HEADING_WORDS = 10
NONE_LENGTH = 250  # characters of the sentence that says there is nothing to list
STEM_LENGTH = 900

NOTHING = re.compile(
    r"(?:none|not applicable|n/a)(?: (?:were |was )?identified)?\.?\Z"
    r"|(?:there (?:is|are|was|were)(?: currently)? no|(?:\w+ ){1,3}(?:found|identified) no"
    r"|(?:\w+ ){1,3}did not (?:find|identify) any|no)"
    r" (?:\w+ ){0,2}(?:priority (?:actions?|areas?)\b"
    r"|(?:areas?|actions?|matters?|issues?)\b.{0,20}\b(?:priority|action|improvement|identified|found)\b)",
    re.IGNORECASE,
)
INNER = "-–—−─o◦"  # bullets of lists within lists, where the outer one has another
NUMERAL = re.compile(r"\(?\w{1,3}[.)]\Z")


@dataclass
class Open:
    """A finding being put together from its first block and what is healed to it."""

    kind: Kind
    block: Block
    text: str
    stem: str
    subheading: str
    lines: list[int] = field(default_factory=list)


@dataclass
class Reading:
    """What reading one section gathers."""

    kind: Kind
    measure: Measure
    found: list[Open] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    stem: Block | None = None
    subheading: str = ""
    item_left: float | None = None  # where the bullets of the present list stand

    def doubt(self, message: str, block: Block) -> None:
        self.doubts.append(Doubt(message, block.lines))


def read_findings(parts: Sequence[Part], measure: Measure) -> tuple[tuple[Finding, ...], list[Doubt]]:
    """Every area for priority action and for improvement, numbered within its kind, and what is doubtful in them."""
    readings = [_read(part, measure) for part in parts if part.section in WANTED]
    found = [one for reading in readings for one in reading.found]
    doubts = [doubt for reading in readings for doubt in reading.doubts]
    findings = [finding for kind in Kind for finding in _numbered([one for one in found if one.kind is kind])]
    return tuple(findings), doubts


def _numbered(found: Sequence[Open]) -> Iterator[Finding]:
    for number, one in enumerate(found, 1):
        yield Finding(
            kind=one.kind,
            number=number,
            text=one.text,
            stem=one.stem,
            subheading=one.subheading,
            page=one.block.page,
            lines=tuple(one.lines),
        )


def _read(part: Part, measure: Measure) -> Reading:
    reading = Reading(Kind(part.section.value), measure)
    blocks = part.blocks
    listed = is_listed(blocks)
    for at, block in enumerate(blocks):
        after = blocks[at + 1] if at + 1 < len(blocks) else None
        if _says_nothing(block):
            continue
        if _is_subheading(block, after, reading, listed):
            reading.subheading, reading.stem, reading.item_left = block.text, None, None
        elif block.bullet and listed:
            _item(block, after, reading)
        elif block.bullet and reading.found:
            _heal_in(reading.found[-1], " - ", block)
        else:
            _paragraph(block, after, reading, listed)
    _doubts(part, reading, listed)
    return reading


def _says_nothing(block: Block) -> bool:
    return len(block.text) < NONE_LENGTH and bool(NOTHING.match(block.text))


def _is_subheading(block: Block, after: Block | None, reading: Reading, listed: bool) -> bool:
    if block.bullet or after is None:
        return False
    if looks_like_heading(block, reading.measure):
        return True
    plain = len(block.text.split()) <= PLAIN_HEADING_WORDS and not block.ended and not block.runs_on
    settled = not reading.found or reading.found[-1].text.endswith((".", "?", "!"))
    opens = bool(after.bullet) or (after.ended and not listed)
    return plain and settled and opens and not after.runs_on and not block.text.endswith(",")


def _item(block: Block, after: Block | None, reading: Reading) -> None:
    """A list item: a finding, part of one, or the stem of the items below it."""
    if _is_nested(block, reading):
        _heal_in(reading.found[-1], " - ", block)
        return
    if _is_stem_item(block, after):
        reading.stem, reading.item_left = block, None
        return
    if reading.stem and _has_left_list(block, reading):
        reading.stem = None
    reading.item_left = block.left
    _open(block, reading)


def _is_nested(block: Block, reading: Reading) -> bool:
    """Whether an item stands inside the finding before it; an item further in can also be set carelessly."""
    if not reading.found or reading.item_left is None or not reading.found[-1].block.bullet:
        return False
    last = reading.found[-1]
    inner = block.bullet[0] in INNER and last.block.bullet[0] not in INNER
    led_in = not last.text.endswith((".", "?")) or block.runs_on or " - " in last.text
    if block.left > reading.item_left + NEAR:
        return inner or led_in or block.bullet != last.block.bullet
    return inner and led_in and not reading.measure.placed


def _is_stem_item(block: Block, after: Block | None) -> bool:
    """Whether an item only leads in the items that follow beside it: "■ Leaders should:" "■ agree …"."""
    if after is None or not after.bullet or not block.text.endswith(":"):
        return False
    if NUMERAL.match(block.bullet) and not NUMERAL.match(after.bullet):
        return True
    return block.bullet == after.bullet and abs(block.left - after.left) <= NEAR


def _has_left_list(block: Block, reading: Reading) -> bool:
    """Whether an item stands outside the list that the stem led in."""
    if reading.item_left is None or not reading.found:
        return False
    return block.left < reading.item_left - NEAR


def _paragraph(block: Block, after: Block | None, reading: Reading, listed: bool) -> None:
    """A block without a bullet: the rest of a finding, a stem, a finding of its own, or words about the list."""
    last = reading.found[-1] if reading.found else None
    if last and block.runs_on and not last.text.endswith((".", "?", "!")):
        _heal_in(last, " ", block)
    elif _is_stem(block, after) and (listed or not (after and after.bullet)):
        reading.stem, reading.item_left = block, None
    elif not listed:
        _open(block, reading)
    elif last and block.apart and not reading.measure.placed:
        _heal_in(last, " ", block)
        reading.doubt("This paragraph after a page break was taken as part of the finding before it.", block)
    elif last and _in_list(block, last, reading):
        _open(block, reading)
        reading.doubt("This paragraph has no bullet; it was taken as a finding of its own.", block)
    else:
        reading.stem = None
        reading.doubt("This paragraph about the list was not taken as a finding.", block)


def _is_stem(block: Block, after: Block | None) -> bool:
    if after is None or len(block.text) > STEM_LENGTH:
        return False
    return block.text.endswith(":") or (bool(after.bullet) and not block.ended and after.runs_on)


def _in_list(block: Block, last: Open, reading: Reading) -> bool:
    """Whether a paragraph stands where the list's own text does."""
    if not reading.measure.placed:
        return True
    return abs(block.left - last.block.hang) <= NEAR or abs(block.left - last.block.left) > NEAR


def _open(block: Block, reading: Reading) -> None:
    stem = reading.stem
    lines = list(block.lines)
    text = stem.text if stem else ""
    reading.found.append(Open(reading.kind, block, block.text, text, reading.subheading, lines))


def _heal_in(finding: Open, between: str, block: Block) -> None:
    joined = heal([finding.text, block.text]) if between == " " else f"{finding.text}{between}{block.text}"
    finding.text = joined
    finding.lines.extend(block.lines)


def _doubts(part: Part, reading: Reading, listed: bool) -> None:
    heading = part.heading
    nothing = any(_says_nothing(block) for block in part.blocks)
    if heading and not reading.found and not nothing:
        reading.doubt(f"Nothing was found under the heading “{heading.text}”.", heading)
    if reading.found and not listed and heading:
        reading.doubt(
            f"The list under “{heading.text}” has no bullets; each paragraph was taken as a finding.", heading
        )
