"""The plan as its reader sees it at the end of a day."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from actions.finding_state import ENDED, State
from actions.models import Action, AlsoAnswers, Brag, Challenge, Contributor, DateChange, Status, Update
from actions.models.brag_rules import brag_of, deadline_of
from actions.models.status import CLOSED, worse
from actions.models.updates import Kind
from findings.models import Finding
from partnerships.models import Agency, Officer
from reporting.meetings.rows import Rows
from reporting.meetings.taking_back import Undone
from reporting.models import AgreedColour


@dataclass(eq=False)
class Stood:
    """An action as it stood, with its `deadline` and `brag`; `updates` are those that its agencies stand by, the oldest
    first.
    """

    action: Action
    updates: list[Update] = field(default_factory=list)
    dates: list[DateChange] = field(default_factory=list)
    with_agencies: list[int] = field(default_factory=list)

    @property
    def status(self) -> str:
        return self.action.status

    @property
    def brag(self) -> str:
        brag: str = self.action.brag  # type: ignore[attr-defined]
        return brag

    @property
    def due(self) -> dt.date | None:
        deadline: dt.date | None = self.action.deadline  # type: ignore[attr-defined]
        return deadline

    @property
    def is_open(self) -> bool:
        return self.status not in CLOSED

    @property
    def is_live(self) -> bool:
        """Neither cancelled nor superseded."""
        return self.status not in ENDED

    def is_late_on(self, day: dt.date) -> bool:
        return self.is_open and self.due is not None and self.due < day

    @property
    def agencies(self) -> list[int]:
        """All that have a part in it, the lead first."""
        return [self.action.lead_agency_id, *(one for one in self.with_agencies if one != self.action.lead_agency_id)]

    @property
    def last_of_lead(self) -> Update | None:
        mine = (one for one in reversed(self.updates) if one.agency_id == self.action.lead_agency_id)
        return next(mine, None)

    @property
    def calls(self) -> list[Update]:
        """Calls for help that stand (UpdateQuerySet.calling): an agency's latest word, but for "no change"."""
        if not self.is_open:
            return []
        said = {one.agency_id: one for one in self.updates if one.kind != Kind.NO_CHANGE}
        return [one for agency, one in said.items() if one.kind == Kind.NEED_HELP and agency in self.agencies]


@dataclass(frozen=True)
class Plan:
    """`answers`: by finding, its live actions, then those of others that answer it too.

    `rated`: by finding, its impact rating. `agreed`: colours agreed at meetings of the kind, the latest first. Agencies
    are names and sectors, officers names and job titles.
    """

    day: dt.date
    findings: list[Finding]
    actions: dict[int, Stood]
    answers: dict[int, list[Stood]]
    challenges: list[Challenge]
    rated: dict[int, dict[str, Any] | None]
    agreed: list[AgreedColour]
    agencies: dict[int, tuple[str, str]]
    officers: dict[int, tuple[str, str]]

    @property
    def overdue(self) -> list[Stood]:
        """The latest first."""
        late = (one for one in self.actions.values() if one.is_late_on(self.day))
        return sorted(late, key=lambda one: one.due or self.day)

    @property
    def red(self) -> list[Stood]:
        """Red for another reason than its date."""
        return [one for one in self.actions.values() if one.brag == Brag.RED and not one.is_late_on(self.day)]

    @property
    def stuck(self) -> list[Stood]:
        """Somebody asked for help with it, and has not said otherwise since."""
        return [one for one in self.actions.values() if one.calls]

    @property
    def more_evidence(self) -> list[Stood]:
        return [one for one in self.actions.values() if one.status == Status.MORE_EVIDENCE]

    @property
    def open_challenges(self) -> list[Challenge]:
        """Those of which nobody has said what came of them."""
        return [one for one in self.challenges if one.closed_at is None]

    def brag_of(self, finding: Finding) -> str:
        """The worst colour of what answers it."""
        worst = ""
        for one in self.answers[finding.pk]:
            worst = worse(worst, one.brag)
        return worst


NOTHING_YET = Plan(dt.date.min, [], {}, defaultdict(list), [], {}, [], {}, {})


def plan_on(rows: Rows) -> Plan:
    """As it stood at the end of the day that the papers tell of."""
    return _plan(rows, rows.as_of, {one.pk: one.rated for one in rows.findings})  # type: ignore[attr-defined]


def plan_before(rows: Rows) -> Plan:
    """As it stood where they begin; nothing was there before the first of them."""
    if rows.since is None:
        return NOTHING_YET
    return _plan(rows, rows.since, {one.pk: one.rated_then for one in rows.findings})  # type: ignore[attr-defined]


def _plan(rows: Rows, day: dt.date, rated: dict[int, Any]) -> Plan:
    undone = Undone(rows.done, day)
    findings = undone.rows(rows.findings)
    letters = {one.pk: one for one in undone.rows({one.letter_id: one.letter for one in findings}.values())}
    findings = [one for one in findings if one.letter_id in letters]
    by_key = {one.pk: one for one in findings}
    for finding in findings:
        finding.letter = letters[finding.letter_id]
    there = [one for one in undone.rows(rows.actions) if one.finding_id in by_key]
    actions = {one.pk: _stood(one, by_key[one.finding_id], day) for one in there}
    _add_said(actions, undone, rows)
    answers = _answers(actions, undone, rows)
    for finding in findings:
        _settle(finding, answers[finding.pk])
    return Plan(
        day,
        findings,
        actions,
        answers,
        [one for one in undone.rows(rows.challenges) if one.finding_id in by_key],
        rated,
        undone.rows(rows.agreed),
        *_names(undone, rows),
    )


def _stood(row: Action, finding: Finding, day: dt.date) -> Stood:
    action: Any = row
    letter = finding.letter
    action.finding, action.letter = finding, letter
    action.deadline = deadline_of(action.target_date, letter.statutory_day(), letter.statement_sent_on)
    action.brag = brag_of(action.status, action.declared, action.deadline, action.planned_start, day)
    return Stood(action)


def _add_said(actions: dict[int, Stood], undone: Undone, rows: Rows) -> None:
    for update in undone.rows(rows.updates):
        if update.cleared_at and update.action_id in actions:
            actions[update.action_id].updates.append(update)
    for change in undone.rows(rows.dates):
        if change.action_id in actions:
            actions[change.action_id].dates.append(change)
    for part in rows.parts:
        if part.kind == Contributor._meta.label_lower and part.action in actions and _stands(undone, Contributor, part):
            actions[part.action].with_agencies.append(part.of)


def _answers(actions: dict[int, Stood], undone: Undone, rows: Rows) -> dict[int, list[Stood]]:
    found: dict[int, list[Stood]] = defaultdict(list)
    for one in actions.values():
        if one.is_live:
            found[one.action.finding_id].append(one)
    for part in rows.parts:
        if part.kind == AlsoAnswers._meta.label_lower and part.action in actions and _stands(undone, AlsoAnswers, part):
            found[part.of] += [actions[part.action]] if actions[part.action].is_live else []
    return found


def _settle(finding: Any, answers: list[Stood]) -> None:
    """Where it stands, as finding_state.with_state says it; it has `spared` already."""
    finding.live, finding.open = len(answers), sum(one.is_open for one in answers)
    finding.drafts = sum(one.status == Status.DRAFT for one in answers)
    if finding.closed_at:
        finding.state = State.CLOSED
    elif finding.live == finding.drafts:
        finding.state = State.NOT_NEEDED if finding.spared and not finding.live else State.NONE
    elif finding.open:
        finding.state = State.OPEN
    else:
        waits = any(one.status == Status.DELIVERED for one in answers)
        finding.state = State.TO_ASSURE if waits else State.ASSURED


def _stands(undone: Undone, model: Any, part: Any) -> bool:
    name = "ended_at" if model is Contributor else "taken_back_at"
    return undone.was_there(model, part.pk) and not undone.was(model, part.pk).get(name, part.ended)


def _names(undone: Undone, rows: Rows) -> tuple[dict[int, tuple[str, str]], dict[int, tuple[str, str]]]:
    """By their keys: agencies and officers as they were called."""
    found: dict[str, dict[int, tuple[str, str]]] = {Agency._meta.label_lower: {}, Officer._meta.label_lower: {}}
    for model, beside in ((Agency, "sector"), (Officer, "job_title")):
        label = model._meta.label_lower
        for one in rows.names:
            if one.kind == label:
                was = undone.was(model, one.pk)
                found[label][one.pk] = (was.get("name", one.name), was.get(beside, one.beside))
    return found[Agency._meta.label_lower], found[Officer._meta.label_lower]
