"""What the plan quality check found in one partnership, line by line. Four queries, however long the plan."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Case, Count, Prefetch, Q, Subquery, Value, When
from django.urls import reverse
from django.utils.http import urlencode

from actions.checks import Check, PartCheck
from actions.models import Action, Contributor
from actions.plan_rules import from_elsewhere
from actions.quality import ACTION_CHECKS, ELSEWHERE, FINDING_CHECKS, checked
from findings.models import Finding, Letter
from partnerships.gates import Hats
from partnerships.models import Partnership

DIFFERENCES = Check(
    "differences",
    "Differences between copies of a letter",
    "A further copy says something else. The plan stays as it is until somebody decides.",
    "Decide",
)
SHOWN = 10  # lines of a check, until all are asked for


@dataclass(frozen=True)
class Line:
    """One thing to put right: what it is, what to know of it, and where. `key` is its place on the page.

    `counts`: how many it stands for, as a letter does for its differences.
    """

    key: str
    name: str
    note: str
    page: str
    put_right: str
    counts: int = 1


@dataclass(frozen=True)
class Result:
    """A check that found something; `table` is where its actions are listed, to change several together.

    `together` is a page that puts right what several of its lines say.
    """

    check: Check
    lines: Sequence[Line]
    table: str = ""
    together: str = ""

    @property
    def number(self) -> int:
        return sum(line.counts for line in self.lines)

    def first(self, show: str) -> Sequence[Line]:
        return self.lines if show == self.check.key else self.lines[:SHOWN]


@dataclass(frozen=True)
class Reader:
    """Who reads the check of `partnership`, on which day, and of which check they asked for all lines (`show`)."""

    user: Any
    hats: Hats
    partnership: Partnership
    today: dt.date
    show: str = ""

    def back(self, check: Check, lines: Sequence[Line]) -> str:
        """For a form's address: the way back to the place below `lines`, whatever has gone from there by then."""
        here = reverse("plan_check", args=[self.partnership.pk])
        shown = f"?show={check.key}" if self.show == check.key else ""
        return urlencode({"next": f"{here}{shown}#{lines[-1].key if lines else check.key}"})


def plan_check(reader: Reader) -> list[Result]:
    """Every check, in the order in which a plan comes about; those that found nothing have no lines."""
    findings, actions = _findings(reader), _actions(reader)
    partnership = reader.partnership
    leads = reader.hats.may("confirm lead", partnership) and reverse("suggested_leads", args=[partnership.pk])
    together = {"lead-suggested": leads or ""}
    area = f"{reverse('actions')}?filter-area={partnership.pk}"
    of_findings = [
        Result(check, _lines(check, findings, _of_finding, reader), together=together.get(check.key, ""))
        for check in FINDING_CHECKS
    ]
    of_actions = [
        Result(check, _lines(check, actions, _of_action, reader), f"{area}&filter-check={check.key}")
        for check in ACTION_CHECKS
    ]
    return [Result(DIFFERENCES, _letters(reader)), *of_findings, *of_actions]


def _letters(reader: Reader) -> list[Line]:
    here = Letter.objects.visible_to(reader.user).filter(partnership=reader.partnership)
    here = here.select_related("partnership").only("letter_date", "partnership__area")
    open_ones = Count("differences", Q(differences__decision="open"))
    return [_of_letter(letter) for letter in here.annotate(undecided=open_ones).filter(undecided__gt=0)]


def _of_letter(letter: Any) -> Line:
    address = f"{reverse('letter', args=[letter.pk])}#differences"
    key = f"{DIFFERENCES.key}-{letter.pk}"
    return Line(key, str(letter), f"{letter.undecided} to decide", address, address, letter.undecided)


def _findings(reader: Reader) -> list[Finding]:
    flags = {_flag(check): _yes(check.fails()) for check in FINDING_CHECKS}
    here = Finding.objects.visible_to(reader.user).filter(partnership=reader.partnership, closed_at=None)
    here = here.annotate(**flags).select_related("letter__partnership", "lead_agency")
    return list(here.in_order().defer("as_read"))


def _actions(reader: Reader) -> list[Action]:
    today = reader.today
    asked: dict[str, Any] = {_flag(check): _yes(check.fails(today)) for check in ACTION_CHECKS}
    for check in ACTION_CHECKS:
        if isinstance(check, PartCheck):
            asked[_part(check)] = Subquery(check.parts(today).order_by("pk").values("pk")[:1])
    here = Action.objects.visible_to(reader.user).filter(partnership=reader.partnership).with_brag(today)
    here = checked(here).annotate(**asked).in_order()
    contributors = Prefetch("contributors", Contributor.objects.select_related("officer"))
    related = ("finding", "letter__partnership", "lead_agency", "lead_officer__agency", "deputy")
    return list(here.select_related(*related).prefetch_related(contributors).defer("finding__as_read"))


def _flag(check: Check) -> str:
    return f"fails_{check.key.replace('-', '_')}"


def _part(check: PartCheck) -> str:
    return f"part_{check.key.replace('-', '_')}"


def _yes(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def _lines(check: Check, records: Iterable[Any], tell: Callable[..., Line], reader: Reader) -> list[Line]:
    lines: list[Line] = []
    for one in records:
        if getattr(one, _flag(check)):
            lines.append(tell(check, one, reader, reader.back(check, lines)))
    return lines


def _of_finding(check: Check, finding: Finding, reader: Reader, back: str) -> Line:
    page = reverse("finding", args=[finding.pk])
    may = reader.hats.may(check.verb, finding)
    place = f"{reverse(check.place, args=[finding.pk])}?{back}" if may else page
    lead = f"{finding.lead_agency}, " if finding.lead_agency else ""
    key = f"{check.key}-{finding.pk}"
    return Line(key, f"{finding.code} {finding.text}", f"{lead}{finding.letter}", page, place)


def _of_action(check: Check, action: Action, reader: Reader, back: str) -> Line:
    page = reverse("action", args=[action.pk])
    place = _place(check, action, back) if reader.hats.may(check.verb, action) else page
    who = action.lead_officer.name if action.lead_officer else action.lead_agency.name
    note = f"{who}, {action.letter}"
    if check.key == ELSEWHERE:
        note = from_elsewhere(action.lead_officer, action.lead_agency)
    name = f"{action.number} {action.text or action.finding.text}"
    return Line(f"{check.key}-{action.pk}", name, note, page, place)


def _place(check: Check, action: Action, back: str) -> str:
    """A form, with the way back; or a page to look at: the action's, the officer's place on that of their agency, or
    what an agency has left to hand over."""
    if isinstance(check, PartCheck):
        return f"{reverse(check.place, args=[getattr(action, _part(check))])}?{back}"
    if check.place == "hand_over":
        return reverse("hand_over", args=[action.partnership_id, action.lead_agency_id])
    officer = action.lead_officer
    if check.place == "agency" and officer and officer.agency_id:
        return f"{reverse('agency', args=[action.partnership_id, officer.agency_id])}#officer-{officer.pk}"
    if check.verb == "see":
        return reverse("action", args=[action.pk])
    return f"{reverse(check.place, args=[action.pk])}?{back}"
