"""What follows a name in the list of addressees: the role and the organisation."""

import re

from findings.reading.names import is_word_of_role_or_body, starts_role
from findings.reading.places import is_place, leading_place

BODY = (
    r"(?:council|authority|CCGs?|commissioning (?:group|croup)s?|ICB|integrated care (?:board|partnership|system)|trust"
    r"|NHS|police|constabulary|force|probation(?: service)?|NPS|CRC|rehabilitation (?:company|programme)"
    r"|offending (?:team|service)s?|justice (?:team|service)s?|YOTs?|YOS|YJS|LSCB|LSCP|SCP|SCB|board|partnership"
    r"|arrangements|Cafcass|hospitals?|healthcare|MPS|college|school|borough|MASA|MBC)"
)
TAIL = r"(?: (?:service|company|limited|ltd|trust|division|force))?(?: ?\([^()]{1,90}\))?"
HAS_BODY = re.compile(rf"\b{BODY}\b", re.IGNORECASE)
ENDS_IN_BODY = re.compile(rf"\b{BODY}{TAIL}$", re.IGNORECASE)
ENDS_IN_ROLE = re.compile(
    r"\b(?:manager|director|executive|commissioner|officer|chair|scrutineer|lead|head|nurse|constable|mayor|ceo|doctor"
    r"|superintendent|commander|leader|adviser|advisor)$",
    re.IGNORECASE,
)
ROLE_THEN_BODY = re.compile(
    r"(?P<role>Chief (?:Executive|Operating|Nursing|Nurse|Officer|Constable)(?: Officer| Director)?|CEO|Chair"
    r"|(?:Borough )?Commander|(?:Detective )?(?:Chief )?Superintendent|Director of Nursing(?: (?:and|&) Quality)?"
    r"|Accountable Officer|Executive Director|Executive|Managing Director|Designated Nurse) (?P<body>.+)$"
)
SHORT_ROLE = re.compile(
    r"(?:interim |acting |independent |deputy |assistant |regional |executive )*"
    r"(?:chief (?:constable|officer|nurse|executive|nursing officer)|chair(?:man|person)?|head|commissioner|director"
    r"|manager|ceo|designated nurse[a-z ,]{0,40})$",
    re.IGNORECASE,
)
BODY_WORD_FIRST = re.compile(
    r"(?:clinical|local|safeguarding|youth|probation|police|partnership|regional|general|community)\b", re.IGNORECASE
)
WITHIN = re.compile(r"(?P<role>.{3,120}?) (?:for|at)(?: the)? (?P<body>(?=NHS\b|[A-Z])[^,]{2,120})$")
OF_BODY = re.compile(r"(?P<role>.{3,120}?) of(?: the)? (?P<body>[A-Z].{2,160})$")
SPLIT_PLACES = re.compile(r"(?P<role>.{3,60}) of (?P<place>[A-Z][^,]{2,40})$")
PREFIXED = re.compile(
    r"(?P<body>National Probation Service|NPS|CRC|CCG|NHS) "
    r"(?P<role>(?:[A-Z][a-z]+ )?(?:Director|Manager|Head|Executive)\b.*)$"
)
OPENING_BRACKET = re.compile(r"^\(([^()]{2,120})\),?")
BRACKETED = re.compile(r"^(?P<role>[^()]{3,160}?) ?\((?P<body>[^()]{3,160})\)$")
CRIME_COMMISSIONER = re.compile(
    r"police,? (?:fire,? )?(?:and|&) crime commissioner|\bPCC\b|deputy mayor", re.IGNORECASE
)


def split_role(text: str) -> tuple[str, str]:
    """(role, organisation) of what stands after a name; either may be empty."""
    text = OPENING_BRACKET.sub(r"\1,", " ".join(text.split()).strip(" .,;:[]"))
    if "," not in text:
        text = re.sub(r" [-–—] ", ", ", text)
    if CRIME_COMMISSIONER.search(text):
        return text, ""
    if prefixed := PREFIXED.match(text):
        return prefixed["role"], prefixed["body"]
    bracketed = BRACKETED.match(text)
    if bracketed and HAS_BODY.search(bracketed["body"]) and not HAS_BODY.search(bracketed["role"]):
        return bracketed["role"].strip(" ,"), bracketed["body"].strip()
    parts = _parts(text)
    if len(parts) > 1:
        return _of_parts(parts)
    return _of_one(text)


def _parts(text: str) -> list[str]:
    """`text` at its commas, those within brackets excepted."""
    parts, depth, start = [], 0, 0
    for place, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if char == "," and depth <= 0:
            parts.append(text[start:place].strip())
            start = place + 1
    return [part for part in [*parts, text[start:].strip()] if part]


def _of_parts(parts: list[str]) -> tuple[str, str]:
    """The organisation is the tail that begins with the first part naming a body, and its places before that."""
    if _is_body(parts[0]):  # turned round: "National Probation Service, Divisional Director"
        roles = [part for part in parts[1:] if starts_role(part) and not _is_body(part)]
        return ", ".join(roles), ", ".join(part for part in parts if part not in roles)
    first = next((i for i, part in enumerate(parts) if i and _is_body(part)), None)
    if first is None:
        return _of_roles(parts)
    while first > 1 and is_place(parts[first - 1]):
        first -= 1
    before, body = ", ".join(parts[:first]), ", ".join(parts[first:])
    split = SPLIT_PLACES.match(before)
    if split and is_place(split["place"]) and leading_place(body):
        return split["role"], f"{split['place']}, {body}"  # "Head of Hounslow, Richmond & Kingston Probation Service"
    straight = ROLE_THEN_BODY.match(before)
    if straight and not any(map(is_word_of_role_or_body, straight["body"].split())):
        return straight["role"], f"{straight['body']}, {body}"  # "Director of Nursing Durham Dales, Easington … CCG"
    if within := _within(body):  # "Safeguarding Children for NHS Kent CCG": half of it is the role
        return f"{before}, {within['role']}", within["body"]
    return before, body


def _of_roles(parts: list[str]) -> tuple[str, str]:
    """Where no part is a body by itself, one may hold both: "Director of Strategy, Chair of Kent LSCB"."""
    role, organisation = _of_one(parts[-1])
    if organisation:
        return ", ".join([*parts[:-1], role]), organisation
    return ", ".join(parts), _of_one(parts[0])[1]


def _is_body(part: str) -> bool:
    if starts_role(part) and not (BODY_WORD_FIRST.match(part) and ENDS_IN_BODY.search(part)):
        return False
    return bool(HAS_BODY.search(part)) and not ENDS_IN_ROLE.search(part) and not part.startswith("with ")


def _of_one(text: str) -> tuple[str, str]:
    """Role and organisation that no comma parts: "Chair of Hampshire LSCB", "Chief Officer NHS West CCG"."""
    if ENDS_IN_ROLE.search(text) or not HAS_BODY.search(text):
        return text, ""
    if _is_body(text):
        return "", text
    if within := _within(text):
        return text if text.startswith("with ") else within["role"], within["body"]
    of = OF_BODY.match(text)
    if of and (SHORT_ROLE.match(of["role"]) or leading_place(of["body"])):
        return of["role"], of["body"]
    direct = ROLE_THEN_BODY.match(text)
    if direct and ENDS_IN_BODY.search(direct["body"]):
        return direct["role"], direct["body"].strip(" -–")
    named = HAS_BODY.search(text)
    return text, named[0] if named and named[0].isupper() else ""


def _within(text: str) -> re.Match[str] | None:
    """ "Chief Nurse for NHS Kent CCG" as role and body."""
    match = WITHIN.match(text)
    return match if match and ENDS_IN_BODY.search(match["body"]) else None
