"""A person's own calendar addresses: which they have, how each stands, and which they can make."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from partnerships.gates import Hats
from partnerships.models import Membership, Partnership
from reporting.models import CalendarAddress
from reporting.models.calendars import Scope


@dataclass(frozen=True)
class Mine:
    """`partnerships`: those that the person has a part in, by area; `of_agency`: in which they work for an agency."""

    user: Any
    today: dt.date
    partnerships: dict[int, Partnership]
    of_agency: frozenset[int]
    addresses: list[CalendarAddress]

    @classmethod
    def of(cls, user: Any, today: dt.date) -> "Mine":
        held = Membership.objects.of(user, today).select_related("partnership").order_by("partnership__area")
        roles = list(held)
        standing = CalendarAddress.objects.visible_to(user).standing().select_related("partnership")
        return cls(
            user,
            today,
            {role.partnership_id: role.partnership for role in roles},
            frozenset(role.partnership_id for role in roles if role.agency_id),
            list(standing),
        )

    def state(self, address: CalendarAddress) -> str:
        """How it stands, in words."""
        if address.partnership_id not in self.partnerships:
            return "Stopped: you have no part in this partnership now."
        if not address.partnership.calendar_feeds:
            return "Stopped: calendar feeds are turned off in this partnership."
        if address.scope == Scope.AGENCY and address.partnership_id not in self.of_agency:
            return "Stopped: you work for no agency of this partnership now."
        if address.has_run_out(self.today):
            return f"Ran out on {address.expires_on:%-d %B %Y}."
        return f"Works until {address.expires_on:%-d %B %Y}."

    @property
    def has(self) -> set[str]:
        """What there is an address for, as a form's values."""
        return {f"{one.partnership_id}:{one.scope}" for one in self.addresses}

    def choices(self) -> list[tuple[str, str]]:
        """What there is no address for yet: a form's value, and what it is called."""
        has = self.has
        return [
            (f"{key}:{scope}", f"{partnership.area}: {scope.label}" if len(self.partnerships) > 1 else str(scope.label))
            for key, partnership in self.partnerships.items()
            for scope in Scope
            if partnership.calendar_feeds and f"{key}:{scope}" not in has
            if scope != Scope.AGENCY or key in self.of_agency
        ]

    def turned_off(self) -> list[tuple[Partnership, bool]]:
        """The partnerships without feeds, and whether this person may turn them on."""
        hats = Hats.of(self.user, self.today)
        off = [one for one in self.partnerships.values() if not one.calendar_feeds]
        return [(one, hats.may("manage settings", one)) for one in off]
