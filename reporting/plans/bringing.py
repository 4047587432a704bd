"""What bringing an older plan in would do, row by row, and doing it: by the verbs of the browser."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from django.db import transaction

from actions.adding import add_action
from actions.models import Action, NotPossible
from actions.models.status import CLOSED
from actions.plan_rules import wrong_dates
from findings.models import Finding, Letter
from partnerships.models import Agency
from partnerships.models.events import because_of_letter
from reporting.plans import recording
from reporting.plans.known import KnownActions
from reporting.plans.matching import Findings, Match
from reporting.plans.names import Named, People
from reporting.plans.table import PlanRow
from reporting.plans.values import Taken, take

AS_SAID = "as you said"
WORDS = {
    "lead_agency": "Lead agency",
    "lead_officer": "Lead officer",
    "target_date": "Target date",
    "measure_of_success": "Measure of success",
}


MOST_AT_ONCE = 200  # rows that something is kept of: they take four seconds, and much longer on a busy machine


class Fate(StrEnum):
    WRITE = "write"  # what a draft action was opened for is written
    ADD = "add"
    CHANGE = "change"  # an action that stands takes what it has not got
    SAME = "same"
    UNMATCHED = "unmatched"
    LEFT = "left"  # out, as somebody said
    WRONG = "wrong"
    LATER = "later"  # enough is kept at once


KEEPS = frozenset({Fate.WRITE, Fate.ADD, Fate.CHANGE})


@dataclass(frozen=True)
class Line:
    """One row. `finding` is the code of the finding that it answers, and `how` says how that is known; `number` that of
    the action. `what` would be kept, `notes` is what to know of it, `wrong` what is left out, cell by cell."""

    row: int
    fate: Fate
    finding: str = ""
    how: str = ""
    number: str = ""
    about: str = ""
    what: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Chosen:
    """What somebody said of a file: findings by the rows' numbers ("" leaves a row out), and whom its names mean."""

    findings: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


class Meanwhile(Exception):
    """Since the person looked, bringing the plan in would do something else."""


def look(rows: Sequence[PlanRow], letter: Letter, user: Any, chosen: Chosen, today: dt.date) -> list[Line]:
    """What it would do: found out by doing it and taking it back."""
    with transaction.atomic(), _because_of(letter):
        lines = Bringing(rows, letter, user, chosen, today).lines()
        transaction.set_rollback(True)
    return lines


@transaction.atomic
def bring_in(
    rows: Sequence[PlanRow], letter: Letter, user: Any, chosen: Chosen, today: dt.date, shown: list[Line]
) -> None:
    """All or nothing. Raises Meanwhile where the outcome is not what was shown."""
    Letter.objects.select_for_update().get(pk=letter.pk)  # sent twice, waits for itself
    with _because_of(letter):
        if Bringing(rows, letter, user, chosen, today).lines() != shown:
            raise Meanwhile


def _because_of(letter: Letter) -> AbstractContextManager[None]:
    """Whom the plan of a held-back letter brings with it is told to the letter's readers alone."""
    return because_of_letter(letter.pk) if letter.embargoed else nullcontext()


class Bringing:
    """An older plan on its way in, under the findings of `letter`, by `user`."""

    def __init__(self, rows: Sequence[PlanRow], letter: Letter, user: Any, chosen: Chosen, today: dt.date) -> None:
        self.rows, self.letter, self.user, self.chosen, self.today = rows, letter, user, chosen, today
        self.findings = Findings(letter.findings.select_related("lead_agency").in_order())
        self.named = Named(People(letter.partnership, today, user), user, chosen.names)
        self.matches = [self._match(row) for row in rows]
        texts = [(match.finding.pk, row.text("action")) for row, match in self._matched()]
        self.known = KnownActions(letter, texts)

    def lines(self) -> list[Line]:
        """Once enough is kept, the other rows wait for the next time: by then the first ones are known."""
        lines: list[Line] = []
        kept = 0
        for row, match in zip(self.rows, self.matches, strict=True):
            line = self._line(row, match) if kept < MOST_AT_ONCE or not match.finding else self._later(row, match)
            kept += line.fate in KEEPS
            lines.append(line)
        return lines

    def _later(self, row: PlanRow, match: Any) -> Line:
        return Line(row.number, Fate.LATER, match.finding.code, match.how, about=row.text("action")[:200])

    def _matched(self) -> Iterator[tuple[PlanRow, Any]]:
        return ((row, match) for row, match in zip(self.rows, self.matches, strict=True) if match.finding)

    def _match(self, row: PlanRow) -> Match:
        code = self.chosen.findings.get(str(row.number))
        found = self.findings.match(row)
        if code is None or code == (found.finding.code if found.finding else ""):
            return found
        return Match(self.findings.of_code(code), AS_SAID)

    def _line(self, row: PlanRow, match: Match) -> Line:
        about = (row.text("action") or row.text("finding"))[:200]
        if match.finding is None:
            fate = Fate.LEFT if match.how == AS_SAID else Fate.UNMATCHED
            return Line(row.number, fate, how=match.how, about=about)
        how = f"{match.how}, from row {row.above}" if row.above and match.how != AS_SAID else match.how
        line = Line(row.number, Fate.WRONG, match.finding.code, how, about=about)
        taken = take(row, self.letter.partnership, self.today)
        if not taken.action:
            return replace(line, wrong=taken.wrong or [f"{row.where('action')}: no action is written."])
        added = dict(self.named.added)
        try:
            with transaction.atomic():
                fate, action, what = self._bring(match.finding, taken, row)
        except NotPossible as why:
            self.named.added = added
            return replace(line, wrong=[*taken.wrong, f"{row.where('action')}: {why}"])
        line = replace(line, fate=fate, number=action.number, what=what)
        return replace(line, notes=taken.notes, wrong=taken.wrong)

    def _bring(self, finding: Finding, taken: Taken, row: PlanRow) -> tuple[Fate, Action, list[str]]:
        """Raises NotPossible."""
        if finding.closed_at:
            raise NotPossible(f"{finding.code} is closed. Reopen it first.")
        action, how = self.known.action_for(finding, taken.action)
        if how:
            taken.notes.append(how)
        if action is None:
            return self._open(finding, taken, row)
        if action.status in CLOSED:
            taken.notes.append(f"{action.number} is {action.get_status_display().lower()}, so it stays as it is.")
            return Fate.SAME, action, []
        what = [*self._change(action, taken, row), *recording.record(action, taken, self.user)]
        return Fate.CHANGE if what else Fate.SAME, action, what

    def _open(self, finding: Finding, taken: Taken, row: PlanRow) -> tuple[Fate, Action, list[str]]:
        draft = self.known.draft_of(finding)
        lead = self.named.agency(taken.agency) or (draft.lead_agency if draft else finding.lead_agency)
        values = self._values(taken, lead or self.named.for_all())
        if draft:
            if why := wrong_dates(draft.planned_start, values.get("target_date")):
                values.pop("target_date")
                taken.wrong.append(f"{row.where('target')}: {why}")
            for name, value in values.items():
                setattr(draft, name, value)
            draft.write_text(self.user, taken.action)
            fate, action = Fate.WRITE, draft
        else:
            of = {"partnership": self.letter.partnership, "letter": self.letter, "finding": finding}
            fate, action = Fate.ADD, Action(**of, text=taken.action, **values)
            if not add_action(action, self.user):
                raise NotPossible("An action with these words is there already.")
        self.known.takes(action)
        told = [f"{WORDS[name]}: {_said(value)}" for name, value in values.items()]
        return fate, action, [*told, *recording.record(action, taken, self.user)]

    def _values(self, taken: Taken, lead: Agency) -> dict[str, Any]:
        """Of the plan, as far as the row says."""
        officer = self.named.officer(taken.officer, lead)
        told = {"lead_officer": officer, "target_date": taken.target, "measure_of_success": taken.measure}
        return {"lead_agency": lead, **{name: value for name, value in told.items() if value}}

    def _change(self, action: Action, taken: Taken, row: PlanRow) -> Iterable[str]:
        """What is empty is filled; what stands stays, and is told where the file says something else."""
        values = self._values(taken, self.named.agency(taken.agency) or action.lead_agency)
        fills = {name: value for name, value in values.items() if not getattr(action, name)}
        if why := wrong_dates(action.planned_start, fills.get("target_date")):
            fills.pop("target_date")
            taken.wrong.append(f"{row.where('target')}: {why}")
        for name, value in values.items():
            if getattr(action, name) and getattr(action, name) != value:
                stands = _said(getattr(action, name))
                taken.notes.append(f"{WORDS[name]}: “{stands}” stands and stays; the file says “{_said(value)}”.")
        if fills:
            action.change(self.user, "planned", **fills)
        return [f"{WORDS[name]}: {_said(value)}" for name, value in fills.items()]


def _said(value: Any) -> str:
    return f"{value:%-d %B %Y}" if isinstance(value, dt.date) else str(value)
