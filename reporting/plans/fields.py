"""What an older plan's columns can be, and the headings by which real plans call them."""

import re
from dataclasses import dataclass

from actions.models.updates import LONGEST

LONGEST_ACTION = 4000  # characters


@dataclass(frozen=True)
class Field:
    """`whole` are headings that mean it only when they stand alone, `within` words that mean it anywhere in one.

    `longest` characters are taken from a cell, 0 where that is no matter.
    """

    name: str
    label: str
    whole: tuple[str, ...]
    within: tuple[str, ...]
    longest: int = 0


FIELDS = (
    Field(
        "number",
        "Number of the finding",
        ("no", "number", "ref", "reference", "item", "id", "#", "nr", "para", "paragraph"),
        (
            *("ref no", "finding number", "finding no", "recommendation number", "recommendation no", "action number"),
            *("action no", "action ref"),
        ),
    ),
    Field(
        "finding",
        "The inspectors’ words",
        ("area", "areas", "issue", "theme and finding", "improvement"),
        (
            *("finding", "recommendation", "area for improvement", "area of improvement", "areas for improvement"),
            *("priority action", "what needs to improve", "what the inspectors said", "inspectors words", "concern"),
        ),
    ),
    Field(
        "action",
        "Action",
        ("task", "activity", "steps", "what"),
        ("action", "actions", "what will be done", "what will we do", "what we will do", "what are we going to do"),
        LONGEST_ACTION,
    ),
    Field(
        "agency",
        "Lead agency",
        ("agency", "organisation", "organization", "partner"),
        (
            *("lead agency", "lead organisation", "responsible agency", "responsible organisation", "lead partner"),
            *("owning agency",),
        ),
        300,
    ),
    Field(
        "officer",
        "Lead officer",
        ("lead", "leads", "who", "name"),
        (
            *("lead officer", "owner", "action owner", "responsible", "responsible officer", "lead person", "by whom"),
            *("accountable", "action lead", "lead name", "named lead"),
        ),
        300,
    ),
    Field(
        "target",
        "Target date",
        ("date", "when", "due", "target"),
        (
            *(
                "by when",
                "deadline",
                "target date",
                "due date",
                "timescale",
                "timescales",
                "completion date",
                "complete by",
            ),
            *("date due", "end date"),
        ),
    ),
    Field(
        "measure",
        "Measure of success",
        ("measure", "outcome", "outcomes", "impact", "kpi"),
        (
            *("measure of success", "measures of success", "success criteria", "success measure", "success look like"),
            *("how will we know", "intended outcome", "expected outcome", "desired outcome", "impact measure"),
        ),
        LONGEST,
    ),
    Field(
        "progress",
        "Progress",
        ("comment", "notes"),
        ("progress", "update", "updates", "comments", "commentary"),
        LONGEST,
    ),
    Field("brag", "BRAG", (), ("brag", "rag", "ragb", "rag rating", "brag rating", "rag status", "brag status")),
    Field("status", "Status", ("state",), ("status", "action status", "completed", "complete")),
    Field("evidence", "Evidence", ("link",), ("evidence", "evidence of impact", "evidence of completion"), 1000),
)
BY_NAME = {field.name: field for field in FIELDS}
NOT_A_WORD = re.compile(r"[^\w#]+")


def plain(heading: str) -> str:
    """In small letters, without signs: "By when?" is "by when"."""
    return NOT_A_WORD.sub(" ", heading.replace("’", "").replace("'", "").casefold()).strip()


def field_of(heading: str) -> str:
    """The name of the field that a column of this heading is; "" for none. The longest known words decide."""
    words = plain(heading)
    if not words or len(words) > 120:
        return ""
    best, found = 0, ""
    for field in FIELDS:
        known = [one for one in field.within if f" {one} " in f" {words} "]
        known += [one for one in field.whole if one == words]
        longest = max(map(len, known), default=0)
        if longest > best:
            best, found = longest, field.name
    return found
