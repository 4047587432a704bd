"""Whether a line opens a new paragraph or goes on with the one before it."""

from dataclasses import dataclass

from findings.reading.bullets import Marker, alike
from findings.reading.headings import is_section_heading
from findings.reading.healing import ends, tidy
from findings.reading.measure import Measure
from findings.reading.source import Line

NEAR = 6.0  # points by which one left edge may be off another
GAP = 1.25  # of the pitch: a wider step parts paragraphs
UNEVEN_GAP = 1.35  # of the pitch, where OCR placed the lines
OWN_GAP = 1.13  # of the distance of the paragraph's own lines
RUNS_ON_GAP = 1.8  # of the pitch: a wider step parts even a sentence
HEIGHT = 1.08  # ratio of sizes from which a heading stands out
SHORT = 0.7  # of a full line: no word wrapped there
SLACK = 2  # characters that may lack where a word is said to have fitted
DASHES = "-*+"  # a line of text that opens with one is a list item, whatever stands before


@dataclass(frozen=True)
class Meeting:
    """A line and the one before it, which ends a paragraph so far.

    `so_far`: that paragraph's text where it is short enough for a heading, else "". `first_left`: where it begins;
    `left`: where its next line should; `step`: between its last two lines, 0 where it has one; all in points.
    `bullet`: its own, if it has one. `apart`: a page break, furniture or a frame lies between the two lines;
    `blank`: a blank line or more does.
    """

    last: Line
    line: Line
    mark: Marker | None
    so_far: str
    first_left: float
    left: float
    step: float
    bullet: str
    apart: bool
    blank: bool

    @property
    def runs_on(self) -> bool:
        """Whether a sentence plainly goes on."""
        return not ends(self.last.text) and self.low

    @property
    def low(self) -> bool:
        return self.line.text[:1].islower()

    @property
    def aligned(self) -> bool:
        under_last = self.step > 0 and abs(self.line.left - self.last.left) <= NEAR
        return under_last or abs(self.line.left - self.left) <= NEAR


def opens_paragraph(meeting: Meeting, measure: Measure) -> bool:
    """Whether the line stands for itself."""
    line, last = meeting.line, meeting.last
    if (meeting.mark and meeting.mark.sure) or line.level or last.level or _parts_heading(meeting):
        return True
    return _opens_on_page(meeting, measure) if measure.placed else _opens_in_text(meeting, measure)


def _parts_heading(meeting: Meeting) -> bool:
    """Whether one of the two is a section's heading by its words."""
    both_bold = meeting.line.bold and meeting.last.bold
    if is_section_heading(meeting.line.text) and not both_bold:
        return True
    return not meeting.bullet and not meeting.line.bold and is_section_heading(meeting.so_far)


def _opens_in_text(meeting: Meeting, measure: Measure) -> bool:
    last, line = meeting.last, meeting.line
    if meeting.mark:
        return meeting.mark.glyph[0] in DASHES or not meeting.runs_on
    if meeting.runs_on and not last.bold:
        return False
    full = len(last.text) >= SHORT * measure.width
    if meeting.apart and measure.wrapped and full and not ends(last.text) and not (last.bold or line.bold):
        return False
    if meeting.blank or not measure.wrapped or line.bold != last.bold:
        return True
    return not full and not meeting.low


def _opens_on_page(meeting: Meeting, measure: Measure) -> bool:
    gap = _gap(meeting, measure)
    if meeting.mark:
        beside = alike(meeting.bullet, meeting.mark.glyph) and abs(meeting.line.left - meeting.first_left) <= NEAR
        cut = not ends(meeting.last.text) and meeting.last.right > SHORT * measure.right
        return beside or not (cut and meeting.aligned and not meeting.apart and gap < GAP)
    if _other_type(meeting, measure) and not (meeting.runs_on and gap < GAP and not meeting.apart):
        return True
    if meeting.apart:
        return not _continues(meeting, measure)
    if meeting.runs_on:
        return not 0 < gap < RUNS_ON_GAP
    return not (0 < gap < GAP and meeting.aligned) or _ended_early(meeting, measure)


def _gap(meeting: Meeting, measure: Measure) -> float:
    """The step between the two lines, in pitches; measured by the paragraph's own lines once it has two."""
    step = meeting.line.bottom - meeting.last.bottom
    if not measure.even:
        return step / measure.pitch * GAP / UNEVEN_GAP
    return step / meeting.step * GAP / OWN_GAP if meeting.step else step / measure.pitch


def _other_type(meeting: Meeting, measure: Measure) -> bool:
    """Whether a heading meets a paragraph; words in other type that fill a line of a list item are no heading."""
    last, line = meeting.last, meeting.line
    larger = measure.even and max(last.size, line.size) > HEIGHT * min(last.size, line.size)
    return (larger or last.bold != line.bold) and not (meeting.bullet and line.left > meeting.first_left)


def _continues(meeting: Meeting, measure: Measure) -> bool:
    """Whether a paragraph goes on after a page break or an interruption."""
    if meeting.low:
        return not meeting.last.text.rstrip().endswith(":")
    if not ends(meeting.last.text):
        return meeting.last.right > SHORT * measure.right
    return meeting.aligned and not _fits(meeting, measure)


def _ended_early(meeting: Meeting, measure: Measure) -> bool:
    """Whether a sentence ended though the next line's first word had room beside it: a paragraph's end."""
    return ends(meeting.last.text) and not meeting.low and _fits(meeting, measure)


def _fits(meeting: Meeting, measure: Measure) -> bool:
    last = meeting.last
    character = (last.right - last.left) / max(len(last.text), 1)
    word = len(tidy(meeting.line.text).split(" ")[0]) + 1
    return measure.right - last.right > (word + SLACK) * character
