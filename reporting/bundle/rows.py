"""All that a bundle tells of one finding, fetched for it alone, however many are chosen.

What an agency has not cleared stays with it: neither its updates nor their evidence leave in a bundle.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Prefetch
from django.utils import timezone

from actions.finding_page import for_page, told
from actions.finding_state import answering
from actions.models import Action, Contributor, Evidence
from actions.said import with_said
from actions.timeline import Entry, timeline
from findings.models import Finding
from findings.models.findings import FindingQuerySet
from partnerships.models import Partnership

RELATED = (
    *("finding__suggested_owner", "letter__partnership", "lead_agency", "lead_officer", "deputy", "assured_by"),
    "superseded_by__letter",
)


def findings_of(partnership: Partnership, user: Any) -> FindingQuerySet:
    """Those that a bundle of this person's can have, in the letters' order."""
    found = Finding.objects.visible_to(user).filter(partnership=partnership)
    return found.order_by("letter__letter_date", "letter", F("kind").desc(), "number")


def evidence_of(findings: Iterable[int], user: Any) -> Any:
    """What a bundle of these findings has of evidence that can be looked at."""
    actions = Action.objects.visible_to(user).filter(finding__in=findings)
    return Evidence.objects.visible_to(user).counting().there().filter(action__in=actions.order_by().values("pk"))


@dataclass(frozen=True)
class FindingRows:
    """`page` is what the finding's own page tells; `actions` are its own, then those that answer it too."""

    finding: Finding
    page: dict[str, Any]
    actions: list[Action]

    def evidence(self, action: Action) -> list[Evidence]:
        return [one for one in action.evidence.all() if one.counts]

    def story(self, action: Action) -> list[Entry]:
        return [entry for entry in timeline(action) if entry.update is None or entry.update.cleared_at]


def fetch(key: int, user: Any) -> FindingRows:
    finding = for_page().visible_to(user).get(pk=key)
    parts = Contributor.objects.current().select_related("agency", "officer").order_by("agency__name", "pk")
    found = Action.objects.visible_to(user).filter(answering(finding.pk)).with_brag(timezone.localdate())
    actions = with_said(found.select_related(*RELATED).prefetch_related(Prefetch("contributors", parts)), user)
    ordered = sorted(actions.in_order(), key=lambda action: action.finding_id != finding.pk)
    return FindingRows(finding, told(finding, user), ordered)
