"""Who could give the answers that things wait for: what waits for nobody is shown to who runs the plan."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

from partnerships.gates import LEADS, MANAGER, Hats
from partnerships.models import Membership, Role

ANSWERS = LEADS | {Role.SAFEGUARDING_PARTNER}


@dataclass
class Answerers:
    """The people of each partnership that a person runs, who can sign in; of others nothing is said."""

    runs: set[int]
    today: dt.date

    @classmethod
    def of(cls, hats: Hats, today: dt.date) -> Self:
        return cls(hats.where(MANAGER), today)

    @cached_property
    def people(self) -> dict[int, list[Hats]]:
        """One query, when something waits that the person cannot answer; none for who runs no plan."""
        people: dict[int, list[Hats]] = {partnership: [] for partnership in self.runs}
        if not people:
            return people
        held = Membership.objects.current(self.today).of_who_can_come().filter(partnership__in=self.runs)
        roles: dict[tuple[int, Any], set[tuple[int, str, int | None]]] = defaultdict(set)
        for one in held.select_related("user"):
            roles[one.partnership_id, one.user].add((one.partnership_id, one.role, one.agency_id))
        for (partnership, user), theirs in roles.items():
            people[partnership].append(Hats(user, frozenset(theirs)))
        return people

    def nobody_may(self, verb: str, record: Any) -> bool:
        people = self.people.get(record.partnership_id)
        return people is not None and not any(hats.may(verb, record) for hats in people)

    def nobody_answers(self, challenge: Any) -> bool:
        """Whether the agency asked has neither lead nor partner: only who runs the plan could write its answer."""
        people = self.people.get(challenge.partnership_id)
        answers = {agency for hats in people or () for _, role, agency in hats.held if role in ANSWERS}
        return people is not None and challenge.agency_id not in answers
