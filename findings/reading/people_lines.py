"""The lines between a letter's date and its salutation, put together to one entry a person."""

import re
from collections.abc import Iterator, Sequence

from findings.reading.bullets import SURE
from findings.reading.dates import find_dates
from findings.reading.names import are_names, is_word_of_role_or_body, leading_name, starts_role, trailing_name
from findings.reading.prose import FURNITURE, plain
from findings.reading.salutation import head_end
from findings.reading.source import Line

BLOCK = 80  # lines before the salutation that are looked at
LONGEST_ENTRY = 6_000
CHARACTERS = 85  # in a full line of such a letter
CONTACT = re.compile(
    r"https?:|www\.|@|\b(?:telephone|textphone|fax)\b|\bT:? ?\d|\b0\d{3,4} \d{3}|\b[A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2}\b"
    r"|^(?:ofsted|sent (?:by|via)|by e-?mail|to:?$|private and confidential)",
    re.I,
)
LEAD_IN = re.compile(r"^(?:(?i:cc|c\.c\.|copied to|copy to|to|sent to|addressed to):? |[-–—*] ?|o (?=[A-Z]))(?=[A-Z])")
GOES_ON = re.compile(r"[a-z(&0-9)\]]")
CONNECTOR = re.compile(r"(?:\b(?:of|for|and|the|to|with|in|at|on)|[&/–—-]|\()$", re.I)
VACANT = re.compile(r"(?:post )?vacan(?:t|cy)\b|to be (?:confirmed|appointed)\b|tbc\b", re.I)
APART = re.compile(r"[\[\]\t;|]|\s{3,}")


def entries(lines: Sequence[Line]) -> list[str]:
    """What the letter prints for each person, in one line each."""
    found: list[str] = []
    before = ""
    for text, full in _pieces(_block(lines), _width(lines)):
        if not found or _opens(text, before, full):
            found.append(text)
        else:
            listed = not full and "," not in before and not GOES_ON.match(text) and not CONNECTOR.search(before)
            found[-1] = f"{found[-1]}{', ' if listed else ' '}{text}"[:LONGEST_ENTRY]
        before = text
    return [one for text in found for one in _run_together(text)]


def _block(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines after the date and any address of the sender, up to the salutation."""
    end = head_end(lines)
    block = lines[max(end - BLOCK, 0) : end]
    heads = [i for i, line in enumerate(block) if _is_date(line) or CONTACT.search(line.text[:200])]
    for head in reversed(heads):
        if any(plain(line.text) for line in block[head + 1 :]):
            return block[head + 1 :]
    return block


def _pieces(block: Sequence[Line], room: float) -> Iterator[tuple[str, bool]]:
    """Each piece of text, and whether the line before it was too full to take its first word."""
    before: Line | None = None
    for line in block:
        text = _unled(plain(line.text))
        if not text or FURNITURE.fullmatch(text) or _is_date(line) or CONTACT.search(line.text[:200]):
            before = before if text else None
            continue
        pieces = [piece.strip() for piece in APART.split(text) if piece.strip(" .,")]
        for number, piece in enumerate(pieces):
            full = number == 0 and before is not None and _filled(before, piece, room)
            yield piece.rstrip(" ."), full
        before = line


def _unled(text: str) -> str:
    """A line without the bullet or "cc" before it."""
    mark = SURE.match(text)
    return LEAD_IN.sub("", text[mark.end() :] if mark else text, count=1)


def _is_date(line: Line) -> bool:
    text = plain(line.text[:80])
    found = next(find_dates(text), None)
    return found is not None and found.end - found.start >= len(text) - 8


def _width(lines: Sequence[Line]) -> float:
    """How wide a line of the first page can be: in points where the format has them, else in characters."""
    return max((line.right for line in lines[: 2 * BLOCK]), default=0.0) or CHARACTERS


def _filled(before: Line, text: str, room: float) -> bool:
    word = len(text.split(" ", 1)[0]) + 1
    if before.right:
        per_character = (before.right - before.left) / max(len(before.text), 1)
        return before.right + word * per_character > room * 0.97
    return len(before.text) + word > room * 0.85


def _opens(text: str, before: str, full: bool) -> bool:
    """Whether a new person begins here, rather than the entry before going on."""
    if VACANT.match(text):
        return True
    if GOES_ON.match(text) or CONNECTOR.search(before):
        return False
    name = leading_name(text)[1]
    if name:
        followed = text[text.find(name) + len(name) :].lstrip()[:1]
        return not full or followed in {"", ",", ";", ":", "(", "–", "-"}
    return _turned(text, full)


def _turned(text: str, full: bool) -> bool:
    """ "Role, Name, …" or, where the line before had room for its first word, "Role Name, …"."""
    parts = [part.strip() for part in text.split(",")]
    if not starts_role(parts[0]):
        return False
    return (len(parts) > 1 and are_names(parts[1])) or (not full and trailing_name(parts[0]) > 0)


def _run_together(text: str) -> Iterator[str]:
    """An entry in which OCR joined several people: "… Probation Service Derek Benson, Chair of …"."""
    start = 0
    for comma in re.finditer(",", text):
        following = text[comma.end() : comma.end() + 80].split(",", 1)[0].split()
        if comma.start() - start < 12 or not any(map(is_word_of_role_or_body, following)):
            continue
        chunk_start = max(text.rfind(",", start, comma.start()) + 1, start)
        chunk = text[chunk_start : comma.start()]
        begins = trailing_name(chunk)
        if begins > 0 and not are_names(chunk) and leading_name(text[start : chunk_start + begins])[1]:
            yield text[start : chunk_start + begins].strip(" ,")
            start = chunk_start + begins
    yield text[start:].strip(" ,")
