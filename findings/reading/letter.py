"""What a letter says, as plain data: the shapes that reading hands to the rest of the program.

Nothing here knows Django, a database or today's date. Dates are `datetime.date`; absent values are None or
empty; texts are verbatim with page furniture and line ends healed away.
"""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """The two kinds of finding that a letter asks a partnership to answer."""

    PRIORITY_ACTION = "priority action"
    IMPROVEMENT = "improvement"


class Sector(StrEnum):
    """Kinds of agency; PARTNERSHIP is for what everyone answers together."""

    LOCAL_AUTHORITY = "local authority"
    POLICE = "police"
    HEALTH = "health"
    PROBATION = "probation"
    YOUTH_JUSTICE = "youth justice"
    EDUCATION = "education"
    SAFEGUARDING_BOARD = "safeguarding board"
    OTHER = "other"
    PARTNERSHIP = "partnership"


@dataclass(frozen=True)
class SourceLine:
    """One line of the letter as it stands in the file. `page` counts from 1; None where the format has no pages."""

    text: str
    page: int | None


@dataclass(frozen=True)
class Addressee:
    """A person the letter is written to; `organisation` and `sector` are empty where the letter names none."""

    name: str
    role: str
    organisation: str
    sector: Sector | None
    never_owner: bool  # a police and crime commissioner, deputy mayor, independent chair, scrutineer or commissioner


@dataclass(frozen=True)
class Agency:
    """An agency as the letter names it."""

    name: str
    sector: Sector


@dataclass(frozen=True)
class Finding:
    """An area for priority action or for improvement.

    `number` counts from 1 within its kind. `text` is verbatim; nested dash bullets stay inside it as " - ".
    `lines` are the indexes into `Letter.source` that the text was healed from, in order.
    """

    kind: Kind
    number: int
    text: str
    stem: str = ""
    subheading: str = ""
    page: int | None = None
    lines: tuple[int, ...] = ()
    lead: Sector = Sector.PARTNERSHIP
    lead_agency: str = ""
    contributing: tuple[Agency, ...] = ()
    because: str = ""  # the words of the finding, its stem or sub-heading that the suggestion rests on


@dataclass(frozen=True)
class Statement:
    """What the letter says about the written statement of proposed action (SI 2015/1792, regulations 3 and 4)."""

    required: bool = False
    due: dt.date | None = None  # as printed, a wrong weekday or a weekend included
    due_as_printed: str = ""
    to: str = ""  # e-mail address
    principal_authority: str = ""
    sender: str = ""


@dataclass(frozen=True)
class Doubt:
    """Something doubtful, in plain words; `lines` say where in the source it arises, where that is known."""

    message: str
    lines: tuple[int, ...] = ()


@dataclass(frozen=True)
class Letter:
    """A letter as read. `inferred` maps a field's name to the reason, for every value the letter does not print."""

    area: str = ""
    letter_date: dt.date | None = None
    inspected_from: dt.date | None = None
    inspected_to: dt.date | None = None
    theme: str = ""
    inspectorates: tuple[str, ...] = ()
    addressees: tuple[Addressee, ...] = ()
    statement: Statement = field(default_factory=Statement)
    findings: tuple[Finding, ...] = ()
    strengths: tuple[str, ...] = ()
    case_studies: tuple[str, ...] = ()  # the headings of boxed practice and case studies
    source: tuple[SourceLine, ...] = ()
    inferred: dict[str, str] = field(default_factory=dict)
    warnings: tuple[Doubt, ...] = ()


class Unreadable(Exception):
    """The file cannot be read as a letter; the message says in plain words why and what to do."""
