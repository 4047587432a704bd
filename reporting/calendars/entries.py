"""What a calendar shows: a day each, in words that tell no finding, action or evidence."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from actions.brag_words import in_words
from actions.models import Action, Status
from actions.who import lead_in_words
from findings.models import Letter
from reporting.calendars.opening import Opened
from reporting.changed import with_changed_at
from reporting.models import Meeting, Milestone

CANCELLED = (Status.CANCELLED, Status.SUPERSEDED)
SETTLED = (*CANCELLED, Status.DELIVERED, Status.ASSURED)


@dataclass(frozen=True)
class Entry:
    """`key` stays for good; `revision` grows with each change; `page` is where the thing itself is shown."""

    key: str
    on: dt.date
    summary: str
    details: str
    page: str
    revision: int
    changed_at: dt.datetime
    cancelled: bool = False


def entries(opened: Opened) -> list[Entry]:
    """All that the address shows today, by day: one query for each kind of thing."""
    found = [*of_actions(opened)]
    if opened.shows_all:
        found += [*of_statements(opened), *of_milestones(opened), *of_meetings(opened)]
    return sorted(found, key=lambda entry: (entry.on, entry.key))


def of_actions(opened: Opened) -> Iterator[Entry]:
    actions = with_changed_at(opened.actions().with_brag(opened.today)).exclude(deadline=None)
    for action in actions.select_related("finding", "letter__partnership", "lead_agency"):
        yield Entry(
            key=f"action-{action.pk}",
            on=action.deadline,
            summary=action_in_words(action),
            details=f"Lead agency: {lead_in_words(action)}. Letter: {action.letter}.",
            page=reverse("action", args=[action.pk]),
            revision=_revision(action, action.letter),
            changed_at=action.changed_at,
            cancelled=action.status in CANCELLED,
        )


def action_in_words(action: Any) -> str:
    """Such as "A5.1 due, Red: off track or overdue" or "A5.1 delivered"; for an action with its `brag`."""
    status = Status(action.status)
    if status in SETTLED:
        return f"{action.number} {status.label.lower()}"
    said = [str(status.label).lower()] if status in (Status.DRAFT, Status.MORE_EVIDENCE) else []
    colour = in_words(action.brag, action.letter.partnership)
    return ", ".join([f"{action.number} due", *said, *([colour] if colour else [])])


def of_statements(opened: Opened) -> Iterator[Entry]:
    letters = opened.of_plan(Letter.objects.all()).filter(embargoed=False).exclude(statutory_due=None)
    for letter in with_changed_at(letters).select_related("partnership"):
        sent = letter.statement_sent_on
        yield Entry(
            key=f"statement-of-letter-{letter.pk}",
            on=letter.statutory_due,
            summary=f"Statement to Ofsted, sent on {sent:%-d %B %Y}" if sent else "Statement to Ofsted due",
            details=f"Letter: {letter}.",
            page=reverse("letter", args=[letter.pk]),
            revision=_revision(letter),
            changed_at=letter.changed_at,
        )


def of_milestones(opened: Opened) -> Iterator[Entry]:
    """The statement's timetable. A step that was taken out is told as cancelled."""
    steps = opened.of_plan(Milestone.objects.all()).filter(statement__letter__embargoed=False).exclude(due=None)
    for step in with_changed_at(steps).select_related("statement__letter__partnership"):
        yield Entry(
            key=f"milestone-{step.pk}",
            on=step.due,
            summary=f"{step.name}, {'reached' if step.done_on else 'in the statement’s timetable'}",
            details=f"Letter: {step.statement.letter}.",
            page=reverse("statement", args=[step.statement_id]),
            revision=_revision(step),
            changed_at=step.changed_at,
            cancelled=step.removed_at is not None,
        )


def of_meetings(opened: Opened) -> Iterator[Entry]:
    """Of each its day, and the last day whose updates its papers tell of."""
    for meeting in with_changed_at(opened.of_plan(Meeting.objects.all())).select_related("partnership"):
        last, papers_on = f"{meeting.cut_off:%-d %B %Y}", f"{meeting.papers_on:%-d %B %Y}"
        told = {
            "details": f"Updates count until {last}; papers go out on {papers_on}.",
            "page": reverse("meeting", args=[meeting.pk]),
            "revision": _revision(meeting),
            "changed_at": meeting.changed_at,
            "cancelled": meeting.called_off_at is not None,
        }
        yield Entry(key=f"meeting-{meeting.pk}", on=meeting.on, summary=meeting.name, **told)
        until = f"Last day of updates for {meeting}"
        yield Entry(key=f"updates-for-meeting-{meeting.pk}", on=meeting.cut_off, summary=until, **told)


def _revision(*records: Action | Letter | Meeting | Milestone) -> int:
    """Counts every change of what the day is worked out from; 0 for what nobody has changed."""
    return sum(record.version - 1 for record in records)
