"""What became of a plan between two days: how it stands on the one, held against how it stood on the other."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from actions.models import Brag, DateChange, Status
from actions.models.dates import Answer
from findings.models import Finding
from partnerships.models import Sector
from reporting.meetings.plan import Plan, Stood
from reporting.meetings.taking_back import end_of


@dataclass(frozen=True)
class Moved:
    """A finding whose impact is rated otherwise than before; None where it was not rated."""

    finding: Finding
    was: dict[str, Any] | None
    now: dict[str, Any]


@dataclass(frozen=True)
class Changed:
    """`then` is the plan that `now` is held against, `since` the day of it (None: everything is new)."""

    now: Plan
    then: Plan
    since: dt.date | None

    def became(self, *statuses: str) -> list[Stood]:
        """Actions that have one of these statuses and had none of them."""
        return [one for one in self._all() if one.status in statuses and self._status(one) not in statuses]

    @property
    def delivered(self) -> list[Stood]:
        return [one for one in self.became(Status.DELIVERED, Status.ASSURED) if one.status == Status.DELIVERED]

    @property
    def assured(self) -> list[Stood]:
        return self.became(Status.ASSURED)

    @property
    def new(self) -> list[Stood]:
        """Written since, whatever has become of them."""
        return [one for one in self._all() if one.action.text and one.is_live and not self._was_written(one)]

    @property
    def ended(self) -> list[Stood]:
        return [one for one in self.became(Status.CANCELLED, Status.SUPERSEDED) if one.action.text]

    @property
    def dates(self) -> list[tuple[Stood, DateChange]]:
        """Later dates that were asked for since, or wait for an answer."""
        return [(one, change) for one in self._all() for change in one.dates if self._tells_of(change)]

    @property
    def impact(self) -> list[Moved]:
        rated = ((one, self.then.rated.get(one.pk), self.now.rated.get(one.pk)) for one in self.now.findings)
        return [
            Moved(finding, was, now)
            for finding, was, now in rated
            if now and (was or {}).get("rating") != now["rating"]
        ]

    @property
    def closed(self) -> list[Finding]:
        was = {one.pk for one in self.then.findings if one.closed_at}
        return [one for one in self.now.findings if one.closed_at and one.pk not in was]

    @property
    def silent(self) -> list[str]:
        """Agencies with a part in an open action that has begun, and that have said nothing since, by name."""
        begun = [one for one in self._all() if one.is_open and one.status != Status.DRAFT and one.brag != Brag.GREY]
        parted = {agency for one in begun for agency in one.agencies}
        named = (self.now.agencies[key] for key in parted - set(self._spoke()))
        return sorted((name for name, sector in named if sector != Sector.PARTNERSHIP), key=str.casefold)

    @property
    def newly_overdue(self) -> list[Stood]:
        was = {one.action.pk for one in self.then.overdue}
        return [one for one in self.now.overdue if one.action.pk not in was]

    def _spoke(self) -> Iterator[int]:
        begin = end_of(self.since) if self.since else None
        for one in self._all():
            for update in one.updates:
                if begin is None or (update.cleared_at and update.cleared_at >= begin):
                    yield update.agency_id

    def _all(self) -> Iterable[Stood]:
        return self.now.actions.values()

    def _status(self, one: Stood) -> str:
        before = self.then.actions.get(one.action.pk)
        return before.status if before else ""

    def _was_written(self, one: Stood) -> bool:
        before = self.then.actions.get(one.action.pk)
        return bool(before and before.action.text)

    def _tells_of(self, change: DateChange) -> bool:
        return change.answer == Answer.OPEN or self.since is None or change.asked_at >= end_of(self.since)
