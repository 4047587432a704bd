"""The letters in seeds/ as blocks that a PDF or Word file can be made of."""

import re
from dataclasses import dataclass
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
    found: list[Block] = []
    for line in map(str.strip, text.splitlines()):
        if not line or line in FURNITURE or FOOTNOTE.match(line):
            continue
        block = _block(line)
        if found and found[-1].kind != "heading" and block.kind == "text" and block.text[0].islower():
            found[-1] = Block(found[-1].kind, f"{found[-1].text} {block.text}")
        else:
            found.append(block)
    return found


def _block(line: str) -> Block:
    words = MARK.sub("", line.replace("**", "")).lstrip("# ").strip()
    if line.startswith("- "):
        return Block("bullet", words[2:])
    short_title = words.lower().startswith(TITLES) and len(words) < 200 and not words.endswith(".")
    return Block("heading" if short_title else "text", words)
