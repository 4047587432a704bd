"""What a block is in a section of findings: an item, part of one, a lead-in, a sub-heading, words about the list."""

import re
from collections.abc import Sequence

from findings.reading.blocks import Block
from findings.reading.breaks import NEAR
from findings.reading.bullets import NUMERAL, alike
from findings.reading.measure import Measure
from findings.reading.sections import looks_like_heading

PLAIN_HEADING_WORDS = 10
NONE_LENGTH = 250  # characters of the sentence that says there is nothing to list
COLUMN = 1.0  # of text: what is indented further stands further in
STEM_LENGTH = 900  # characters of a lead-in, which can be a paragraph
INNER = "-–—−─o◦"  # bullets of lists within lists, where the outer one has another
SENTENCE_ENDS = (".", "?", "!")

NOTHING = re.compile(
    r"\A(?:(?:none|not applicable|n/a)(?: (?:were |was )?identified)?\.?\Z"
    r"|(?:there (?:is|are|was|were)(?: currently)? no|(?:\w{1,20} ){1,3}(?:found|identified) no"
    r"|(?:\w{1,20} ){1,3}did not (?:find|identify) any|no)"
    r" (?:\w{1,20} ){0,2}(?:priority (?:actions?|areas?)\b"
    r"|(?:areas?|actions?|matters?|issues?)\b.{0,20}\b(?:priority|action|improvement|identified|found)\b))",
    re.IGNORECASE,
)
INTRODUCES = re.compile(
    r"\bfollowing (?:\w{1,20} ){0,2}areas\b"
    r"|\bareas? (?:for|of) (?:\w{1,20} ){1,2}(?:are|were) (?:identified|found|as follows|set out)",
    re.IGNORECASE,
)


def says_nothing(block: Block) -> bool:
    """Whether the block says that there is nothing to list: "There are no areas for priority action"."""
    return len(block.text) < NONE_LENGTH and bool(NOTHING.match(block.text))


def is_subheading(block: Block, after: Block | None, settled: bool, listed: bool, measure: Measure) -> bool:
    """Whether a block heads those below it; `settled`: what stands before it ended with its sentence."""
    if block.bullet or after is None:
        return False
    if looks_like_heading(block, measure):
        return True
    plain = len(block.text.split()) <= PLAIN_HEADING_WORDS and not (block.ended or block.runs_on)
    opens = bool(after.bullet) or (after.ended and not listed)
    return plain and settled and opens and not after.runs_on and not block.text.endswith(",")


def is_nested(block: Block, item: Block, text: str, left: float, measure: Measure) -> bool:
    """Whether a list item stands inside the item before it, whose text so far is `text` and whose list is at `left`.

    Further in alone does not tell: items are also set carelessly.
    """
    inner = block.bullet[0] in INNER and item.bullet[0] not in INNER
    led_in = not text.endswith((".", "?")) or block.runs_on or " - " in text
    if not measure.placed and block.left > left + COLUMN:
        return inner or text.endswith(":") or " - " in text
    if block.left > left + NEAR:
        return inner or led_in or not alike(block.bullet, item.bullet)
    return inner and led_in and not measure.placed


def is_stem_item(block: Block, after: Block | None, measure: Measure) -> bool:
    """Whether an item only leads in the items that follow beside it: "■ Leaders should:" "■ agree …"."""
    if after is None or not after.bullet or not block.text.endswith(":"):
        return False
    if NUMERAL.match(block.bullet) and not NUMERAL.match(after.bullet):
        return True
    return alike(block.bullet, after.bullet) and abs(block.left - after.left) <= (NEAR if measure.placed else COLUMN)


def is_stem(block: Block, after: Block | None) -> bool:
    """Whether a paragraph leads in what follows."""
    if after is None or len(block.text) > STEM_LENGTH:
        return False
    return block.text.endswith(":") or (bool(after.bullet) and not block.ended and after.runs_on)


def introduces(block: Block, after: Block | None) -> bool:
    """Whether a paragraph only says that what follows it was found."""
    return after is not None and len(block.text) < NONE_LENGTH and bool(INTRODUCES.search(block.text))


def stands_in_list(block: Block, items: Sequence[Block]) -> bool:
    """Whether a paragraph stands on the page where the text of the items stands, and not where their bullets do."""
    return any(abs(block.left - item.hang) <= NEAR < abs(block.left - item.left) for item in items)
