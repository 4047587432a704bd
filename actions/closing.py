"""Deciding on a finding, closing it and opening it again. A finding never closes by itself."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from actions.finding_state import ENDED, answering
from actions.models import Action, Challenge, Decision, NotPossible, Opinion, Status
from actions.models.assurance import ChallengeQuerySet
from actions.once import enter_once
from findings.models import Finding
from findings.models.findings import Kind

UNFINISHED = {
    Status.DRAFT: "has no action written yet: write it or cancel it",
    Status.DELIVERED: "waits for assurance: assure it or ask for more evidence",
}


def why_not_closed(finding: Finding) -> list[str]:
    """What has to be done first, each in a sentence; empty where it can be closed now."""
    actions = list(Action.objects.filter(answering(finding.pk)).exclude(status__in=ENDED).select_related("finding"))
    left = [one for one in actions if one.status != Status.ASSURED]
    why = [
        f"{one.number} {UNFINISHED.get(Status(one.status), 'is open: it is assured or cancelled first')}."
        for one in left
    ]
    if not actions and not finding.decisions.filter(no_action=True).exists():
        why.append("No action answers it. Add one, or record the decision that none is needed.")
    if finding.kind == Kind.PRIORITY_ACTION and not opinions_to_attach(finding).exists():
        why.append("The scrutineer has given no opinion on this area for priority action.")
    return [*why, *(_still_asked(challenge) for challenge in open_challenges(finding).select_related("agency"))]


def open_challenges(finding: Finding) -> ChallengeQuerySet:
    """Those on the finding, and on what answers it, of which nobody has said yet what came of them."""
    works = Action.objects.filter(answering(finding.pk)).exclude(status__in=ENDED)
    return Challenge.objects.open().filter(Q(finding=finding) | Q(action__in=works.order_by().values("pk")))


def _still_asked(challenge: Challenge) -> str:
    if challenge.answered_at:
        return f"{challenge.agency} has answered a challenge: say what came of it first."
    return (
        f"{challenge.agency} has not answered a challenge, due on {challenge.answer_due:%-d %B %Y}: "
        "it is answered and closed first."
    )


def opinions_to_attach(finding: Finding) -> Any:
    """Opinions on the finding itself, the newest first."""
    return finding.opinions.filter(action=None).select_related("said_by")


@transaction.atomic
def close(decision: Decision, actor: Any) -> bool:
    """Records the decision and closes its finding; False where it is closed already. Raises NotPossible, StaleEdit.

    An area for priority action is closed by the safeguarding partners' own decision, with the scrutineer's opinion.
    """
    finding = decision.finding
    if finding.closed_at:
        return False
    Finding.objects.select_for_update().get(pk=finding.pk)
    if why := why_not_closed(finding):
        raise NotPossible(" ".join(why))
    if finding.kind == Kind.PRIORITY_ACTION:
        _as_partners(decision)
    decision.closes = True
    decision.enter(actor, "decided")
    return finding.change(actor, "closed", closed_at=timezone.now(), closed_by=actor, reason=decision.text)


def _as_partners(decision: Decision) -> None:
    opinion: Opinion | None = decision.opinion
    if not decision.by_partners:
        raise NotPossible("The safeguarding partners close an area for priority action: say that it is their decision.")
    if not opinion or opinion.finding_id != decision.finding_id:
        raise NotPossible("Choose the scrutineer's opinion that goes with the decision.")


def reopen(finding: Finding, actor: Any, reason: str) -> bool:
    """False where it is open. Raises NotPossible, StaleEdit."""
    if not finding.closed_at:
        return False
    if not reason.strip():
        raise NotPossible("Give the reason.")
    return finding.change(actor, "reopened", closed_at=None, closed_by=None, reason=reason.strip())


@transaction.atomic
def decide(decision: Decision, actor: Any) -> bool:
    """Records a decision; False where the same was recorded before.

    Where it says that no action is needed, drafts under the finding are cancelled with it. Raises NotPossible.
    """
    if decision.no_action:
        actions = decision.finding.actions.exclude(status__in=ENDED).select_related("finding")
        if written := [action.number for action in actions if action.status != Status.DRAFT]:
            raise NotPossible(
                f"{', '.join(written)} answers it. Cancel what is not needed first, each with its reason."
            )
        for draft in actions:
            draft.cancel(actor, f"No action is needed: {decision.text}")
    return enter_once(decision, actor, "decided")


def must_be_open(finding: Finding) -> None:
    if finding.closed_at:
        raise NotPossible(f"{finding.code} is closed. Reopen it first.")
