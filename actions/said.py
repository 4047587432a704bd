"""What boards and scrutineers said of a finding or an action, as a page shows it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from actions.deadlines import challenge_stands
from actions.models import Action, Challenge, DateChange, Decision, Evidence, Opinion, Update
from actions.models.actions import ActionQuerySet
from findings.deadlines import Deadline
from findings.models import Finding
from partnerships.gates import Hats


@dataclass(frozen=True)
class Asked:
    """A challenge, and how the day on which its answer is due stands."""

    challenge: Challenge
    due: Deadline


def with_said(actions: ActionQuerySet, user: Any) -> ActionQuerySet:
    """Actions with their evidence and all that was said of them, as far as `user` sees it, in six queries."""
    updates = Update.objects.visible_to(user).with_calls().with_lead(timezone.localdate())
    said: list[Any] = [
        Prefetch("updates", updates.select_related("author", "agency", "cleared_by", "sent_back_by")),
        Prefetch("date_changes", DateChange.objects.select_related("asked_by", "answered_by")),
        Prefetch("challenges", Challenge.objects.with_names().in_order()),
        Prefetch("decisions", Decision.objects.select_related("said_by")),
    ]
    return with_proof(actions, user).prefetch_related(*said)


def with_proof(actions: ActionQuerySet, user: Any) -> ActionQuerySet:
    """Actions with their evidence and the opinions on it, as far as `user` sees it, in two queries."""
    proof: list[Any] = [
        Prefetch("evidence", Evidence.objects.visible_to(user).select_related("added_by", "update")),
        Prefetch("opinions", Opinion.objects.visible_to(user).select_related("said_by", "evidence")),
    ]
    return actions.prefetch_related(*proof)


def asked(challenges: Iterable[Challenge], today: dt.date) -> list[Asked]:
    return [Asked(challenge, challenge_stands(challenge, today)) for challenge in challenges]


def challenges_of(hats: Hats, record: Finding | Action, today: dt.date) -> dict[str, Any]:
    """For templates/actions/challenges_of.html: those on the record, and where the person may raise one."""
    if isinstance(record, Action):
        challenges: Iterable[Challenge] = record.challenges.all()
    else:
        challenges = record.challenges.with_names().in_order()
    name = "challenge_action" if isinstance(record, Action) else "challenge_finding"
    address = reverse(name, args=[record.pk]) if hats.may("challenge", record) else ""
    return {"challenges": asked(challenges, today), "challenge_address": address}


def opinions_of(hats: Hats, action: Action) -> dict[str, Any]:
    """For templates/actions/proof.html: what counts as evidence with the opinions on it, then those on the whole."""
    opinions, counting = list(action.opinions.all()), [one for one in action.evidence.all() if one.counts]
    proof = [(one, [o for o in opinions if o.evidence_id == one.pk]) for one in counting]
    return {
        "proof": proof,
        "opinions": [opinion for opinion in opinions if not opinion.evidence_id],
        "may_give_opinion": hats.may("give opinion", action),
    }
