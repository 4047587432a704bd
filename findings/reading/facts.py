"""The facts of a letter's head and opening: area, dates, theme, inspectorates."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from findings.reading.area import read_area, read_theme
from findings.reading.dates import PrintedRange, day, find_dates, find_range
from findings.reading.letter import Doubt
from findings.reading.prose import Prose, flow, plain
from findings.reading.salutation import HEAD_LINES, head_end
from findings.reading.source import Line

OPENING = 8_000  # characters after the salutation: title, dates and inspectorates stand on the first page
LONGEST_INSPECTION = dt.timedelta(days=31)
LONGEST_WAIT = dt.timedelta(days=200)  # from the last day of the inspection to the letter
BEFORE_DATE = re.compile(r"\A(?:dated?|published)(?: on)?:? ?", re.IGNORECASE)

INSPECTORATES = (
    ("Ofsted", re.compile(r"\bOfsted\b|Office for Standards in Education|Chief Inspector of Education", re.I)),
    ("CQC", re.compile(r"\bCQC\b|Care Quality Commission", re.I)),
    ("HMICFRS", re.compile(r"\bHMICFRS\b|Constabulary(?: \(HMIC\))? ?(?:and|&) Fire", re.I)),
    ("HMIC", re.compile(r"\bHMIC\b|HMI Constabulary|Inspectorate of Constabulary", re.I)),
    ("HMI Probation", re.compile(r"HMI Prob\b|HMI Probation|HMIP\b|Inspector(?:ate)? of Probation", re.I)),
)


@dataclass(frozen=True)
class Facts:
    area: str = ""
    letter_date: dt.date | None = None
    inspected_from: dt.date | None = None
    inspected_to: dt.date | None = None
    theme: str = ""
    inspectorates: tuple[str, ...] = ()
    inferred: dict[str, str] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()


def read_facts(lines: Sequence[Line]) -> Facts:
    """What the first page says. Absent values are None or empty, and a Doubt says so."""
    greeting = head_end(lines)
    opening = flow(lines, greeting, limit=OPENING)
    letter_date = read_letter_date(lines, greeting)
    inspected = find_range(opening.text, letter_date)
    area, area_from = read_area(opening)
    inferred = {"area": area_from} if area_from else {}
    if inspected and inspected.inferred:
        inferred |= dict.fromkeys(("inspected_from", "inspected_to"), inspected.inferred)
    return Facts(
        area=area,
        letter_date=letter_date,
        inspected_from=inspected.first if inspected else None,
        inspected_to=inspected.last if inspected else None,
        theme=read_theme(opening),
        inspectorates=read_inspectorates(opening),
        inferred=inferred,
        doubts=tuple(_doubts(area, letter_date, inspected, opening)),
    )


def read_letter_date(lines: Sequence[Line], greeting: int) -> dt.date | None:
    """The date that stands on a line of its own before the salutation, else one that opens a line, else one below."""
    head = [plain(line.text[:120]) for line in lines[max(greeting - HEAD_LINES, 0) : greeting]]
    below = [plain(line.text[:120]) for line in lines[greeting : greeting + HEAD_LINES]]
    for texts, alone in ((head, True), (head, False), (below, True)):
        for text in texts:
            if date := _leading_date(text, alone):
                return date
    return None


def _leading_date(text: str, alone: bool) -> dt.date | None:
    text = BEFORE_DATE.sub("", text, count=1)
    found = next(find_dates(text), None)
    ends = found is not None and (not alone or found.end >= len(text.rstrip(" .,")))
    return found.date if found and found.start == 0 and ends else None


def read_inspectorates(opening: Prose) -> tuple[str, ...]:
    """Those that the opening names, in the order of the letters; HMIC became HMICFRS in July 2017."""
    named = [name for name, pattern in INSPECTORATES if pattern.search(opening.text)]
    return tuple(name for name in named if name != "HMIC" or "HMICFRS" not in named)


def _doubts(area: str, letter_date: dt.date | None, inspected: PrintedRange | None, opening: Prose) -> list[Doubt]:
    doubts = []
    if not area:
        doubts.append(Doubt("The letter's title names no area. Enter it by hand."))
    if letter_date is None:
        doubts.append(Doubt("The letter prints no date of its own. Enter it by hand."))
    if inspected is None:
        doubts.append(Doubt("The days of the inspection could not be found. Enter them by hand."))
        return doubts
    where = opening.lines_of(inspected.start, inspected.end)
    printed = opening.text[inspected.start : inspected.end].strip(" ,.")
    if inspected.inferred:
        doubts.append(Doubt(f"The days of the inspection, “{printed}”: {inspected.inferred}.", where))
    if not dt.timedelta(0) <= inspected.last - inspected.first <= LONGEST_INSPECTION:
        doubts.append(Doubt(f"The days of the inspection are odd: “{printed}”. Kept as printed.", where))
    if letter_date and not dt.timedelta(0) <= letter_date - inspected.last <= LONGEST_WAIT:
        doubts.append(Doubt(f"The inspection (“{printed}”) does not fit the letter's date, {day(letter_date)}.", where))
    return doubts
