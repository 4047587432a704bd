"""The area that a letter is about and the theme of the inspection."""

import re

from findings.reading.places import leading_place
from findings.reading.prose import Prose

TITLE = re.compile(r"joint targeted area inspections?(?: \(JTAI\))?(?:[:,]| of| in| into| [-–—]) ", re.IGNORECASE)
TITLE_END = re.compile(
    r" (?=(?:Between|From|This|During|On|In (?:the week|w/c|[JFMASOND][a-z]+ 20)|The (?:Secretaries|inspection|joint)"
    r"|Ofsted|Headline|Following|Inspectors|Dear|We|Her|His|As|Summary)\b)"
)
THEME = re.compile(r"multi-? ?agency (?:response|arrangements)\b", re.IGNORECASE)
COUNCIL = re.compile(
    r"(?:,? (?:city|county|borough|metropolitan|district|unitary|london|royal|local|council|authority|area|partnership"
    r"|MBC)\b){1,5}$",
    re.IGNORECASE,
)
OF_COUNCIL = re.compile(
    r"\A(?:the )?(?:(?:london|royal|metropolitan|city|county) (?:borough |district )?(?:and )?){1,3}of ", re.I
)
IN_AREA = re.compile(r" (?:in|across|within|for) (?=(?:the )?(?:(?:city|county|borough|district) of )?[A-Z])")
AGENCIES_IN = re.compile(r"individual agencies (?:in|across|within) (?P<area>[^.:;]{2,70})", re.IGNORECASE)
GREETED = re.compile(r"dear (?:the )?(?P<area>[A-Z][^.:;]{1,70}?) (?:local |multi-agency )?safeguarding", re.IGNORECASE)
NAME = re.compile(r"[A-Z][\w'’-]*(?:,? (?:of|and|with|upon|on|by|the|&|[A-Z][\w'’-]*)){0,6}")
LONGEST_TITLE, LONGEST_AREA = 320, 60


def bare(printed: str) -> str:
    """An area without its council's style: "Peterborough City Council" is Peterborough."""
    name = OF_COUNCIL.sub("", printed.strip(" .,;:’'"), count=1)
    name = COUNCIL.sub("", name).strip(" .,;:¹²³")
    return name.removeprefix("the ").removeprefix("The ")


def _only_name(text: str) -> str:
    """The area, where words that are no part of its name may follow it."""
    if NAME.fullmatch(text):
        return text
    known = leading_place(text)
    if known:
        return " ".join(text.split()[: len(known.split())]).strip(" ,")
    return text if len(text) < LONGEST_AREA else ""


def title(prose: Prose) -> str:
    """The letter's title, "Joint targeted area inspection of …", without those first words."""
    match = TITLE.search(prose.text)
    if not match:
        return ""
    text = prose.text[match.end() : match.end() + LONGEST_TITLE]
    return TITLE_END.split(text, maxsplit=1)[0].strip()


def _after_last_in(text: str) -> str:
    parts = IN_AREA.split(text)
    return parts[-1] if len(parts) > 1 else ""


def read_area(prose: Prose) -> tuple[str, str]:
    """The area and, where the title does not name it, where it was taken from. `prose` opens with the salutation."""
    heading = title(prose)
    named = bare(_after_last_in(heading) or heading)
    if named[:1].isupper() and (area := _only_name(named)):
        return area, ""
    for pattern, why in ((AGENCIES_IN, "the letter's opening"), (GREETED, "the salutation")):
        if (match := pattern.search(prose.text[:8_000])) and match["area"][:1].isupper():
            return _only_name(bare(match["area"])), f"the title names no area; taken from {why}"
    return "", ""


def read_theme(prose: Prose) -> str:
    """What the inspection looked at, such as "multi-agency response to abuse and neglect"."""
    match = THEME.search(prose.text[:8_000])
    if not match:
        return ""
    sentence = re.split(r"\.(?: |$)|[¹²³]", prose.text[match.start() : match.start() + 400], maxsplit=1)[0]
    sentence = TITLE_END.split(sentence, maxsplit=1)[0]
    return IN_AREA.split(sentence, maxsplit=1)[0].strip(" .,;")
