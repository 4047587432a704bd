"""Recording progress: whose word it is, whether the agency clears it first, and what is kept together."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from actions.evidence_files import forget_bytes, is_kept, keep_once
from actions.models import Action, Evidence, NotPossible, Status, Update
from actions.models.status import CLOSED
from partnerships.gates import WORKS, Hats
from partnerships.models import Agency, Membership, Officer

WAITS = "Your agency clears this first. Save it; its lead can then say that it is delivered."


def speaks_for(hats: Hats, action: Action) -> list[Agency]:
    """The agencies that a person's update can be for: the leading one first, and each whose part is theirs.

    Who plans speaks for them all: what was said at a meeting is written down.
    """
    plans = hats.may("plan", action)
    theirs = {agency for key, role, agency in hats.held if key == action.partnership_id and role in WORKS}
    agencies = [
        one.agency
        for one in action.other_contributors
        if plans or one.agency_id in theirs or _names(one.officer, hats.user)
    ]
    leads = action.lead_agency_id in theirs or hats.user.pk in action.named_user_ids
    return [action.lead_agency, *agencies] if plans or leads or not agencies else agencies


def _names(officer: Officer | None, user: Any) -> bool:
    return officer is not None and officer.user_id == user.pk


def waits(hats: Hats, action: Action, agency: Agency) -> bool:
    """Whether what the person says of the action for the agency waits until the agency's lead clears it.

    Nothing waits for a lead that the agency has not.
    """
    if not agency.clears_updates or hats.may("plan", action):
        return False
    if hats.may("clear update", Update(partnership_id=action.partnership_id, agency=agency)):
        return False
    return Membership.objects.leading(timezone.localdate()).filter(agency=agency).exists()


def may_clear(hats: Hats, update: Any) -> bool:
    """Whether the person clears the update (with_lead), or sends it back: where there is no lead, who runs the plan."""
    if hats.may("clear update", update):
        return True
    return not update.has_lead and hats.may("clear without lead", update)


@dataclass(frozen=True)
class Done:
    """What came of a form: whether it was new, and what else it added or did."""

    new: bool
    evidence: Evidence | None = None
    delivered: bool = False


def record(actor: Any, update: Update, waiting: bool, evidence: Evidence | None, deliver: bool) -> Done:
    """Keeps the update with its evidence and, if asked, delivers the action. Raises NotPossible."""
    try:
        return _record(actor, update, waiting, evidence, deliver)
    except Exception:
        if evidence:
            forget_bytes(evidence)
        raise


@transaction.atomic
def _record(actor: Any, update: Update, waiting: bool, evidence: Evidence | None, deliver: bool) -> Done:
    """What the same person said a moment ago is not said twice: what is new beside it is added to it."""
    if waiting and deliver:
        raise NotPossible(WAITS)
    action = update.action = _locked(update.action_id)  # sent twice, waits for itself
    before = update.said_just_now(timezone.now())
    new = before is None and update.record(actor, needs_clearing=waiting)
    said = before or update
    if said.pk is None:
        return Done(new=False)
    added = evidence is not None and _add(evidence, said, actor)
    delivered = deliver and action.status != Status.DELIVERED and action.deliver(actor, said.text)
    return Done(new, evidence if added else None, delivered)


def _locked(key: int) -> Action:
    """With what its history names."""
    related = ("partnership", "finding", "letter__partnership", "lead_agency", "lead_officer", "deputy")
    return Action.objects.select_for_update(of=("self",)).select_related(*related).get(pk=key)


def _add(evidence: Evidence, update: Update, actor: Any) -> bool:
    """False where it is there; an action that was closed since takes nothing new."""
    evidence.update = update
    if update.action.status in CLOSED and not is_kept(evidence):
        raise NotPossible(update.action.closed_so("nothing can be added to what was recorded"))
    return keep_once(evidence, actor)


@transaction.atomic
def clear(actor: Any, update: Update) -> bool:
    """The agency's lead stands by it; the action is read anew under its lock. Raises StaleEdit."""
    update.action = _locked(update.action_id)
    return update.clear(actor)
