"""The columns of an agency's return: what stands in them when it goes out, and what is filled in before it comes back.

Excel has a column for each, Word a row in the table of each action; both are read by the same headings.
"""

from dataclasses import dataclass

from actions import brag_words
from actions.models.updates import LONGEST, Kind
from partnerships.models import Partnership

FILL_IN = "Fill in: "
YES, NO = "Yes", "No"
CHOOSE = "Choose from the list"  # stands in Word's lists until somebody does
MADE_FROM = "Made from version"
MARKS = ("Agency", "Partnership", "Made", "Return")  # stand above the actions


@dataclass(frozen=True)
class Column:
    """`name` is a field of Asked, or the form's field that it fills in; `width` in characters."""

    name: str
    heading: str
    width: int
    fill_in: bool = False
    lead_only: bool = False
    longest: int = 0

    @property
    def shown(self) -> str:
        return f"{FILL_IN}{self.heading}" if self.fill_in else self.heading


NUMBER = Column("number", "Number", 12)
LETTER = Column("letter", "Letter", 14)
VERSION = Column("version", MADE_FROM, 9)
TOLD = (
    Column("finding", "Finding", 30),
    Column("action", "Action", 34),
    Column("part", "Your part", 12),
    Column("officer", "Lead officer", 16),
    Column("target", "Target date", 18),
    Column("status", "Status", 14),
    Column("last", "Last update (only to read)", 32),
)
FILLED_IN = (
    Column("kind", "What has changed?", 14, fill_in=True),
    Column("text", "What has happened, and what is different for children?", 42, fill_in=True, longest=LONGEST),
    Column("declared", "Is it on track?", 17, fill_in=True, lead_only=True),
    Column("next_step", "Next step", 24, fill_in=True, longest=500),
    Column("link", "Link to evidence", 20, fill_in=True, longest=1000),
    Column("deliver", "Is it delivered?", 11, fill_in=True, lead_only=True),
)
COLUMNS = (NUMBER, LETTER, *TOLD, *FILLED_IN, VERSION)
BY_HEADING = {column.heading.casefold(): column for column in COLUMNS}

INSTRUCTIONS = (
    "For each action of which there is something to say, fill in what is yellow and headed “Fill in”. Leave the rest.",
    "What has changed: choose no change, progress or need help. For the last two say what has happened, "
    f"in up to {LONGEST:,} characters.",
    "The lead agency alone says “on track” and “delivered”. Delivered needs a link to evidence and what is different.",
    "Name no child or family. What is not yellow is only to read: changes there are not taken over.",
    "Send the file back to the business manager. Each row is looked at before anything is recorded.",
)


def choices(partnership: Partnership) -> dict[str, list[tuple[str, str]]]:
    """By the column's name: values and what the list says, such as ("green", "On track (green)")."""
    return {
        "kind": [(kind.value, str(kind.label)) for kind in Kind],
        "declared": [(value, words.partition(": ")[0]) for value, words in brag_words.choices(partnership)],
        "deliver": [("yes", YES), ("", NO)],
    }
