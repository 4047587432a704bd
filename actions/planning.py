"""From a letter to its plan: what the command, the admin site and the browser all call, one transaction a letter."""

import logging
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.db import DatabaseError, transaction

from actions.models import Action, Contributor
from findings.importing import Outcome, bring_in, known, put_away
from findings.intake import Read
from findings.models import Finding, Letter
from findings.naming import agency_for_all
from findings.reading.letter import Letter as Reading
from findings.reading.letter import Unreadable
from findings.wishes import AS_READ, Wishes
from partnerships.models import Agency
from partnerships.models.events import because_of_letter

T = TypeVar("T")
Then = Callable[[Outcome], None]
NOT_KEPT = "It was read but could not be stored, and nothing of it was kept. Tell whoever looks after the program."
log = logging.getLogger(__name__)


def nothing_more(outcome: Outcome) -> None:
    """What follows an import unless the caller wants something of its transaction."""


@transaction.atomic
def import_letter(
    name: str,
    data: bytes,
    read: Reading,
    actor: Any,
    keep_bytes: bool = True,
    wishes: Wishes = AS_READ,
    then: Then = nothing_more,
) -> Outcome:
    """Brings a letter in, opens its actions, does what the caller wants then and, last, puts the file away."""
    outcome = bring_in(name, data, read, actor, wishes)
    if outcome.letter and outcome.status == "created":
        with because_of_letter(outcome.letter.pk):
            open_actions(outcome.letter, actor)
    then(outcome)
    if outcome.letter and outcome.status != "unchanged" and keep_bytes:
        put_away(outcome.letter, data)
    return outcome


def import_read(
    read: Read, actor: Any, keep_bytes: bool = True, wishes: Wishes = AS_READ, then: Then = nothing_more
) -> Outcome:
    """One file as it was read, whatever came of it: what cannot be imported says why and leaves nothing half done."""
    try:
        outcome = _import(read, actor, keep_bytes, wishes, then)
    except Unreadable as error:
        outcome = Outcome(read.name, "failed", error=str(error))
    except (DatabaseError, OSError, ValueError):
        log.exception("importing %r", read.name)
        outcome = Outcome(read.name, "failed", error=NOT_KEPT)
    outcome.file = read.place
    return outcome


def _import(read: Read, actor: Any, keep_bytes: bool, wishes: Wishes, then: Then) -> Outcome:
    if read.error:
        raise Unreadable(read.error)
    before = None if wishes.partnership else known(read.data)  # whose it is decides; another's copy is not told of
    if before or read.letter is None:
        return Outcome(read.name, "unchanged", before.letter if before else None, read.letter)
    return import_letter(read.name, read.data, read.letter, actor, keep_bytes, wishes, then)


def rehearse(reads: Iterable[Read], actor: Any, tell: Callable[[Outcome], T], wishes: Wishes = AS_READ) -> list[T]:
    """What importing these files, in this order, would do, as `tell` puts it; then everything is taken back."""
    with transaction.atomic():
        told = [tell(import_read(read, actor, keep_bytes=False, wishes=wishes)) for read in reads]
        transaction.set_rollback(True)
    return told


@transaction.atomic
def open_actions(letter: Letter, actor: Any) -> list[Action]:
    """A draft action for each open finding that has none, with the finding's suggested lead and contributors.

    The findings are locked, so that none closes while an action opens under it.
    """
    without = letter.findings.filter(actions=None, closed_at=None).in_order().select_for_update(of=("self",))
    without = without.select_related("letter__partnership", "lead_agency")
    without = without.prefetch_related("contributors__agency")
    actions = Action.enter_all(actor, [_draft(finding, actor) for finding in without], "opened")
    contributors = [
        Contributor(partnership=action.partnership, action=action, agency=suggested.agency)
        for action in actions
        for suggested in action.finding.contributors.all()
    ]
    Contributor.enter_all(actor, contributors, "suggested contributor")
    return actions


def _draft(finding: Finding, actor: Any) -> Action:
    return Action(
        partnership=finding.partnership,
        letter=finding.letter,
        finding=finding,
        lead_agency=finding.lead_agency or agency_for_all(finding.partnership, actor),
    )


@transaction.atomic
def confirm_leads(findings: Iterable[Finding], actor: Any) -> int:
    """Confirms of each finding the agency that is suggested; how many were still so once they were locked."""
    seen = {finding.pk: finding.lead_agency_id for finding in findings}
    now = Finding.objects.filter(pk__in=seen).lead_suggested().order_by("pk").select_for_update()
    still = [finding for finding in now if finding.lead_agency_id == seen[finding.pk]]
    for finding in still:
        confirm_lead(finding, finding.lead_agency, actor)  # type: ignore[arg-type]
    return len(still)


@transaction.atomic
def confirm_lead(finding: Finding, agency: Agency, actor: Any) -> bool:
    """Says who leads on a finding; its actions that stand with the former lead, and name no officer, go along."""
    former = finding.lead_agency or agency_for_all(finding.partnership, actor)
    if finding.lead_confirmed_at and finding.lead_agency == agency:
        return False
    finding.confirm_lead(actor, agency)
    for action in finding.actions.open().filter(lead_agency=former, lead_officer=None):
        action.change(actor, "changed lead", lead_agency=agency)
    return True
