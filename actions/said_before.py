"""What was said of an action before, for who records progress on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from actions.models import Action, Update
from partnerships.models import Agency


@dataclass(frozen=True)
class Before:
    """For the agencies that a person speaks for: the last update that each stands by (for the lead, that of who led at
    the time), and those that wait.

    `sent_back`: the person's own that was sent back to them last.
    """

    last: list[Update]
    waiting: list[Update]
    sent_back: Update | None


def said_before(user: Any, action: Action, agencies: Iterable[Agency]) -> Before:
    """In two queries."""
    lead = action.lead_agency_id
    theirs = [agency.pk for agency in agencies]
    whose = Q(agency__in=theirs) | Q(as_lead=True) if lead in theirs else Q(agency__in=theirs)
    said = Update.objects.visible_to(user).filter(whose, action=action)
    said = said.select_related("agency", "author", "sent_back_by")
    updates = list(said)
    stood_by = [one for one in updates if one.cleared_at]
    latest = {_last_of(agency, stood_by, lead) for agency in theirs}
    last, waiting = [one for one in updates if one in latest], [one for one in updates if one.waits]
    return Before(last, waiting, said.sent_back().filter(author=user, agency__in=theirs).first())


def _last_of(agency: int, stood_by: Iterable[Update], lead: int) -> Update | None:
    return next((one for one in stood_by if one.agency_id == agency or (one.as_lead and agency == lead)), None)
