"""Which abbreviations a text has, and what they stand for: as the text itself says it, else as the field knows it."""

import re
from collections.abc import Iterable, Iterator, Mapping

ABBREVIATION = re.compile(r"\b(?:[A-Z][a-z]?){2,8}(?:&[A-Z])?s?\b|\b[A-Z]{2,8}\d?\b")
IN_BRACKETS = re.compile(r"\s\(([A-Z][A-Za-z]{1,8})\)")
NO_PART_OF_WORDS = re.compile(r"[^\w’' ,-]")
WORDS_BEFORE, CHARACTERS_BEFORE = 10, 300  # of a bracket: how far back what it shortens is looked for
NOT_ONES = frozenset({"OFFICIAL", "SENSITIVE", "DRAFT", "UK", "PDF"})
LINE = re.compile(r"^\s*([A-Z][\w&-]{1,11})\s*[:–-]\s*(\S.*)$", re.MULTILINE)

KNOWN = {
    "AMHP": "approved mental health professional",
    "ASB": "antisocial behaviour",
    "BAME": "Black, Asian and minority ethnic",
    "CAFCASS": "Children and Family Court Advisory and Support Service",
    "CAIT": "child abuse investigation team",
    "CAMHS": "child and adolescent mental health services",
    "CCE": "child criminal exploitation",
    "CCG": "clinical commissioning group",
    "CE": "child exploitation",
    "CIN": "child in need",
    "CMHT": "community mental health team",
    "CPIS": "child protection information sharing project",
    "CQC": "Care Quality Commission",
    "CRC": "community rehabilitation company",
    "CSA": "child sexual abuse",
    "CSE": "child sexual exploitation",
    "CSP": "community safety partnership",
    "CYP": "children and young people",
    "DASH": "domestic abuse, stalking and harassment risk checklist",
    "DCS": "director of children’s services",
    "DFE": "Department for Education",
    "DHR": "domestic homicide review",
    "DVPN": "domestic violence protection notice",
    "ED": "emergency department",
    "EHA": "early help assessment",
    "EHCP": "education, health and care plan",
    "ESA": "emergency safeguarding arrangement",
    "FGM": "female genital mutilation",
    "GP": "general practitioner",
    "HMIC": "Her Majesty’s Inspectorate of Constabulary",
    "HMICFRS": "His Majesty’s Inspectorate of Constabulary and Fire & Rescue Services",
    "HMIP": "His Majesty’s Inspectorate of Probation",
    "HMI": "His Majesty’s Inspector",
    "ICB": "integrated care board",
    "ICPC": "initial child protection conference",
    "IDVA": "independent domestic violence adviser",
    "IRO": "independent reviewing officer",
    "ISVA": "independent sexual violence adviser",
    "JSNA": "joint strategic needs assessment",
    "JTAI": "joint targeted area inspection",
    "LA": "local authority",
    "LADO": "local authority designated officer",
    "LCSPR": "local child safeguarding practice review",
    "LSCB": "local safeguarding children board",
    "LSCP": "local safeguarding children partnership",
    "MACE": "multi-agency child exploitation meeting",
    "MAPPA": "multi-agency public protection arrangements",
    "MARAC": "multi-agency risk assessment conference",
    "MASA": "multi-agency safeguarding arrangements",
    "MASH": "multi-agency safeguarding hub",
    "MAST": "multi-agency safeguarding team",
    "NHS": "National Health Service",
    "NPS": "National Probation Service",
    "NRM": "national referral mechanism",
    "OPCC": "office of the police and crime commissioner",
    "PCC": "police and crime commissioner",
    "PEEL": "police effectiveness, efficiency and legitimacy",
    "PHE": "Public Health England",
    "PPN": "public protection notification",
    "PVP": "protecting vulnerable people",
    "QA": "quality assurance",
    "RASSO": "rape and serious sexual offences",
    "SARC": "sexual assault referral centre",
    "SCP": "safeguarding children partnership",
    "SEND": "special educational needs and disabilities",
    "SMART": "specific, measurable, achievable, realistic and timed",
    "SPOC": "single point of contact",
    "VAWG": "violence against women and girls",
    "YJS": "youth justice service",
    "YOS": "youth offending service",
    "YOT": "youth offending team",
}


def defined_in(text: str) -> dict[str, str]:
    """What somebody wrote down, a line each: "MASH: multi-agency safeguarding hub"."""
    return {short: words.strip() for short, words in LINE.findall(text)}


def abbreviations(texts: Iterable[str], own: Mapping[str, str]) -> tuple[list[tuple[str, str]], list[str]]:
    """Those that occur, in the alphabet's order, with what they stand for; and those that nobody explains."""
    whole = "\n".join(texts)
    told = {short: words for before, short in _in_brackets(whole) if (words := _initials(before, short))}
    found = {_one(match) for match in ABBREVIATION.findall(whole)} - NOT_ONES
    found = {short for short in found if sum(letter.isupper() for letter in short) > 1}
    known = {**KNOWN, **told, **own}
    explained = sorted((short, known[short]) for short in found if short in known)
    return explained, sorted(found - known.keys())


def _one(match: str) -> str:
    """ "CCGs" are several of a CCG."""
    return match[:-1] if match.endswith("s") and match[:-1].isupper() else match


def _in_brackets(text: str) -> Iterator[tuple[str, str]]:
    """Each that stands in brackets, after the words before it."""
    for match in IN_BRACKETS.finditer(text):
        before = text[max(0, match.start() - CHARACTERS_BEFORE) : match.start()]
        yield NO_PART_OF_WORDS.split(before)[-1], match[1]


def _initials(before: str, short: str) -> str:
    """The last words of `before` that begin with the letters of `short`; "" where they do not."""
    words = re.split(r"[ ,]+", before)[-WORDS_BEFORE:]
    letters = [letter.lower() for letter in short if letter.isalpha()]
    for start in range(len(words) - 1, -1, -1):
        initials = "".join(part[0].lower() for word in words[start:] for part in word.split("-") if part)
        if _within(letters, initials) and words[start][:1].lower() == letters[0]:
            return " ".join(words[start:])
    return ""


def _within(letters: list[str], initials: str) -> bool:
    rest = iter(initials)
    return all(letter in rest for letter in letters)
