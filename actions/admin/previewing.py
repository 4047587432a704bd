"""What importing some uploaded files would do, told in full, and the import itself: by the command's own code."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from actions.admin.waiting import Waiting
from actions.planning import import_letter
from findings import importing, intake, telling
from findings.admin.differences import parted
from findings.importing import Outcome
from findings.models import Difference
from findings.reading.guarded import GuardedReader
from findings.reading.letter import Finding, Kind, Letter, Unreadable

WILL = {
    "created": "A new letter. Importing it opens a draft action for each finding.",
    "updated": "A further copy of a letter that is held. It is kept, and nothing changes until someone accepts it.",
    "unchanged": "This file was imported before. Importing it again changes nothing.",
}


@dataclass
class Preview:
    """One file: its outcome and what a person wants to see before saying yes."""

    outcome: Outcome
    will: str
    agencies: list[str] = field(default_factory=list)
    due: str = ""
    doubts: list[str] = field(default_factory=list)
    differences: list[tuple[str, str, str]] = field(default_factory=list)
    priority: list[Finding] = field(default_factory=list)
    improvement: list[Finding] = field(default_factory=list)


@dataclass(frozen=True)
class Read:
    """A waiting file as it was read, or why it cannot be."""

    name: str
    data: bytes = b""
    letter: Letter | None = None
    error: str = ""


def read_all(files: Iterable[Waiting]) -> list[Read]:
    with intake.reader() as reader:
        return [_read(file, reader) for file in files]


def _read(file: Waiting, reader: GuardedReader) -> Read:
    try:
        if file.path is None:
            raise Unreadable(file.refusal)
        data = intake.bytes_of(file.path)
        return Read(file.name, data, reader.read(data, file.name))
    except Unreadable as error:
        return Read(file.name, error=str(error))


def bring_in(read: Read, actor: Any) -> Outcome:
    """One file, in one transaction; what cannot be imported says why and leaves nothing half done."""
    if read.letter is None:
        return Outcome(read.name, "failed", error=read.error)
    before = importing.known(read.data)
    if before:
        return Outcome(read.name, "unchanged", before.letter, read.letter)
    try:
        return import_letter(read.name, read.data, read.letter, actor)
    except Unreadable as error:
        return Outcome(read.name, "failed", error=str(error))


def previews(files: Iterable[Waiting], actor: Any) -> list[Preview]:
    """All files in their order, so that a second copy shows as one; then everything is taken back."""
    read = read_all(files)
    with transaction.atomic():
        told = [_tell(bring_in(one, actor)) for one in read]
        transaction.set_rollback(True)
    for one, preview in zip(read, told, strict=True):
        if preview.outcome.letter:
            importing.forget_bytes(preview.outcome.letter, one.data)
    return told


def _tell(outcome: Outcome) -> Preview:
    told = Preview(outcome, WILL.get(outcome.status, outcome.error))
    if outcome.letter and outcome.reading:
        read = outcome.reading
        told.agencies = [f"{a.name} ({a.sector})" for a in outcome.letter.partnership.agencies.all()]
        told.due = telling.due_in_words(outcome.letter)
        told.doubts = [doubt.message for doubt in read.warnings] + telling.inferences(read)
        told.doubts += [f"This may be the same letter as {letter}. Compare them first." for letter in outcome.may_be]
        told.priority = [found for found in read.findings if found.kind == Kind.PRIORITY_ACTION]
        told.improvement = [found for found in read.findings if found.kind == Kind.IMPROVEMENT]
    if outcome.letter and outcome.status == "updated":
        listed = Difference.objects.open().filter(letter=outcome.letter, file__name=outcome.file)
        told.differences = [parted(one) for one in listed.select_related("finding", "letter")]
    return told
