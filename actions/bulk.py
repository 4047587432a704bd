"""Planning many actions at once: what would change of each, what to know of it, and why one stays as it is."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import models, transaction

from actions.models import Action, DateChange, NotPossible, Status
from actions.models.status import CLOSED
from actions.plan_rules import from_elsewhere, wrong_dates, wrong_officers
from partnerships.history import StaleEdit
from partnerships.history_words import in_words
from partnerships.models import Agency, Event, Officer

LABELS = {
    "lead_agency": "Lead agency",
    "lead_officer": "Lead officer",
    "planned_start": "Planned start",
    "target_date": "Target date",
}


class Step(models.TextChoices):
    """What can be said of the work of many at once."""

    START = "start", "Work has started"
    CANCEL = "cancel", "Cancelled, for the reason below"


@dataclass(frozen=True)
class Wanted:
    """What is to hold of every chosen action; what is empty stays as it is.

    Where a target date is agreed already, another is asked for, with the reason.
    """

    lead_agency: Agency | None = None
    lead_officer: Officer | None = None
    planned_start: dt.date | None = None
    target_date: dt.date | None = None
    status: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Change:
    """What one action would change, in `words`; `stays` says why it does not change at all.

    `values` are set in its plan, `later` is the target date to ask for. `look` is what to know before, and `meanwhile`
    what somebody else changed since the person looked.
    """

    action: Action
    words: Sequence[str] = ()
    stays: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    later: dt.date | None = None
    look: str = ""
    meanwhile: Sequence[str] = ()


@dataclass(frozen=True)
class Done:
    changed: list[Action] = field(default_factory=list)
    stale: list[Action] = field(default_factory=list)


def what_changes(actions: Iterable[Action], wanted: Wanted, actor: Any) -> list[Change]:
    """For actions with their `waiting_dates`: the new dates that are asked for and not answered."""
    return [_change(action, wanted, actor) for action in actions]


def what_changed(actions: Sequence[Action], wanted: Wanted, versions: dict[int, int], actor: Any) -> list[Change]:
    """For actions that somebody else changed since the version in `versions`: what they did, and what would change."""
    done = done_since(actions, versions)
    return [replace(change, meanwhile=done[change.action.pk]) for change in what_changes(actions, wanted, actor)]


def done_since(actions: Sequence[Action], versions: dict[int, int]) -> dict[int, list[str]]:
    """In words, by the action's key; one query."""
    unseen = {action.pk: action.version - versions.get(action.pk, action.version) for action in actions}
    events = Event.objects.filter(subject_type=Action._meta.label_lower, subject_id__in=unseen)
    done: dict[int, list[str]] = defaultdict(list)
    for event in events.order_by("-sequence"):
        if unseen[event.subject_id] > 0:
            unseen[event.subject_id] -= 1
            done[event.subject_id] += _told(event)
    return done


def _told(event: Event) -> Iterator[str]:
    for told in in_words(event, stamps=False):
        before = f", before “{told.was}”" if told.was else ""
        yield f"{event.actor_name}: {told.label} is now “{told.now}”{before}"


def carry_out(actions: Iterable[Action], wanted: Wanted, versions: dict[int, int], actor: Any) -> Done:
    """Changes what can be; an action that is no longer of its version in `versions` stays, and is told."""
    done = Done()
    for change in what_changes(actions, wanted, actor):
        if change.stays:
            continue
        try:
            if change.action.version != versions.get(change.action.pk):
                raise StaleEdit
            _carry_out(change, wanted, actor)
            done.changed.append(change.action)
        except (StaleEdit, NotPossible):  # somebody was faster
            done.stale.append(change.action)
    return done


@transaction.atomic
def _carry_out(change: Change, wanted: Wanted, actor: Any) -> None:
    action = change.action
    action.change(actor, "planned", **change.values)
    if change.later:
        told = {"wanted": change.later, "reason": wanted.reason, "asked_by": actor}
        DateChange(partnership_id=action.partnership_id, action=action, was=action.target_date, **told).ask(actor)
    if wanted.status == Step.START and action.status == Status.NOT_STARTED:
        action.start(actor)
    if wanted.status == Step.CANCEL:
        action.cancel(actor, wanted.reason)


def _change(action: Action, wanted: Wanted, actor: Any) -> Change:
    values = _values(action, wanted)
    if why := _stays(action, wanted, values):
        return Change(action, stays=why)
    later, kept = _later(action, wanted, actor)
    words = [f"{LABELS[name]}: {_said(value)}{_now(action, name)}" for name, value in values.items()]
    if later:
        words.append(f"Target date: {_said(later)} is asked for{_now(action, 'target_date')}")
    if wanted.status == Step.CANCEL:
        words.append("Status: cancelled")
    if wanted.status == Step.START and action.status == Status.NOT_STARTED:
        words.append("Status: in progress")
    if not words:
        return Change(action, stays=kept or "It is so already.")
    return Change(action, [*words, *([kept] if kept else [])], "", values, later, _look(action, values))


def _values(action: Action, wanted: Wanted) -> dict[str, Any]:
    """What of the plan differs; an agreed target date is not for planning."""
    named = {name: getattr(wanted, name) for name in LABELS if name != "target_date" or not action.target_date}
    return {name: value for name, value in named.items() if value and getattr(action, name) != value}


def _stays(action: Action, wanted: Wanted, values: dict[str, Any]) -> str:
    if action.status in CLOSED:
        return f"It is {action.get_status_display().lower()}. What can still be done is on its own page."
    if wanted.status == Step.START and action.status == Status.DRAFT:
        return "No action is written yet, so it cannot start."
    start, target, lead = (values.get(n, getattr(action, n)) for n in ("planned_start", "target_date", "lead_officer"))
    if {"planned_start", "target_date"} & values.keys() and (why := wrong_dates(start, target)):
        return why
    return wrong_officers(lead, action.deputy) if "lead_officer" in values else ""


def _later(action: Any, wanted: Wanted, actor: Any) -> tuple[dt.date | None, str]:
    """The target date to ask for, or why an agreed one stays."""
    date, agreed = wanted.target_date, action.target_date
    if not date or not agreed or date == agreed:
        return None, ""
    stays = f"Target date: stays {_said(agreed)}."
    start = wanted.planned_start or action.planned_start
    if start and date < start:
        return None, f"{stays} {_said(date)} is before the planned start."
    if not wanted.reason:
        return None, f"{stays} To ask for another, give the reason."
    for one in action.waiting_dates:
        if one.asked_by_id != actor.pk or (one.wanted, one.reason) == (date, wanted.reason):
            return None, f"{stays} {one.asked_by} has asked for {_said(one.wanted)}, which waits for an answer."
    return date, ""


def _look(action: Action, values: dict[str, Any]) -> str:
    if not {"lead_agency", "lead_officer"} & values.keys():
        return ""
    officer, agency = (values.get(name, getattr(action, name)) for name in ("lead_officer", "lead_agency"))
    return from_elsewhere(officer, agency)


def _now(action: Action, name: str) -> str:
    stands = getattr(action, name)
    return f" (now {_said(stands)})" if stands else ""


def _said(value: Agency | Officer | dt.date) -> str:
    return f"{value:%-d %B %Y}" if isinstance(value, dt.date) else value.name
