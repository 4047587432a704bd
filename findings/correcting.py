"""Corrections made before a letter is imported, as the changes of the person who made them: what was read is kept."""

from collections.abc import Sequence
from typing import Any

from findings import comparing, naming
from findings.correcting_people import left_out, renamed
from findings.models import Finding, Letter
from findings.models.findings import AT_IMPORT
from findings.reading.letter import Letter as Reading
from findings.wishes import Wanted, Wishes, final_numbers


def correct(letter: Letter, findings: Sequence[Finding], read: Reading, wishes: Wishes, actor: Any) -> None:
    """`findings`: those entered from the reading, in its order."""
    wanted = wishes.findings
    gone = [*_left_out(read, wanted), *left_out(read.addressees, wishes.people)]
    letter.change(actor, AT_IMPORT, **wishes.facts, left_out=gone)
    if wanted is None:
        return
    numbers = final_numbers(wanted)
    called = renamed(read.addressees, wishes.people)
    read_ones = [want for want in wanted if want.index is not None]
    for finding, want in zip(findings, read_ones, strict=True):
        finding.change(actor, AT_IMPORT, kind=want.kind, number=numbers[want.index], text=want.text)
        _lead(finding, called.get(want.lead, want.lead), actor)
    for want in wanted:
        if want.index is None:
            _add(letter, want, called.get(want.lead, want.lead), actor)


def _left_out(read: Reading, wanted: Sequence[Wanted] | None) -> list[dict[str, str]]:
    if wanted is None:
        return []
    kept = {want.index for want in wanted}
    return [comparing.words(found) for index, found in enumerate(read.findings) if index not in kept]


def _lead(finding: Finding, lead: str, actor: Any) -> None:
    agency = finding.partnership.agencies.named(lead).first() if lead else None
    if agency and agency.pk != finding.lead_agency_id:
        finding.confirm_lead(actor, agency)


def _add(letter: Letter, want: Wanted, lead: str, actor: Any) -> None:
    finding = Finding(
        partnership=letter.partnership,
        letter=letter,
        kind=want.kind,
        number=letter.findings.next_number(want.kind),
        text=want.text,
        lead_agency=naming.agency_for_all(letter.partnership, actor),
    ).enter(actor, "added when imported")
    _lead(finding, lead, actor)
