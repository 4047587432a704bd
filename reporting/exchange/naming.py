"""Names of files that any computer takes, whatever somebody called the thing."""

import re
import unicodedata
from collections.abc import Iterable

NOT_IN_A_NAME = re.compile(r"[^\w ,’'&()+.-]")
RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
LONGEST = 80  # characters; with its folders a path has to stay below 260 on some computers
ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}$")


def safe_name(name: str, longest: int = LONGEST) -> str:
    """`name` without what a path or a computer would take for something else; never empty, never hidden."""
    plain = NOT_IN_A_NAME.sub(" ", unicodedata.normalize("NFC", name))
    plain = " ".join(plain.split()).strip(". ")[:longest].strip(". ")
    return f"file {plain}".strip() if not plain or RESERVED.match(plain) else plain


def safe_ending(name: str) -> str:
    """The ending of a file's name, such as ".pdf"; "" where it has none to go by."""
    found = ENDING.search(name)
    return found[0].lower() if found else ""


def each_once(name: str, ending: str, taken: Iterable[str]) -> str:
    """`name` with its ending, told apart from those that are taken, whatever their case."""
    lower = {one.casefold() for one in taken}
    tried, number = f"{name}{ending}", 1
    while tried.casefold() in lower:
        number += 1
        tried = f"{name} ({number}){ending}"
    return tried
