"""All that a meeting's papers say, as plain data: what their documents are made of, and what is kept of them."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from actions import brag_words, finding_state
from actions.deadlines import action_stands, challenge_stands
from actions.models import Challenge, DateChange, Status
from actions.models.assurance import Impact
from actions.models.dates import Answer
from findings.models import Finding
from reporting.meetings.changed import Changed, Moved
from reporting.meetings.occasions import Occasion
from reporting.meetings.plan import Plan, Stood
from reporting.meetings.readers import Reader
from reporting.models import AgreedColour, MeetingKind
from reporting.models.agreed import travel
from reporting.models.meetings import BY_FINDING

Told = dict[str, Any]


def telling(occasion: Occasion, reader: Reader, changed: Changed, agreed: Iterable[AgreedColour]) -> Told:
    """`agreed`: what was agreed at the meeting itself, after its papers."""
    now, meeting = changed.now, occasion.meeting
    several = len({one.letter_id for one in now.findings}) > 1
    colours = _Colours(occasion, now.agreed, agreed)
    return {
        "partnership": occasion.partnership.name,
        "kind": occasion.kind,
        "by_finding": occasion.kind in BY_FINDING,
        "meeting": str(meeting) if meeting else "",
        "name": meeting.name if meeting else str(MeetingKind(occasion.kind).label),
        "place": meeting.place if meeting else "",
        "cut_off": _iso(meeting.cut_off) if meeting else None,
        "as_of": _iso(occasion.as_of),
        "since": _iso(occasion.since),
        "before": str(occasion.before) if occasion.before else "",
        "made_for": reader.name,
        "key": [[brag, brag_words.says(brag, occasion.partnership)] for brag in brag_words.IN_KEY],
        "actions": [_action(one, occasion, now, several, colours) for one in now.actions.values()],
        "findings": [_finding(one, changed, several, colours) for one in now.findings],
        **_lists(changed),
        "dates": [_date(one, change) for one, change in changed.dates],
        "impact": [_moved(one) for one in changed.impact],
        "challenges": [_challenge(one, now) for one in now.open_challenges],
        "silent": changed.silent,
    }


def findings_told(told: Told) -> set[int]:
    """The keys of all findings that something is told of."""
    of = ("actions", "challenges", "impact", "measures")
    return {
        *(one["key"] for one in told.get("findings", ())),
        *(one["finding"] for name in of for one in told.get(name, ())),
    }


def _lists(changed: Changed) -> Told:
    """Keys of the actions and findings that a part of the papers is about."""
    now = changed.now
    actions = {
        **{"delivered": changed.delivered, "assured": changed.assured, "new": changed.new, "ended": changed.ended},
        **{"overdue": now.overdue, "newly_overdue": changed.newly_overdue, "red": now.red, "stuck": now.stuck},
        "more_evidence": now.more_evidence,
    }
    keys: Told = {name: [one.action.pk for one in found] for name, found in actions.items()}
    return {**keys, "closed": [one.pk for one in changed.closed]}


class _Colours:
    """Colours agreed at the meeting, and before it at meetings of its kind, by what they are of."""

    def __init__(self, occasion: Occasion, before: Iterable[AgreedColour], here: Iterable[AgreedColour]) -> None:
        meeting, on = occasion.meeting, occasion.on
        self.here = {(one.finding_id, one.action_id): one for one in here if meeting and one.meeting_id == meeting.pk}
        self.before: dict[Any, AgreedColour] = {}
        for one in before:
            if one.meeting.on < on:
                self.before.setdefault((one.finding_id, one.action_id), one)

    def told(self, finding: int, action: int | None) -> Told:
        here, before = self.here.get((finding, action)), self.before.get((finding, action))
        went = travel(here.brag, before.brag) if here and before else ""
        return {"agreed": _agreed(here, went), "agreed_before": _agreed(before)}


def _agreed(one: AgreedColour | None, went: str = "") -> Told | None:
    if one is None:
        return None
    return {"brag": one.brag, "note": one.note, "meeting": str(one.meeting), "travel": went}


def _action(one: Stood, occasion: Occasion, plan: Plan, several: bool, colours: _Colours) -> Told:
    action, last = one.action, one.last_of_lead
    due = action_stands(action, plan.day)
    return {
        "key": action.pk,
        "number": _numbered(action.number, action.finding, several),
        "finding": action.finding_id,
        "text": action.text,
        "about": action.finding.text,
        "lead": plan.agencies[action.lead_agency_id][0],
        "officer": _officer(plan, action.lead_officer_id),
        "title": plan.officers[action.lead_officer_id][1] if action.lead_officer_id else "",
        "with": [plan.agencies[key][0] for key in one.agencies[1:]],
        "status": action.status,
        "open": one.is_open,
        "due": _iso(one.due),
        "first_due": _iso(action.original_target_date or one.due),
        "stands": due.words,
        "slipped": max(action.slipped, 0),
        "brag": one.brag,
        "why": brag_words.why(action, due, occasion.partnership),
        "said": last.text if last else "",
        "said_on": _day(last.recorded_at) if last else None,
        "next_step": last.next_step if last else "",
        "help": [f"{plan.agencies[call.agency_id][0]}: {call.text}" for call in one.calls],
        "asked": action.asked if action.is_asked else "",
        "difference": action.difference if action.status in (Status.DELIVERED, Status.ASSURED) else "",
        "delivered_on": _day(action.delivered_at),
        "assured_on": _day(action.assured_at),
        "reason": action.reason if action.reason_stands else "",
        **colours.told(action.finding_id, action.pk),
    }


def _finding(finding: Finding, changed: Changed, several: bool, colours: _Colours) -> Told:
    now = changed.now
    answering = now.answers[finding.pk]
    return {
        "key": finding.pk,
        "code": _numbered(finding.code, finding, several),
        "kind": finding.kind,
        "subheading": finding.subheading,
        "theme": finding.theme,
        "stem": finding.stem,
        "text": finding.text,
        "lead": now.agencies[finding.lead_agency_id][0] if finding.lead_agency_id else "",
        "title": _title(finding, answering, now),
        "state": finding_state.in_words(finding),
        "brag": now.brag_of(finding),
        "actions": [one.action.pk for one in answering],
        "impact": now.rated.get(finding.pk),
        "closed": _day(finding.closed_at),
        **colours.told(finding.pk, None),
    }


def _title(finding: Finding, answering: Iterable[Stood], plan: Plan) -> str:
    """Whose job it is: the lead officer of its first open action, else whom the letter names."""
    leads = (one.action.lead_officer_id for one in answering if one.is_open and one.action.lead_officer_id)
    key = next(leads, finding.suggested_owner_id)
    return plan.officers[key][1] if key else ""


def _officer(plan: Plan, key: int | None) -> str:
    return ", ".join(part for part in plan.officers[key] if part) if key else ""


def _date(one: Stood, change: DateChange) -> Told:
    """`slips`: days that this request adds; `in_all`: from the date first agreed to the one asked for."""
    first = one.action.original_target_date
    return {
        "action": one.action.pk,
        "was": _iso(change.was),
        "wanted": _iso(change.wanted),
        "slips": (change.wanted - change.was).days if change.was else 0,
        "in_all": (change.wanted - first).days if first else 0,
        "reason": change.reason,
        "answer": Answer(change.answer).label,
    }


def _moved(moved: Moved) -> Told:
    was = Impact(moved.was["rating"]).label if moved.was else "Not rated"
    return {"finding": moved.finding.pk, "was": was, **moved.now, "now": Impact(moved.now["rating"]).label}


def _challenge(challenge: Challenge, plan: Plan) -> Told:
    return {
        "finding": challenge.finding_id,
        "action": challenge.action_id if challenge.action_id in plan.actions else None,
        "to": plan.agencies[challenge.agency_id][0],
        "text": challenge.text,
        "due": _iso(challenge.answer_due),
        "stands": challenge_stands(challenge, plan.day).words,
        "late": challenge.answered_at is None and challenge.answer_due < plan.day,
    }


def _numbered(number: str, finding: Finding, several: bool) -> str:
    """With the letter's date where the plan has several: each counts its findings from 1."""
    day = finding.letter.letter_date
    return f"{number} ({day:%-d %B %Y})" if several and day else number


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _day(moment: Any) -> str | None:
    return timezone.localdate(moment).isoformat() if moment else None
