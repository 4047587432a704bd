"""Telling a person's name from roles, organisations and places, by the words that letters use for those."""

import re

from findings.reading.places import is_place, leading_place
from findings.reading.role_words import NOT_NAMES, PLACE_OPENERS, ROLE_WORDS, SURNAMES_TOO

TITLES = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Baroness|Cllr|Councillor|Rev|Revd|Canon)\.?"
RANK = (
    r"(?:(?:Acting|Temporary|Interim|Temp|T|A)[ /]\s?)?(?:Deputy |Assistant |A/|T/)?"
    r"(?:(?:Detective|Det|D)\.?[ /]?)?"
    r"(?:Chief Constable|Chief Superintendent|Chief Supt|Ch\.? Supt|Superintendent|Supt|Chief Inspector|Inspector"
    r"|Commander|(?<!Crime )Commissioner|DCI|DCS|DSU|ACC|DCC)\.?"
)
HONOURS = r"(?:QPM|KPM|CBE|OBE|MBE|KBE|DBE|CB|CVO|BEM|DL|JP|KC|QC|PhD|RN|RGN|MSc|BSc|MA|BA|FRSA|CQSW|DSW)"

WORD = r"(?:(?:[dl]['’])?[A-ZÀ-ÞŁŚŠŻŽ][A-Za-zÀ-ž'’.]*(?:-[A-ZÀ-ÞŁŚŠŻŽ]?[A-Za-zÀ-ž'’]+){0,2})"
PARTICLE = r"(?:de|van|der|den|von|la|le|di|da|dos|al|el|bin|ap|ab)"
NAME = re.compile(rf"(?P<title>(?:{TITLES} ){{0,2}})(?P<words>{WORD}(?:(?: {PARTICLE}){{0,2}} {WORD}){{0,4}})")
RANKED = re.compile(rf"(?P<rank>{RANK}) (?={WORD} )", re.ASCII)
RANK_AT_END = re.compile(rf"(?:^|(?<= ))(?:{TITLES} )?{RANK}$")
NAME_ENDS = re.compile(r"[,;:(\[]| [-–—]|[-–—] ")
HONOUR = re.compile(rf"{HONOURS}$")

JOINED = re.compile(r" (?:and|&) ")


def key(word: str) -> str:
    """The word as the lists of words have it."""
    return word.strip(".,;:()").casefold().replace("’", "'")


def is_word_of_role_or_body(word: str) -> bool:
    """Whether the word, an abbreviation such as "BLMK" included, belongs to a role or an organisation."""
    plain = key(word)
    abbreviation = word.isupper() and 2 < len(word.strip(".,")) < 5
    return plain in NOT_NAMES or plain.removesuffix("'s") in NOT_NAMES or abbreviation


def starts_role(text: str) -> bool:
    """Whether `text` opens like a role: "Director of …", "Interim Head …", "YOS Manager"."""
    first = key(text.split(" ", 1)[0]) if text else ""
    return first in ROLE_WORDS or first.removesuffix("'s") in ROLE_WORDS


def is_name(text: str) -> bool:
    """Whether all of `text` can be a person's name: "Dr Kim Thornden-Edwards OBE", and not "Milton Keynes"."""
    match = NAME.fullmatch(text.strip(" .,;"))
    return match is not None and _fits(match)


def are_names(text: str) -> bool:
    """Whether all of `text` is one name, or two joined by "and", and no "Cheshire West and Chester Council"."""
    if " and " in leading_place(text):
        return False
    return all(is_name(one) for one in JOINED.split(text, maxsplit=1))


def _fits(match: re.Match[str]) -> bool:
    words = _without_honours(match["words"].split())
    if len(words) == 2 and key(words[1]) in SURNAMES_TOO:
        return not (is_word_of_role_or_body(words[0]) or is_place(words[0]))
    if len(words) < (1 if match["title"] else 2) or len(words) > 5:
        return False
    shouted = all(word.isupper() for word in words)
    if any(key(word) in NOT_NAMES if shouted else is_word_of_role_or_body(word) for word in words):
        return False
    if key(words[0]) in PLACE_OPENERS:
        return False
    return bool(match["title"]) or not (is_place(" ".join(words)) or all(is_place(word) for word in words))


def _without_honours(words: list[str]) -> list[str]:
    return [word for word in words if not HONOUR.match(word)]


def leading_name(text: str) -> tuple[str, str, str]:
    """(rank, name, rest) of a text that opens with a person; three empty strings where it opens with none.

    The name ends at a comma, a bracket, a dash or the first word of a role: "John Robins QPM Chief Constable, …".
    """
    text = text.lstrip()
    ranked = RANKED.match(text)
    rank = ranked["rank"] if ranked else ""
    after = text[ranked.end() :].lstrip() if ranked else text
    head = NAME_ENDS.split(after, maxsplit=1)[0]
    name = head.strip() if are_names(head) else _before_role(head.split())
    if not are_names(name):
        return "", "", ""
    return rank, name, after[len(name) :].strip(" ,;:-–—")


def _before_role(words: list[str]) -> str:
    """The words before the first word of a role; a body's own words, as in "Purple Futures CRC", are no name."""
    for place, word in enumerate(words):
        if is_word_of_role_or_body(word) and not HONOUR.match(word):
            no_role = not any(key(one) in ROLE_WORDS for one in words[place:])
            return "" if no_role or any(map(is_place, words[:place])) else " ".join(words[:place])
    return ""


def trailing_name(text: str) -> int:
    """Where a person's name begins that ends `text` after other words, as in "… Service Derek Benson"; -1 if none."""
    words = text.split()  # of single-spaced text
    first = len(words)
    while first > 0 and len(words) - first < 4 and re.fullmatch(WORD, words[first - 1]):
        if is_word_of_role_or_body(words[first - 1]) and not HONOUR.match(words[first - 1]):
            break
        first -= 1
    while first < len(words) and (place := leading_place(" ".join(words[first:]))):
        first += len(place.split())
    name = " ".join(words[first:])
    if first == len(words) or not is_name(name):
        return -1
    before = " ".join(words[:first])
    rank = RANK_AT_END.search(before)
    begins = rank.start() if rank else len(before) + 1
    return begins if begins > 0 and before else -1
