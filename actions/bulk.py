"""Planning many actions at once: what would change of each, and why one stays as it is."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction

from actions.models import Action, Status
from actions.models.status import CLOSED
from partnerships.history import StaleEdit
from partnerships.history_words import in_words
from partnerships.models import Agency, Officer
from partnerships.stale import Meanwhile

ASK_LATER = "Ask for a later one on its own page."
LABELS = {
    "lead_agency": "Lead agency",
    "lead_officer": "Lead officer",
    "planned_start": "Planned start",
    "target_date": "Target date",
}


@dataclass(frozen=True)
class Wanted:
    """What is to hold of every chosen action; what is empty stays as it is."""

    lead_agency: Agency | None = None
    lead_officer: Officer | None = None
    planned_start: dt.date | None = None
    target_date: dt.date | None = None
    start: bool = False

    def values(self) -> dict[str, Any]:
        named = {name: getattr(self, name) for name in LABELS}
        return {name: value for name, value in named.items() if value}


@dataclass(frozen=True)
class Change:
    """What one action would change, in words; `stays` says why it does not change at all.

    `meanwhile` is what somebody else changed since the person looked.
    """

    action: Action
    words: list[str] = field(default_factory=list)
    stays: str = ""
    meanwhile: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Done:
    changed: list[Action] = field(default_factory=list)
    stale: list[Action] = field(default_factory=list)


def what_changes(actions: Iterable[Action], wanted: Wanted) -> list[Change]:
    return [_change(action, wanted) for action in actions]


def what_changed(actions: Iterable[Action], wanted: Wanted, versions: dict[int, int]) -> list[Change]:
    """For actions that somebody else changed since the version in `versions`: what they did, and what would change."""
    return [
        replace(_change(action, wanted), meanwhile=list(_done_since(action, versions.get(action.pk, action.version))))
        for action in actions
    ]


def _done_since(action: Action, version: int) -> Iterator[str]:
    for event in Meanwhile(action, version).events:
        for told in in_words(event):
            yield f"{event.actor_name}: {told.label} is now “{told.now}”, before “{told.was}”"


def carry_out(actions: Iterable[Action], wanted: Wanted, versions: dict[int, int], actor: Any) -> Done:
    """Changes what can be; an action that is no longer of its version in `versions` stays, and is told."""
    done = Done()
    for change in what_changes(actions, wanted):
        if change.stays:
            continue
        action = change.action
        action.version = versions.get(action.pk, 0)
        try:
            _carry_out(action, wanted, actor)
            done.changed.append(action)
        except StaleEdit:
            done.stale.append(action)
    return done


@transaction.atomic
def _carry_out(action: Action, wanted: Wanted, actor: Any) -> None:
    action.change(actor, "planned", **_possible(action, wanted).values())
    if wanted.start and action.status == Status.NOT_STARTED:
        action.start(actor)


def _change(action: Action, wanted: Wanted) -> Change:
    if why := _stays(action, wanted):
        return Change(action, stays=why)
    values = _possible(action, wanted).values()
    differs = {name: value for name, value in values.items() if getattr(action, name) != value}
    words = [f"{LABELS[name]}: {_said(value)}{_now(action, name)}" for name, value in differs.items()]
    if wanted.start and action.status == Status.NOT_STARTED:
        words.append("Status: in progress")
    if words and _has_another_date(action, wanted):
        words.append(f"Target date: stays {_said(action.target_date)}. {ASK_LATER}")  # type: ignore[arg-type]
    return Change(action, words, stays="" if words else "It is so already.")


def _stays(action: Action, wanted: Wanted) -> str:
    if action.status in CLOSED:
        return f"It is {action.get_status_display().lower()}. What can still be done is on its own page."
    if wanted.start and action.status == Status.DRAFT:
        return "No action is written yet, so it cannot start."
    if _has_another_date(action, wanted) and not wanted.start and not _possible(action, wanted).values():
        return f"It has a target date. {ASK_LATER}"
    return ""


def _has_another_date(action: Action, wanted: Wanted) -> bool:
    return bool(wanted.target_date and action.target_date and action.target_date != wanted.target_date)


def _possible(action: Action, wanted: Wanted) -> Wanted:
    """An agreed target date is changed by asking for a later one; what else is wanted is done."""
    return replace(wanted, target_date=None) if _has_another_date(action, wanted) else wanted


def _now(action: Action, name: str) -> str:
    stands = getattr(action, name)
    return f" (now {_said(stands)})" if stands else ""


def _said(value: Agency | Officer | dt.date) -> str:
    return f"{value:%-d %B %Y}" if isinstance(value, dt.date) else value.name
