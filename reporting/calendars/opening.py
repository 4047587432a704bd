"""Whom a calendar's address opens for, and what it then shows. What is not right about one is not told."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from actions.models import Action
from partnerships.gates import Hats
from reporting.models import CalendarAddress
from reporting.models.calendars import Scope


@dataclass(frozen=True)
class Opened:
    """`agencies`: those that its person works for in the partnership today."""

    address: CalendarAddress
    today: dt.date
    agencies: frozenset[int]

    @property
    def user(self) -> Any:
        return self.address.user

    @property
    def shows_all(self) -> bool:
        return self.address.scope == Scope.PARTNERSHIP

    def of_plan(self, rows: Any) -> Any:
        """Those of the partnership that its person can see; of no letter before publication, whoever reads it."""
        return rows.visible_to(self.user, self.today).filter(partnership=self.address.partnership_id)

    def actions(self) -> Any:
        actions = self.of_plan(Action.objects.all()).filter(letter__embargoed=False)
        if self.address.scope == Scope.MINE:
            return actions.of_person(self.user, self.today)
        return actions if self.shows_all else actions.of_agencies(self.agencies)


def opened(key: str, today: dt.date) -> Opened | None:
    """None for a key of nothing, one that was revoked, renewed or ran out, a person who is inactive or has no role in
    the partnership (of an agency: none of an agency), and a partnership that has its feeds turned off."""
    address = CalendarAddress.objects.select_related("partnership").opening(key, today)
    if address is None or not address.user.is_active or not address.partnership.calendar_feeds:
        return None
    hats = Hats.of(address.user.read_roles_once(), today)
    roles = [agency for partnership, _, agency in hats.held if partnership == address.partnership_id]
    agencies = frozenset(agency for agency in roles if agency)
    if not roles or (address.scope == Scope.AGENCY and not agencies):
        return None
    return Opened(address, today, agencies)
