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
from partnerships.models import Officer
from partnerships.stale import Meanwhile

LABELS = {"lead_officer": "Lead officer", "planned_start": "Planned start", "target_date": "Target date"}


@dataclass(frozen=True)
class Wanted:
    """What is to hold of every chosen action; what is empty stays as it is."""

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
    action.change(actor, "planned", **wanted.values())
    if wanted.start and action.status == Status.NOT_STARTED:
        action.start(actor)


def _change(action: Action, wanted: Wanted) -> Change:
    if why := _stays(action, wanted):
        return Change(action, stays=why)
    differs = {name: value for name, value in wanted.values().items() if getattr(action, name) != value}
    words = [f"{LABELS[name]}: {_said(value)}{_now(action, name)}" for name, value in differs.items()]
    if wanted.start and action.status == Status.NOT_STARTED:
        words.append("Status: in progress")
    return Change(action, words, stays="" if words else "It is so already.")


def _stays(action: Action, wanted: Wanted) -> str:
    if action.status in CLOSED:
        return "It is closed. It can be reopened on its own page."
    if wanted.start and action.status == Status.DRAFT:
        return "No action is written yet, so it cannot start."
    if wanted.target_date and action.target_date and action.target_date != wanted.target_date:
        return "It has a target date. Ask for a later one on its own page."
    return ""


def _now(action: Action, name: str) -> str:
    stands = getattr(action, name)
    return f" (now {_said(stands)})" if stands else ""


def _said(value: Officer | dt.date) -> str:
    return value.name if isinstance(value, Officer) else f"{value:%-d %B %Y}"
