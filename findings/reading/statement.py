"""What "Next steps" says about the written statement of proposed action: who prepares and sends it, to whom, by when.

The Chief Inspector determines whether one is appropriate and who the principal authority is: the Children Act 2004
(Joint Area Reviews) Regulations 2015 (SI 2015/1792), regulation 3.
"""

import datetime as dt
import re
from collections.abc import Sequence

from findings.reading.addresses import find_address
from findings.reading.authority import about_authority
from findings.reading.dates import PrintedDate, find_dates
from findings.reading.letter import Addressee, Doubt, Statement
from findings.reading.prose import Prose, flow, plain
from findings.reading.source import Line
from findings.reading.statement_doubts import doubts_about

CLOSING = 6_000  # characters: "Next steps" is half a page, the signatures follow
LAST_LINES = 2_000  # lines from the end that are looked at
TAIL_LINES = 120  # where no such heading stands
NEXT_STEPS = re.compile(r"(?:\d{1,3}\.? )?next steps?\b.{0,3}$", re.IGNORECASE)
SIGNED = re.compile(r"yours (?:sincerely|faithfully)", re.IGNORECASE)

SHOULD = (
    r" (?:should|must|will|needs? to|(?:is|are) (?:required|asked|requested|expected|invited) to|is to)"
    r"(?: now| also| then| jointly)? "
)
STATEMENT = (
    r" (?:a|the|its|their|this|one) (?:joint |single |multi-agency |formal )*(?:written )?(?:statement|response)\b"
)
PREPARES = re.compile(
    rf"(?<!which agency){SHOULD}(?:co-?ordinate the (?:preparation|production|development) of|prepare|produce|develop"
    rf"|write|make|provide|complete|submit){STATEMENT}",
    re.IGNORECASE,
)
SENDS = re.compile(
    rf"{SHOULD}(?:send|submit|return|forward|e-?mail|provide)(?: to [A-Za-z ]{{1,40}})?{STATEMENT}", re.I
)
SENT = re.compile(
    r"\bstatement (?:of (?:proposed )?actions? )?(?:should|must|is to|needs to) be (?:sent|submitted|returned)",
    re.IGNORECASE,
)
SENDS_IT = re.compile(r" and (?:should |must )?(?:then )?(?:send|submit|return|forward) ", re.IGNORECASE)
PRONOUNS = frozenset(["they", "it", "this", "he", "she", "you"])
NOT_REQUIRED = re.compile(
    r"(?:do(?:es)?|is|are|will) not (?:require|need|ask|asking)[^.]{0,80}\bstatement|\bno (?:written )?statement\b"
    r"|statement[^.]{0,60}\bnot (?:required|needed)",
    re.IGNORECASE,
)
IS_PRINCIPAL = re.compile(r",? (?:is|are|will be|as|to be) the principal authorit(?:y|ies)\b", re.IGNORECASE)
PRINCIPAL_IS = re.compile(
    r"the principal authority(?: for this [a-z ]{1,20})? (?:is|will be) (?P<name>[^.]{2,120}?)"
    r"(?=\.|,? (?:which|who|and) (?:should|must|will)\b)",
    re.I,
)
DETERMINED = re.compile(
    r"^.{0,120}?\b(?:determined|decided|identified|agreed|concluded)(?: that)? (?=\S)", re.IGNORECASE
)
SENTENCE = re.compile(
    r"(?<!\bSt)(?<!\bDr)(?<!\bMr)(?<!\bMs)[.:;?!] (?=[A-Z‘“\"'])|(?<=[a-z]) (?=The [a-z])|\b\d{1,3}\. "
    r"|\b(?i:next steps?) "
)
LONGEST_SENTENCE = 300
NOT_ASKED = Doubt("No request for a written statement could be found in the letter. If it makes one, enter it by hand.")

BY = re.compile(
    r"\b(?:by|before|no later than|not later than|due on|on)(?: [a-z0-9.]{1,8}| close of business){0,2},? $", re.I
)
EXPLAINED = re.compile(r",? \(?[^.,;]{0,30}\bworking days\b[^.;]{0,60}", re.IGNORECASE)


def read_statement(
    lines: Sequence[Line], addressees: Sequence[Addressee] = (), letter_date: dt.date | None = None
) -> tuple[Statement, tuple[Doubt, ...]]:
    """What the letter asks for, as printed, and what is doubtful about it."""
    prose = closing(lines)
    prepares, sends = PREPARES.search(prose.text), SENDS.search(prose.text) or SENT.search(prose.text)
    principal = IS_PRINCIPAL.search(prose.text) or PRINCIPAL_IS.search(prose.text)
    not_required = NOT_REQUIRED.search(prose.text)
    if not (prepares or sends or principal) or (not_required and not sends):
        return Statement(), () if not_required else (NOT_ASKED,)
    asked = max(match.end() for match in (prepares, sends, principal) if match)
    due = _due(prose, asked, letter_date)
    statement = Statement(
        required=True,
        due=due.date if due else None,
        due_as_printed=_as_printed(prose, due),
        to=find_address(prose.text),
        principal_authority=_principal(prose.text, prepares),
        sender=_sender(prose.text, prepares),
    )
    who = about_authority(statement.principal_authority, addressees, lines)
    return statement, (*who, *doubts_about(statement, due, prose, letter_date))


def closing(lines: Sequence[Line]) -> Prose:
    """The text of "Next steps", or the letter's end where no such heading stands, up to the signatures."""
    earliest = max(len(lines) - LAST_LINES, 0)
    backwards = range(len(lines) - 1, earliest - 1, -1)
    signed = next((i for i in backwards if SIGNED.match(lines[i].text[:40])), len(lines))
    headings = (i for i in backwards if i < signed and NEXT_STEPS.match(plain(lines[i].text[:60])))
    return flow(lines, next(headings, max(signed - TAIL_LINES, 0)), signed, limit=CLOSING)


def _subject(text: str, end: int) -> str:
    """Who the sentence that is under way at `end` speaks of: its words up to there."""
    sentence = SENTENCE.split(text[max(end - LONGEST_SENTENCE, 0) : end])[-1]
    return sentence.strip(" ,.")


def _principal(text: str, prepares: re.Match[str] | None) -> str:
    """The principal authority as printed: named as such, else whoever should prepare the statement."""
    first = PRINCIPAL_IS.search(text)
    named = IS_PRINCIPAL.search(text) or (None if first else prepares)
    if named:
        return DETERMINED.sub("", _subject(text, named.start()))
    return first["name"].strip() if first else ""


def _sender(text: str, prepares: re.Match[str] | None) -> str:
    """Who should send it, as printed: named as such, else whoever should prepare "and send" it."""
    sends = SENDS.search(text)
    named = _subject(text, sends.start()) if sends else ""
    if named.casefold() in PRONOUNS or (not sends and SENDS_IT.search(text)):
        return _principal(text, prepares)
    return named


def _due(prose: Prose, asked: int, letter_date: dt.date | None) -> PrintedDate | None:
    """The first date after the asking that follows a "by", else the first date after it, else the first "by"."""
    dates = list(find_dates(prose.text, letter_date))
    after = [date for date in dates if date.start >= asked]
    by = [date for date in dates if BY.search(prose.text[max(date.start - 40, 0) : date.start])]
    return next((date for date in after if date in by), next(iter(after + by), None))


def _as_printed(prose: Prose, due: PrintedDate | None) -> str:
    if due is None:
        return ""
    before = BY.search(prose.text[max(due.start - 40, 0) : due.start])
    explained = EXPLAINED.match(prose.text[due.end : due.end + 120])
    return (before[0] if before else "") + due.printed + (explained[0].rstrip() if explained else "")
