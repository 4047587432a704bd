"""From a letter to its plan: what the command, the admin site and the browser all call, one transaction a letter."""

from typing import Any

from django.db import transaction

from actions.models import Action, Contributor
from findings.importing import Outcome, bring_in, forget_bytes, known
from findings.intake import Read
from findings.models import Finding, Letter
from findings.naming import agency_for_all
from findings.reading.letter import Letter as Reading
from findings.reading.letter import Unreadable
from partnerships.models import Agency


class DryRun(Exception):
    """Takes a dry run's transaction back."""


def import_letter(name: str, data: bytes, read: Reading, actor: Any, dry_run: bool = False) -> Outcome:
    """Brings a letter in and opens its actions; a dry run tells the same and keeps nothing."""
    outcome = Outcome(name, "failed")
    try:
        with transaction.atomic():
            outcome = bring_in(name, data, read, actor)
            if outcome.letter and outcome.status == "created":
                open_actions(outcome.letter, actor)
            if dry_run:
                raise DryRun
    except DryRun:
        if outcome.letter:
            forget_bytes(outcome.letter, data)
    return outcome


def import_read(read: Read, actor: Any, dry_run: bool = False) -> Outcome:
    """One file as it was read, whatever came of it: what cannot be imported says why and leaves nothing half done."""
    before = None if read.error else known(read.data)
    if before:
        return Outcome(read.name, "unchanged", before.letter, read.letter)
    try:
        if read.letter is None:
            raise Unreadable(read.error)
        return import_letter(read.name, read.data, read.letter, actor, dry_run)
    except Unreadable as error:
        return Outcome(read.name, "failed", error=str(error))


@transaction.atomic
def open_actions(letter: Letter, actor: Any) -> list[Action]:
    """A draft action for each finding that has none, with the finding's suggested lead and contributors."""
    without = letter.findings.filter(actions=None).in_order().select_related("letter__partnership", "lead_agency")
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
def confirm_lead(finding: Finding, agency: Agency, actor: Any) -> bool:
    """Says who leads on a finding; its actions that stand with the former lead, and name no officer, go along."""
    former = finding.lead_agency
    if finding.lead_confirmed_at and former == agency:
        return False
    finding.confirm_lead(actor, agency)
    for action in finding.actions.open().filter(lead_agency=former, lead_officer=None):
        action.change(actor, "changed lead", lead_agency=agency)
    return True
