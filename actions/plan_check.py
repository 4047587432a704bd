"""What the plan quality check found in one partnership, line by line. Four queries, however long the plan."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Case, Count, Prefetch, Q, Value, When
from django.urls import reverse

from actions.models import Action, Contributor
from actions.quality import ACTION_CHECKS, FINDING_CHECKS, ActionCheck, Check, FindingCheck, checked
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
    """One thing to put right: what it is, what to know of it, and where."""

    name: str
    note: str
    page: str
    put_right: str


@dataclass(frozen=True)
class Result:
    """A check that found something; `table` is where its actions are listed, to change several together.

    `together` is a page that puts right what several of its lines say.
    """

    check: Check
    lines: Sequence[Line]
    table: str = ""
    together: str = ""

    def first(self, key: str) -> Sequence[Line]:
        return self.lines if key == self.check.key else self.lines[:SHOWN]


def plan_check(user: Any, hats: Hats, partnership: Partnership, today: dt.date) -> list[Result]:
    """Every check, in the order in which a plan comes about; those that found nothing have no lines."""
    letters = Result(DIFFERENCES, _letters(user, partnership))
    findings, actions = _findings(user, partnership), _actions(user, partnership, today)
    leads = reverse("suggested_leads", args=[partnership.pk]) if hats.may("confirm lead", partnership) else ""
    together = {"lead-suggested": leads}
    of_findings = [
        Result(check, _of_finding(check, findings, hats), together=together.get(check.key, ""))
        for check in FINDING_CHECKS
    ]
    area = f"{reverse('actions')}?filter-area={partnership.pk}"
    of_actions = [
        Result(check, _of_action(check, actions, hats), f"{area}&filter-check={check.key}") for check in ACTION_CHECKS
    ]
    return [letters, *of_findings, *of_actions]


def _letters(user: Any, partnership: Partnership) -> list[Line]:
    here = Letter.objects.visible_to(user).filter(partnership=partnership).select_related("partnership")
    here = here.annotate(undecided=Count("differences", Q(differences__decision="open"))).filter(undecided__gt=0)
    lines = []
    for letter in here.only("letter_date", "partnership__area"):
        address = f"{reverse('letter', args=[letter.pk])}#differences"
        lines.append(Line(str(letter), f"{letter.undecided} to decide", address, address))  # type: ignore[attr-defined]
    return lines


def _findings(user: Any, partnership: Partnership) -> list[Finding]:
    flags = {_flag(check): _yes(check.fails()) for check in FINDING_CHECKS}
    here = Finding.objects.visible_to(user).filter(partnership=partnership, closed_at=None).annotate(**flags)
    return list(here.select_related("letter__partnership", "lead_agency").in_order().defer("as_read"))


def _actions(user: Any, partnership: Partnership, today: dt.date) -> list[Action]:
    flags = {_flag(check): _yes(check.fails(today)) for check in ACTION_CHECKS}
    here = Action.objects.visible_to(user).filter(partnership=partnership).with_brag(today)
    here = checked(here).annotate(**flags).in_order()
    contributors = Prefetch("contributors", Contributor.objects.select_related("officer"))
    related = ("finding", "letter__partnership", "lead_agency", "lead_officer", "deputy")
    return list(here.select_related(*related).prefetch_related(contributors).defer("finding__as_read"))


def _flag(check: Check) -> str:
    return f"fails_{check.key.replace('-', '_')}"


def _yes(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def _of_finding(check: FindingCheck, findings: Iterable[Finding], hats: Hats) -> list[Line]:
    return [_finding_line(check, one, hats) for one in findings if getattr(one, _flag(check))]


def _finding_line(check: FindingCheck, finding: Finding, hats: Hats) -> Line:
    page = reverse("finding", args=[finding.pk])
    place = reverse(check.place, args=[finding.pk]) if hats.may(check.verb, finding) else page
    if check.place == "lead" and place != page:
        place += f"?next={reverse('plan_check', args=[finding.partnership_id])}"
    lead = f"{finding.lead_agency}, " if finding.lead_agency else ""
    return Line(f"{finding.code} {finding.text}", f"{lead}{finding.letter}", page, place)


def _of_action(check: ActionCheck, actions: Iterable[Action], hats: Hats) -> list[Line]:
    return [_action_line(check, one, hats) for one in actions if getattr(one, _flag(check))]


def _action_line(check: ActionCheck, action: Action, hats: Hats) -> Line:
    page = reverse("action", args=[action.pk])
    place = _place(check, action) if hats.may(check.verb, action) else page
    who = action.lead_officer.name if action.lead_officer else action.lead_agency.name
    return Line(f"{action.number} {action.text or action.finding.text}", f"{who}, {action.letter}", page, place)


def _place(check: ActionCheck, action: Action) -> str:
    """The officer's place on the page of their agency, or a page of the action."""
    officer = action.lead_officer
    if check.place == "agency" and officer and officer.agency_id:
        return f"{reverse('agency', args=[action.partnership_id, officer.agency_id])}#officer-{officer.pk}"
    return reverse("action" if check.place == "agency" else check.place, args=[action.pk])
