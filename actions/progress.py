"""Recording progress: whose word it is, whether the agency clears it first, and what is kept together."""

from typing import Any

from django.db import transaction

from actions.evidence_files import forget_bytes, keep
from actions.models import Action, Evidence, NotPossible, Update
from partnerships.gates import WORKS, Hats
from partnerships.models import Agency, Officer


def speaks_for(hats: Hats, action: Action) -> int:
    """The key of the agency that a person's update is for: the leading one, or theirs where it only contributes."""
    theirs = {agency for key, role, agency in hats.held if key == action.partnership_id and role in WORKS}
    parts = [one for one in action.current_contributors if one.agency_id in theirs or _names(one.officer, hats.user)]
    leads = action.lead_agency_id in theirs or hats.user.pk in action.named_user_ids
    if leads or hats.may("plan", action) or not parts:
        return action.lead_agency_id
    return parts[0].agency_id


def _names(officer: Officer | None, user: Any) -> bool:
    return officer is not None and officer.user_id == user.pk


def waits(hats: Hats, action: Action, agency: Agency) -> bool:
    """Whether what the person says of the action for the agency waits until the agency's lead clears it."""
    if not agency.clears_updates or hats.may("plan", action):
        return False
    return not hats.may("clear update", Update(partnership_id=action.partnership_id, agency=agency))


def record(actor: Any, update: Update, waiting: bool, evidence: Evidence | None, deliver: bool) -> bool:
    """Keeps the update with its evidence and, if asked, delivers the action; False where the form came before."""
    try:
        return _record(actor, update, waiting, evidence, deliver)
    except Exception:
        if evidence:
            forget_bytes(evidence)
        raise


@transaction.atomic
def _record(actor: Any, update: Update, waiting: bool, evidence: Evidence | None, deliver: bool) -> bool:
    if waiting and deliver:
        raise NotPossible("Your agency clears this first. Save it; its lead can then say that it is delivered.")
    update.action = Action.objects.select_for_update().get(pk=update.action_id)  # one form sent twice waits for itself
    if not update.record(actor, needs_clearing=waiting):
        return False
    if evidence:
        evidence.update = update
        keep(evidence, actor)
    if deliver:
        update.action.deliver(actor, update.text)
    return True


@transaction.atomic
def clear(actor: Any, update: Update) -> bool:
    """The agency's lead stands by it; the action is read anew under its lock. Raises StaleEdit."""
    update.action = Action.objects.select_for_update().get(pk=update.action_id)
    return update.clear(actor)
