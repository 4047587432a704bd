"""The headings that part a letter into sections, in the wordings that letters from 2016 on use."""

import re
from enum import StrEnum

from findings.reading.healing import tidy

LONGEST = 150  # characters of a heading
PLAIN_WORDS, PLAIN_QUESTION_WORDS, PLAIN_STUDY_WORDS = 6, 12, 12  # at most in a heading that only its words tell


class Section(StrEnum):
    OPENING = "opening"  # all that stands before the first heading
    PRIORITY_ACTION = "priority action"
    IMPROVEMENT = "improvement"
    STRENGTHS = "strengths"
    STUDY = "study"  # a case or practice study
    NEXT_STEPS = "next steps"
    CLOSING = "closing"
    OTHER = "other"


QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})?[.)]?|[a-z][.)])[ ]")
CONTINUED = re.compile(r"[ ]?(?:\(?\bcont(?:inued|'d|d)?\.?\)?)\Z")
LEAD = r"(?:(?:the|our|key|main|identified|overall|agreed) ){0,3}"
NEED = r"(?:for|of|requiring|needing|in need of|that (?:need|require)s?|which (?:need|require)s?|where) (?:the )?"
MORE = r"(?:(?:immediate|urgent|further|practice|continued|significant|multi-agency|partnership) ){0,2}"
TAIL = r"(?:(?: -|:| \(| in| across| for| by| from| identified| within| relating to| arising)(?: .{1,80})?)?"
TITLED_STUDY = re.compile(r"(?:stud(?:y|ies)|examples?)(?: \d{1,2})?(?: ?[:-]|\Z)")
STUDY = re.compile(r"\A(?:good |effective |best )?(?:case|practice) (?:stud(?:y|ies)|examples?)\b.*")
PRIORITY_ACTION = re.compile(
    rf"\A(?:{LEAD}(?:areas?|actions?|issues?|matters?) {NEED}{MORE}"
    r"(?:priority (?:actions?|attention|improvements?)|(?:immediate|urgent) (?:priority )?(?:actions?|attention))"
    rf"{TAIL}"
    rf"|{LEAD}{MORE}priority (?:actions?|areas?)(?: areas?| required| for action| for improvement)?{TAIL})"
)
IMPROVEMENT = re.compile(
    rf"\A(?:{LEAD}(?:areas?|aspects?|practice) {NEED}{MORE}"
    rf"(?:improve(?:ments?|d)?|development|be improved|to (?:be )?improved?|to (?:be )?develop(?:ed)?){TAIL}"
    r"|areas? where improvements? (?:is|are) (?:needed|required)"
    rf"|{LEAD}areas? to (?:improve|develop){TAIL}|{LEAD}improvement areas?"
    r"|what (?:(?:the )?[a-z]{1,20} )?(?:needs?|has|have|must|should)(?: to)?"
    r" (?:be improved|do to improve|improve(?:ment)?|change|(?:be|get) better)"
    r"(?: (?:in|across|for|within) .{1,80})?"
    rf"|{LEAD}{MORE}improvements? (?:needed|required|to be made|areas?))"
)
STRENGTHS = re.compile(
    rf"\A(?:(?:[a-z'&-]{{1,20}} ){{0,5}}strengths{TAIL}|{LEAD}areas? of (?:strength|good practice){TAIL}"
    r"|strength|what(?: is|'s) (?:working|going) well.{0,60})"
)
NEXT_STEPS = re.compile(r"\Anext steps?")
CLOSING = re.compile(r"\A(?:yours (?:sincerely|faithfully),?|with (?:best|kind) (?:wishes|regards),?)")
OTHER = re.compile(
    r"\A(?:(?:headline |main |key |summary of |detailed |overall |inspection |our )?findings|background|summary"
    r"|context|introduction|conclusions?|overview|(?:the )?(?:inspection )?methodology|about (?:the|this) inspection)"
)
WORDINGS = {
    Section.STUDY: STUDY,
    Section.PRIORITY_ACTION: PRIORITY_ACTION,
    Section.IMPROVEMENT: IMPROVEMENT,
    Section.STRENGTHS: STRENGTHS,
    Section.NEXT_STEPS: NEXT_STEPS,
    Section.CLOSING: CLOSING,
    Section.OTHER: OTHER,
}


def section_of(text: str) -> Section | None:
    """The section that a line of these words heads, whatever its type; None where they are no known heading."""
    if len(text) > LONGEST or not text[:1].strip() or text[:1].islower():
        return None
    words = CONTINUED.sub("", NUMBERED.sub("", plain(text), count=1).rstrip(" .:?!-"))
    return next((section for section, wording in WORDINGS.items() if wording.fullmatch(words)), None)


def is_section_heading(text: str) -> bool:
    """Whether the words stand as a heading without bold or larger type: short, and no sentence."""
    section = section_of(text)
    if section is Section.STUDY:
        return len(text.split()) <= PLAIN_STUDY_WORDS and bool(TITLED_STUDY.search(plain(text)))
    words = PLAIN_QUESTION_WORDS if text.rstrip().endswith("?") else PLAIN_WORDS
    return section is not None and len(text.split()) <= words and not text.rstrip().endswith((".", ",", ";"))


def plain(text: str) -> str:
    return tidy(text).translate(QUOTES).lower().replace("(s)", "s").replace("area s", "areas")
