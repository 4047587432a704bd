"""The colours that a meeting agrees on, of each action or (where it goes by finding) of each finding."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from actions.finding_state import ENDED
from actions.models import Action, AlsoAnswers
from actions.models.status import worse
from findings.models import Finding
from reporting.models import AgreedColour, Meeting
from reporting.models.agreed import Travel, travel

Key = tuple[int, int | None]  # a finding's, and its action's where it is of an action


@dataclass(frozen=True)
class Row:
    """What a colour can be agreed on: `now` is its computed one, `here` and `before` what was agreed."""

    finding: Finding
    action: Action | None
    now: str
    here: AgreedColour | None
    before: AgreedColour | None

    @property
    def name(self) -> str:
        """As a form's fields are called after it."""
        return f"a{self.action.pk}" if self.action else f"f{self.finding.pk}"

    @property
    def number(self) -> str:
        return self.action.number if self.action else self.finding.code

    @property
    def text(self) -> str:
        return (self.action.text if self.action else "") or self.finding.text

    @property
    def travel(self) -> str:
        """In words, such as "Better"; "" where nothing was agreed before."""
        went = travel(self.here.brag, self.before.brag) if self.here and self.before else ""
        return str(Travel(went).label) if went else ""

    @property
    def seen(self) -> int:
        """Which version of what is agreed here this row shows; 0 for none."""
        return self.here.version if self.here else 0


def rows_of(meeting: Meeting, user: Any, today: dt.date) -> list[Row]:
    """All that stand in the plan, or have a colour from this meeting, as far as `user` sees them. Five queries."""
    here, before = agreed_at(meeting, user), agreed_before(meeting, user)
    actions = Action.objects.visible_to(user).filter(partnership=meeting.partnership_id).with_brag(today)
    standing = list(actions.in_order().select_related("finding__letter"))
    if not meeting.by_finding:
        shown = (one for one in standing if one.status not in ENDED or (one.finding_id, one.pk) in here)
        keyed = (((one.finding_id, one.pk), one) for one in shown)
        return [Row(one.finding, one, one.brag, here.get(key), before.get(key)) for key, one in keyed]  # type: ignore[attr-defined]
    findings = Finding.objects.visible_to(user).filter(partnership=meeting.partnership_id).in_order()
    also = AlsoAnswers.objects.visible_to(user).standing().filter(partnership=meeting.partnership_id)
    colours = _worst(standing, also.values_list("finding", "action"))
    return [
        Row(one, None, colours.get(one.pk, ""), here.get((one.pk, None)), before.get((one.pk, None)))
        for one in findings.select_related("letter")
    ]


def _worst(actions: Iterable[Any], also: Iterable[tuple[int, int]]) -> dict[int, str]:
    """By finding, the worst colour of what answers it; `also`: findings, and actions that answer them too."""
    colours = {one.pk: one.brag for one in actions}
    found: dict[int, str] = {}
    for finding, action in [*((one.finding_id, one.pk) for one in actions), *also]:
        found[finding] = worse(found.get(finding, ""), colours.get(action, ""))
    return found


def agreed_of(meeting: Meeting, user: Any) -> list[Any]:
    """What was agreed here, beside what was agreed before: rows without their computed colours. Two queries."""
    here = AgreedColour.objects.visible_to(user).filter(meeting=meeting).exclude(brag="")
    related = ("finding__letter", "action__finding", "action__letter", "said_by")
    before = agreed_before(meeting, user)
    order = ("finding__letter", "-finding__kind", "finding__number", "action__sequence", "pk")
    rows = here.select_related(*related).order_by(*order)
    return [Row(one.finding, one.action, "", one, before.get((one.finding_id, one.action_id))) for one in rows]


def agreed_at(meeting: Meeting, user: Any) -> dict[Key, AgreedColour]:
    rows = AgreedColour.objects.visible_to(user).filter(meeting=meeting)
    return {(one.finding_id, one.action_id): one for one in rows.select_related("said_by")}


def agreed_before(meeting: Meeting, user: Any) -> dict[Key, AgreedColour]:
    """The last that meetings of its kind agreed before it."""
    rows = AgreedColour.objects.visible_to(user).at_kind(meeting.kind)
    found: dict[Key, AgreedColour] = {}
    for one in rows.filter(partnership=meeting.partnership_id, meeting__on__lt=meeting.on):
        found.setdefault((one.finding_id, one.action_id), one)
    return found


def held(pk: int) -> None:
    """Until the transaction ends nobody else records what this meeting agreed."""
    Meeting.objects.select_for_update().get(pk=pk)


def agree(meeting: Meeting, rows: Iterable[Row], said: Mapping[str, tuple[str, str]], actor: Any) -> int:
    """`said`: by a row's name, its colour and note. Gives how many changed. The caller holds the meeting (held)."""
    return sum(_agree(meeting, row, *said[row.name], actor) for row in rows if row.name in said)


def _agree(meeting: Meeting, row: Row, brag: str, note: str, actor: Any) -> bool:
    here = row.here
    if here is None:
        if not brag:
            return False
        new = AgreedColour(partnership_id=meeting.partnership_id, meeting=meeting, brag=brag, note=note, said_by=actor)
        new.finding, new.action = row.finding, row.action
        new.enter(actor, "agreed colour")
        return True
    if (here.brag, here.note) == (brag, note):
        return False
    return here.change(actor, "agreed colour", brag=brag, note=note, said_by=actor)
