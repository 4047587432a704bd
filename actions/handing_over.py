"""An agency's place is taken by another (a CCG's by an integrated care board): what is left to do goes over to it.

What is closed or answered stays with the agency that did it, and so do officers and roles, who are people.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from actions.action_choice import has_several_letters
from actions.models import Action, Challenge, Contributor
from actions.models.status import CLOSED
from findings.models import Finding
from partnerships.models import Agency, Partnership

VERB = "handed over"
NOUNS = {  # one and several, of what Held names
    "actions": ("open action", "open actions"),
    "findings": ("finding", "findings"),
    "parts": ("part in an action", "parts in actions"),
    "challenges": ("challenge to answer", "challenges to answer"),
}


@dataclass(frozen=True)
class Held:
    """What `user` sees that `agency` still has to do; each is read when it is asked for."""

    agency: Agency
    user: Any

    @property
    def actions(self) -> QuerySet[Action]:
        led = Action.objects.visible_to(self.user).open().filter(lead_agency=self.agency)
        return led.in_order().select_related("finding", "letter__partnership")

    @property
    def findings(self) -> QuerySet[Finding]:
        led = Finding.objects.visible_to(self.user).filter(lead_agency=self.agency, closed_at=None)
        return led.in_order().select_related("letter__partnership")

    @property
    def parts(self) -> QuerySet[Contributor]:
        here = Contributor.objects.visible_to(self.user).current().filter(agency=self.agency)
        here = here.exclude(action__status__in=CLOSED).order_by("pk")
        return here.select_related("action__finding", "action__letter__partnership", "officer")

    @property
    def challenges(self) -> QuerySet[Challenge]:
        asked = Challenge.objects.visible_to(self.user).unanswered().filter(agency=self.agency)
        return asked.with_names().order_by("pk")

    @property
    def several(self) -> bool:
        """Letters: a number alone could then be two actions."""
        return has_several_letters(self.user, self.agency.partnership_id)

    def numbers(self) -> dict[str, int]:
        return {name: getattr(self, name).count() for name in NOUNS}


def in_words(numbers: dict[str, int]) -> str:
    """Such as "3 open actions, 1 finding"; empty where nothing is left."""
    return ", ".join(f"{number} {NOUNS[name][number > 1]}" for name, number in numbers.items() if number)


@transaction.atomic
def hand_over(agency: Agency, successor: Agency, actor: Any) -> dict[str, int]:
    """Gives `successor` all that `actor` sees and may plan; how many of each. Raises StaleEdit."""
    Partnership.objects.select_for_update().get(pk=agency.partnership_id)  # sent twice, it is handed over once
    held = Held(agency, actor)
    numbers = held.numbers()
    for action in held.actions:
        action.change(actor, VERB, lead_agency=successor)
    for finding in held.findings:
        owner = finding.letter.executive_of(successor)
        finding.change(actor, VERB, lead_agency=successor, suggested_owner=owner)
    for part in held.parts:
        _hand_part(part, successor, actor)
    for challenge in held.challenges:
        challenge.change(actor, VERB, agency=successor)
    return numbers


def _hand_part(part: Contributor, successor: Agency, actor: Any) -> None:
    """A part of the successor's own; none where it leads the action. Its person goes along who is of it by now."""
    if part.action.lead_agency_id != successor.pk:
        officer = part.officer if part.officer and part.officer.agency_id == successor.pk else None
        told = {"action": part.action, "agency": successor, "officer": officer, "part": part.part}
        Contributor(partnership_id=part.partnership_id, **told).take_part(actor)
    part.end(actor)
