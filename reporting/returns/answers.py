"""What bringing a return in would do, row by row, and doing it: by the form and the verbs of the browser."""

import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from django.db import transaction

from actions import bulk, progress
from actions.models import Action, NotPossible, Status, Update
from actions.models.updates import Via
from actions.progress_form import ProgressForm
from findings.reading.letter import Unreadable
from findings.reading.same_body import same_body
from partnerships.gates import Hats
from partnerships.models import Agency
from reporting.returns.columns import choices
from reporting.returns.reading import Answer, Returned
from reporting.returns.values import form_data, in_words, told_by_cell, where

OURS = uuid.UUID("5f0ae8f5-3f0e-4c0b-9d1e-8a6f6f5b7d11")  # the space of names of what returns bring


class Fate(StrEnum):
    RECORD = "record"
    STALE = "stale"  # can be recorded, but the action changed since the return was made
    BEFORE = "before"  # recorded with this return before
    EMPTY = "empty"  # nothing was filled in
    WRONG = "wrong"  # the person puts it right and chooses the file again


@dataclass(frozen=True)
class Line:
    """One row of the return. `what` is what would be recorded, `wrong` why it is not, cell by cell; `meanwhile` what
    changed since the return was made. `waits`: until the agency's lead has cleared it."""

    number: str
    fate: Fate
    action: int | None = None
    about: str = ""
    what: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    meanwhile: list[str] = field(default_factory=list)
    waits: bool = False

    @property
    def can_be_recorded(self) -> bool:
        return self.fate in (Fate.RECORD, Fate.STALE)


class Meanwhile(Exception):
    """Since the person looked, bringing the return in would do something else."""


def whose(returned: Returned, agency: Agency) -> str:
    """What to know of whose return the file says it is. Raises Unreadable where it is another's."""
    said = (returned.marks.get("Agency", ""), returned.marks.get("Partnership", ""))
    if not all(said):
        return "The file does not say whose return it is. Make sure that it is this agency’s."
    if not same_body(said[0], agency.name) or said[1] != agency.partnership.name:
        raise Unreadable(
            f"This is the return of {said[0]}, {said[1]}. It can only be brought in on that agency’s own page."
        )
    return ""


def look(returned: Returned, agency: Agency, user: Any) -> list[Line]:
    """What it would do: found out by doing it and taking it back."""
    with transaction.atomic():
        lines = Bringing(returned, agency, user).lines()
        transaction.set_rollback(True)
    return lines


@transaction.atomic
def bring_in(returned: Returned, agency: Agency, user: Any, shown: list[Line], chosen: Iterable[str]) -> list[Line]:
    """Records the rows of these numbers, all or none. Raises Meanwhile where the outcome is not what was shown."""
    if look(returned, agency, user) != shown:
        raise Meanwhile
    return Bringing(returned, agency, user).lines(set(chosen))


class Bringing:
    """A return on its way in, for `agency`, by `user`."""

    def __init__(self, returned: Returned, agency: Agency, user: Any) -> None:
        self.returned, self.agency, self.user, self.hats = returned, agency, user, Hats.of(user)
        self.actions = self._actions()
        self.choices = choices(agency.partnership)
        versions = {action.pk: version for action, version in self._matched() if version}
        changed = [action for action, _ in self._matched() if action.pk in versions]
        self.meanwhile: Mapping[int, list[str]] = bulk.done_since(changed, versions)

    def lines(self, chosen: set[str] | None = None) -> list[Line]:
        """One for each row; with `chosen`, only those are recorded, and given."""
        done: dict[int, str] = {}
        lines = []
        for answer in self.returned.answers:
            line = self._line(answer, done)
            if chosen is None or (line.can_be_recorded and key_of(line) in chosen):
                lines.append(self._record(answer, line))
        return lines

    def _actions(self) -> list[Action]:
        seen = Action.objects.visible_to(self.user).filter(partnership=self.agency.partnership_id)
        seen = seen.select_related("finding", "letter__partnership", "lead_agency", "lead_officer", "deputy")
        return list(seen.prefetch_related("contributors__agency", "contributors__officer"))

    def _matched(self) -> list[tuple[Action, int | None]]:
        found = ((self._found(answer), answer) for answer in self.returned.answers)
        return [(action, answer.version) for action, answer in found if isinstance(action, Action)]

    def _found(self, answer: Answer) -> Action | str:
        """The action that the row is about, among those of the agency; else why there is none."""
        number, where = answer.number.text.upper(), answer.number.where
        if not number:
            return f"{where}: the action’s number is missing."
        named = [one for one in self.actions if one.number == number]
        if answer.letter:
            named = [one for one in named if str(one.letter) == answer.letter]
        own = [one for one in named if self.agency.pk in (one.lead_agency_id, *one.contributing_agency_ids)]
        if not named:
            return f"{where}: “{answer.number.text}” is no action of this plan."
        if not own:
            return f"{where}: {number} is an action of {named[0].lead_agency}, in which {self.agency} has no part."
        if len(own) > 1:
            letters = " and ".join(str(one.letter) for one in own)
            return f"{where}: {number} is an action of {letters}. The return does not say of which."
        return own[0]

    def _line(self, answer: Answer, done: dict[int, str]) -> Line:
        number = answer.number.text or f"Row at {answer.number.where}"
        action = self._found(answer)
        if isinstance(action, str):
            return Line(
                number, Fate.EMPTY if answer.is_empty and not answer.number.text else Fate.WRONG, wrong=[action]
            )
        about = action.text[:200]
        if answer.is_empty:
            return Line(number, Fate.EMPTY, action.pk, about)
        if action.pk in done:
            wrong = f"{answer.number.where}: {number} is in {done[action.pk]} too. Say it once."
            return Line(number, Fate.WRONG, action.pk, about, wrong=[wrong])
        done[action.pk] = answer.number.where
        meanwhile = self._changed(action, answer)
        return Line(number, Fate.STALE if meanwhile else Fate.RECORD, action.pk, about, meanwhile=meanwhile)

    def _changed(self, action: Action, answer: Answer) -> list[str]:
        if answer.version is None:
            return ["The file does not say of which state of the action it was made. Compare it with what stands now."]
        if answer.version >= action.version:
            return []
        return self.meanwhile.get(action.pk) or ["It was changed since the return was made."]

    def _record(self, answer: Answer, line: Line) -> Line:
        """Does what the row says; the line tells what came of it."""
        if not line.can_be_recorded or line.action is None:
            return line
        action = next(one for one in self.actions if one.pk == line.action)
        token = self._token(action, answer)
        if Update.objects.filter(token=token).exists():
            return replace(line, fate=Fate.BEFORE, meanwhile=[])
        data, wrong = form_data(answer, action, self.agency, self.choices)
        form = ProgressForm({**data, "token": str(token)}, action=action, agencies=[self.agency])
        problems = told_by_cell(answer, wrong, form.errors) or self._may_not(action, form, answer)
        if problems:
            return replace(line, fate=Fate.WRONG, wrong=problems, meanwhile=[])
        waiting = progress.waits(self.hats, action, self.agency)
        try:
            with transaction.atomic():
                done = self._save(action, form, waiting)
        except NotPossible as why:
            return replace(line, fate=Fate.WRONG, wrong=[f"{answer.number.where}: {why}"], meanwhile=[])
        return replace(line, fate=line.fate if done.new else Fate.BEFORE, what=in_words(answer), waits=waiting)

    def _may_not(self, action: Action, form: ProgressForm, answer: Answer) -> list[str]:
        if action.status == Status.DRAFT:
            return [f"{answer.number.where}: nobody has written {action.number} yet. Write it first."]
        if not self.hats.may("record progress", action):
            return [f"{answer.number.where}: you may record nothing on {action.number}."]
        if form.delivers and not self.hats.may("deliver", action):
            return [f"{where(answer, 'deliver')}: you may not say that {action.number} is delivered."]
        return []

    def _save(self, action: Action, form: ProgressForm, waiting: bool) -> progress.Done:
        update = form.update(self.user)
        update.via = Via.RETURN
        return progress.record(self.user, update, waiting, form.evidence(self.user), form.delivers)

    def _token(self, action: Action, answer: Answer) -> uuid.UUID:
        """The same return says the same only once, whenever and however often it is brought in."""
        words = {name: said.text for name, said in answer.said.items()}
        told = [self.returned.marks.get("Return", ""), self.agency.pk, action.pk, answer.version, sorted(words.items())]
        return uuid.uuid5(OURS, json.dumps(told))


def key_of(line: Line) -> str:
    """What a form calls the row: the action's key, which is only ever looked up among the rows that were shown."""
    return str(line.action)
