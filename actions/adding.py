"""Actions beside the one that the import opened: a further one, and what also answers a finding."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from actions.closing import must_be_open
from actions.models import Action, AlsoAnswers, NotPossible
from actions.planning import open_actions
from findings import splitting
from findings.models import Finding


@transaction.atomic
def add_action(action: Action, actor: Any) -> bool:
    """Under the next number of its finding; False where it has one with these words. Numbers are never given twice."""
    finding = Finding.objects.select_for_update().get(pk=action.finding_id)
    must_be_open(finding)
    if finding.actions.open().filter(text=action.text).exists():
        return False
    last = finding.actions.aggregate(last=Max("sequence"))["last"] or 0
    action.partnership_id, action.letter_id, action.sequence = finding.partnership_id, finding.letter_id, last + 1
    action.enter(actor, "added")
    return True


@transaction.atomic
def also_answers(finding: Finding, action: Action, actor: Any) -> bool:
    """Says that an action of the same plan answers this finding too; False where that is said already."""
    Finding.objects.select_for_update().get(pk=finding.pk)
    must_be_open(finding)
    if action.finding_id == finding.pk or action.partnership_id != finding.partnership_id:
        raise NotPossible("Choose an action under another finding of this plan.")
    said = AlsoAnswers.objects.filter(action=action, finding=finding).first()
    if said:
        return bool(said.taken_back_at) and said.change(actor, "said again", taken_back_at=None)
    AlsoAnswers(partnership_id=finding.partnership_id, action=action, finding=finding).enter(actor, "also answers")
    return True


@transaction.atomic
def split(finding: Finding, at: int, actor: Any) -> Finding:
    """Gives the second part, with a draft action; the actions there are stay with the first.

    Raises NotPossible, StaleEdit.
    """
    must_be_open(finding)
    if at not in splitting.cuts(finding.text):
        raise NotPossible("Choose where the second part begins.")
    part = splitting.split(finding, at, actor)
    open_actions(part.letter, actor)
    return part
