"""What importing some uploaded files would do, told in full, and the import itself: by the command's own code."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from actions.planning import rehearse
from actions.uploads import Waiting
from findings import intake, telling
from findings.differences_told import parted
from findings.importing import Outcome
from findings.intake import Read
from findings.models import Difference, Finding
from findings.models.findings import Kind
from findings.reading.guarded import GuardedReader

WILL = {
    "created": "A new letter. Importing it opens a draft action for each finding.",
    "updated": "A further copy of a letter that is held. It is kept, and nothing changes until someone accepts it.",
    "unchanged": "This file was imported before. Importing it again changes nothing.",
}
TWICE = "The same file is chosen twice. It is imported once."


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


def read_all(files: Iterable[Waiting]) -> list[Read]:
    with intake.reader() as reader:
        return [_read(file, reader) for file in files]


def _read(file: Waiting, reader: GuardedReader) -> Read:
    if file.path is None:
        return Read(file.name, file.name, error=file.refusal)
    return intake.read_path(file.path, reader, file.name)


def previews(files: Iterable[Waiting], actor: Any) -> list[Preview]:
    """All files in their order, so that a second copy shows as one."""
    reads = read_all(files)
    told = rehearse(reads, actor, _tell)
    for preview, again in zip(told, came_before(reads), strict=True):
        if again and preview.outcome.status == "unchanged":
            preview.will = TWICE
    return told


def came_before(reads: Sequence[Read]) -> list[bool]:
    """For each file, whether an earlier one of the same upload has the same bytes."""
    return [any(earlier.data == read.data for earlier in reads[:at]) for at, read in enumerate(reads)]


def _tell(outcome: Outcome) -> Preview:
    told = Preview(outcome, WILL.get(outcome.status, outcome.error))
    if outcome.letter and outcome.reading:
        read = outcome.reading
        told.agencies = [f"{a.name} ({a.sector})" for a in outcome.letter.partnership.agencies.all()]
        told.due = telling.due_in_words(outcome.letter)
        told.doubts = [doubt.message for doubt in read.warnings] + telling.inferences(read)
        told.doubts += [f"This may be the same letter as {letter}. Compare them first." for letter in outcome.may_be]
    if outcome.letter and outcome.status == "created":
        findings = list(outcome.letter.findings.in_order().select_related("lead_agency"))
        told.priority = [finding for finding in findings if finding.kind == Kind.PRIORITY_ACTION]
        told.improvement = [finding for finding in findings if finding.kind == Kind.IMPROVEMENT]
    if outcome.letter and outcome.status == "updated":
        listed = Difference.objects.open().filter(letter=outcome.letter, file__name=outcome.file)
        told.differences = [parted(one) for one in listed.select_related("finding", "letter")]
    return told
