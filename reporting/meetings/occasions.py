"""What papers are for: a meeting, or a day on which somebody asks for them."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from partnerships.models import Partnership
from reporting.models import Meeting


@dataclass(frozen=True)
class Occasion:
    """They tell how the plan stands at the end of `as_of`, and what changed since the end of `since` (None: at all).

    `before` is the meeting of that kind whose papers told until then.
    """

    partnership: Partnership
    kind: str
    as_of: dt.date
    since: dt.date | None
    before: Meeting | None
    meeting: Meeting | None = None

    @property
    def on(self) -> dt.date:
        return self.meeting.on if self.meeting else self.as_of


def of_meeting(meeting: Meeting, today: dt.date) -> Occasion:
    """For a meeting with its partnership. One query."""
    as_of = meeting.as_of(today)
    held = Meeting.objects.filter(on__lt=meeting.on)
    return _occasion(meeting.partnership, meeting.kind, as_of, held.filter(cut_off__lt=as_of), meeting)


def until(occasion: Occasion, day: dt.date) -> Occasion:
    """The same, told until the end of another day."""
    return replace(occasion, as_of=max(day, occasion.as_of))


def on_day(partnership: Partnership, kind: str, day: dt.date) -> Occasion:
    """For no meeting in particular, or for that of the kind that is held on the day."""
    return _occasion(partnership, kind, day, Meeting.objects.filter(on__lt=day), None)


def _occasion(partnership: Partnership, kind: str, as_of: dt.date, held: Any, meeting: Meeting | None) -> Occasion:
    of_kind = held.standing().filter(partnership=partnership, kind=kind)
    before = of_kind.with_told_until().order_by("-on", "-pk").first()
    since = min(before.told_until, as_of) if before else None
    return Occasion(partnership, kind, as_of, since, before, meeting)
