"""Lines joined again into the sentence they were cut from: verbatim, but for line ends, note marks and odd spaces."""

import re
from collections.abc import Iterable

SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # the words after them round
UNSEEN = str.maketrans("", "", "\u200b\u200c\u200d\u2060\ufeff\ufffe\ufffc\x00" + TURNS)
LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "ft", "\ufb06": "st"}
)
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
MARK = re.compile(rf" ?[{RAISED}]{{1,3}}(?:, ?[{RAISED}]{{1,3}}){{0,3}}(?: (?=[.,;:]))?")
SUSPENDED = re.compile(r"(?:and|or|to|nor|but|rather|as)\b")  # "pre- and post-birth": the hyphen keeps its space
TIGHT = re.compile(r"[^\W_][-\u2010\u2011/]\Z|[0-9][–—]\Z")  # what a word can be cut after

ENDS = ".?!:;"
CLOSING = "’”'\")]"
TAIL = 40  # characters from the end that show how a text ends


def heal(lines: Iterable[str]) -> str:
    """One text from the lines of a paragraph."""
    healed = ""
    for line in lines:
        healed = _join(healed, tidy(line))
    return without_marks(healed)


def tidy(line: str) -> str:
    """A line with plain single spaces and without what cannot be seen; a soft hyphen stays only at its end."""
    line = SPACES.sub(" ", line.translate(UNSEEN).translate(LIGATURES)).strip()
    soft = line.endswith("\u00ad")
    return line.replace("\u00ad", "") + ("\u00ad" if soft else "")


def without_marks(text: str) -> str:
    """The text without the raised numbers that point to footnotes."""
    return MARK.sub("", text.removesuffix("\u00ad")).strip()


def ends(text: str) -> bool:
    """Whether the text closes a sentence, a raised note mark and a closing quotation mark apart."""
    return without_marks(text[-TAIL:]).rstrip(CLOSING).endswith(tuple(ENDS))


def _join(before: str, line: str) -> str:
    if before.endswith("\u00ad"):
        return before[:-1] + line
    cut = TIGHT.search(before[-2:]) and line[:1].isalnum()
    suspended = not before.endswith("/") and SUSPENDED.match(line)
    return before + ("" if (cut and not suspended) or not before or not line else " ") + line
