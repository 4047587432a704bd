"""Numbers of findings as plans write them: "P1", "A5.2", "Priority action 3", "AFI 4", "3". Pure."""

import re

PRIORITY, IMPROVEMENT = "P", "A"
OWN = re.compile(r"\A([PA])[ \t]?([0-9]{1,3})(?:[.][0-9]{1,3})?(?![\w])", re.IGNORECASE)
WORDS = re.compile(
    r"\A(?:areas? (?:for|of) )?(?P<kind>priority actions?|improvements?|PA|AP|APA|AFPA|AFI|AI)"
    r"[ \t]{0,2}(?:no\.?|number|#|[-:])?[ \t]{0,2}(?P<number>[0-9]{1,3})(?![\w])",
    re.IGNORECASE,
)
BARE = re.compile(
    r"\A(?:recommendations?|recs?\.?|findings?|numbers?|no\.?|nr\.?|item|ref\.?|[#R])?[ \t]{0,2}([0-9]{1,3})"
    r"(?:[.][0-9]{1,3})?[ \t.:)]*(?![\w])",
    re.IGNORECASE,
)
ENDED = re.compile(r"\A[^\d]{0,20}[0-9]{1,3}(?:[.][0-9]{1,3})?[ \t]{0,2}(?:[.:)–-]|\Z)")  # not "16 and 17 year olds"
PRIORITIES = frozenset({"pa", "ap", "apa", "afpa"})


def number_in(text: str, among_words: bool = False) -> tuple[str, int] | None:
    """The kind ("P", "A", or "" where it is not said) and the number that the text begins with.

    `among_words`: in a cell of words, a number alone has to be set off from them, as in "3. The partnership must …".
    """
    text = " ".join(text.split())
    if found := OWN.match(text):
        return found[1].upper(), int(found[2])
    if found := WORDS.match(text):
        kind = found["kind"].lower()
        priority = kind.startswith("priority") or kind in PRIORITIES
        return PRIORITY if priority else IMPROVEMENT, int(found["number"])
    if (found := BARE.match(text)) and (not among_words or ENDED.match(text)):
        return "", int(found[1])
    return None


def words_after(text: str) -> str:
    """What stands behind such a number, as in "Priority action 3: the partnership must …"."""
    for pattern in (OWN, WORDS, BARE):
        if (found := pattern.match(" ".join(text.split()))) and number_in(text, among_words=True):
            return " ".join(text.split())[found.end() :].strip(" .:–-)")
    return text
