"""The letters in seeds/ as blocks that a PDF or Word file can be made of."""

import re
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
FURNITURE = {"Care Quality", "Commission", "Care Quality Commission", "---"}
FOOTNOTE = re.compile(r"(?:[¹²³⁴]|<sup>)")
MARK = re.compile(r"<sup>.*?</sup>|[¹²³⁴]")
TITLES = ("joint targeted area inspection", "key strengths", "areas for", "area for", "case study", "next steps")


@dataclass(frozen=True)
class Block:
    """`kind` is "heading", "bullet" or "text"."""

    kind: str
    text: str


def seed(start: str) -> str:
    """The text of the seed whose name starts so, such as "002" (Dorset)."""
    (path,) = SEEDS.glob(f"{start}*.txt")
    return path.read_text()


def blocks(text: str) -> list[Block]:
    """Headings, bullets and paragraphs, each whole again where a page's end had parted it."""
    lines = [line for line in map(str.strip, text.splitlines()) if line and not _is_furniture(line)]
    found: list[Block] = []
    for block, after in zip_longest(map(_block, lines), map(_block, lines[1:])):
        if found and _goes_on(found[-1], block, after):
            found[-1] = Block(found[-1].kind, f"{found[-1].text} {block.text}")
        else:
            found.append(block)
    return found


def _is_furniture(line: str) -> bool:
    return line in FURNITURE or bool(FOOTNOTE.match(line))


def _goes_on(before: Block, block: Block, after: Block | None) -> bool:
    """A paragraph in mid-sentence, or between two bullets, belongs to what stands before it."""
    between = before.kind == "bullet" and after is not None and after.kind == "bullet"
    return block.kind == "text" and before.kind != "heading" and (between or block.text[0].islower())


def _block(line: str) -> Block:
    words = MARK.sub("", line.replace("**", "")).lstrip("# ").strip()
    if line.startswith("- "):
        return Block("bullet", words[2:])
    short_title = words.lower().startswith(TITLES) and len(words) < 200 and not words.endswith(".")
    return Block("heading" if short_title else "text", words)
