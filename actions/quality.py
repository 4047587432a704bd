"""The plan quality check: what a plan lacks, why it matters, and where it is put right.

Each check on actions is a condition in the field's words, with the day passed in. One query asks them all, and the
table of actions is narrowed by the same conditions.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, Subquery

from actions.models import AlsoAnswers, Brag, Contributor, Decision, Evidence, Status, Update
from actions.models.actions import Action, ActionQuerySet
from actions.models.status import CLOSED, WRITTEN
from findings.models.findings import FindingQuerySet

QUIET = 30  # days without an update
OPEN, AT_WORK = ~Q(status__in=CLOSED), Q(status__in=WRITTEN)
NAMED = Q(lead_officer__isnull=False)


@dataclass(frozen=True)
class Check:
    """`key` is its name in an address; `place`, `anchor` and `verb`: where it is put right, and who may there."""

    key: str
    title: str
    why: str
    put_right: str = ""
    place: str = "action"
    verb: str = "write action"
    anchor: str = ""


@dataclass(frozen=True)
class ActionCheck(Check):
    fails: Callable[[dt.date], Q] = lambda today: Q(pk=None)


@dataclass(frozen=True)
class FindingCheck(Check):
    fails: Callable[[], Q] = lambda: Q(pk=None)


def _quiet(today: dt.date) -> Q:
    told = Q(last_update_at__date__gte=today - dt.timedelta(days=QUIET))
    return AT_WORK & (Q(last_update_at=None) | ~told) & ~Q(planned_start__gt=today, planned_start__isnull=False)


def _without_evidence(_today: dt.date) -> Q:
    evidence = Evidence.objects.there().filter(action=OuterRef("pk"))
    return Q(status__in=(Status.DELIVERED, Status.ASSURED)) & ~Q(Exists(evidence))


def _nobody_named(_today: dt.date) -> Q:
    here = Contributor.objects.current().filter(action=OuterRef("pk"), officer=None)
    parts = here.exclude(agency=OuterRef("lead_agency"))
    return AT_WORK & Q(Exists(parts))


WHO_AND_WHEN = {"put_right": "Say who and when", "place": "plan"}
TELL = {"put_right": "Record progress", "place": "record_progress", "verb": "record progress"}

ACTION_CHECKS = (
    ActionCheck(
        "draft",
        "No action written yet",
        "A finding is answered by what somebody will do. What is not written cannot go into the statement.",
        "Write the action",
        anchor="#write",
        fails=lambda today: Q(status=Status.DRAFT),
    ),
    ActionCheck(
        "no-officer",
        "No lead officer",
        "An agency does not do things: a person does, and knows that it is theirs.",
        **WHO_AND_WHEN,
        fails=lambda today: AT_WORK & Q(lead_officer=None),
    ),
    ActionCheck(
        "no-date",
        "No target date",
        "Without a date of its own an action is due when the statement is, and after that never late.",
        **WHO_AND_WHEN,
        fails=lambda today: AT_WORK & Q(target_date=None),
    ),
    ActionCheck(
        "no-measure",
        "No measure of success",
        "Without one, the board cannot tell done from working.",
        **WHO_AND_WHEN,
        fails=lambda today: AT_WORK & Q(measure_of_success=""),
    ),
    ActionCheck(
        "quiet",
        f"No update in the last {QUIET} days",
        "Nobody knows where it stands. “No change” is an update too.",
        **TELL,
        fails=_quiet,
    ),
    ActionCheck(
        "red",
        "Red, and no next step is said",
        "A red action needs a way back: its latest update says no next step.",
        **TELL,
        fails=lambda today: AT_WORK & Q(brag=Brag.RED) & (Q(next_step=None) | Q(next_step="")),
    ),
    ActionCheck(
        "no-evidence",
        "Delivered without evidence",
        "What is assured rests on evidence. Ask for it, or reopen the action.",
        "Look at the action",
        verb="see",
        fails=_without_evidence,
    ),
    ActionCheck(
        "officer-left",
        "Lead officer has left",
        "The action belongs to nobody who is still there.",
        **WHO_AND_WHEN,
        fails=lambda today: OPEN & Q(lead_officer__left_on__lte=today),
    ),
    ActionCheck(
        "no-email",
        "Lead officer cannot be reached",
        "Nobody is signed up as this officer, so there is no e-mail address to remind.",
        "Look at the officer",
        "agency",
        "see",
        fails=lambda today: OPEN & NAMED & (Q(lead_officer__user=None) | Q(lead_officer__user__is_active=False)),
    ),
    ActionCheck(
        "no-person",
        "Contributing agency without a named person",
        "Each agency that has a part names who does it.",
        "Look at the action",
        verb="see",
        fails=_nobody_named,
    ),
    ActionCheck(
        "dates",
        "Dates that cannot be right",
        "It starts after it is due, or is due before the letter was written.",
        **WHO_AND_WHEN,
        fails=lambda today: (
            OPEN & (Q(planned_start__gt=F("target_date")) | Q(target_date__lt=F("letter__letter_date")))
        ),
    ),
)


def _no_action() -> Q:
    """Nothing answers it, and no meeting decided that nothing need."""
    dropped = (Status.CANCELLED, Status.SUPERSEDED)
    own = Action.objects.filter(finding=OuterRef("pk")).exclude(status__in=dropped)
    also = AlsoAnswers.objects.told_of_finding().filter(finding=OuterRef("pk")).exclude(action__status__in=dropped)
    spared = Decision.objects.filter(finding=OuterRef("pk"), no_action=True)
    return ~Q(Exists(own)) & ~Q(Exists(also)) & ~Q(Exists(spared))


FINDING_CHECKS = (
    FindingCheck(
        "no-action",
        "Findings with no action",
        "The inspectors asked for something that nothing in the plan answers.",
        "Look at the finding",
        "finding",
        "see",
        fails=_no_action,
    ),
    FindingCheck(
        "no-lead",
        "Findings with no lead agency",
        "Someone has to answer for each finding.",
        "Say who leads",
        "lead",
        "confirm lead",
        fails=lambda: Q(lead_agency=None),
    ),
    FindingCheck(
        "lead-suggested",
        "Leads that are only suggested",
        "The letter’s words suggest the agency. It leads once somebody has confirmed it.",
        "Confirm or change the lead",
        "lead",
        "confirm lead",
        fails=lambda: Q(lead_agency__isnull=False, lead_confirmed_at=None),
    ),
)


def checked(actions: ActionQuerySet) -> ActionQuerySet:
    """Adds what the checks ask for to actions that have their `brag`: `next_step`, as the lead said it last."""
    said = Update.objects.filter(action=OuterRef("pk"), agency=OuterRef("lead_agency")).cleared()
    return actions.annotate(next_step=Subquery(said.order_by("-recorded_at", "-pk").values("next_step")[:1]))


def failing(actions: ActionQuerySet, key: str, today: dt.date) -> ActionQuerySet:
    """Of actions with their `brag`, those that fail the check of that key."""
    check = next(check for check in ACTION_CHECKS if check.key == key)
    return checked(actions).filter(check.fails(today))


def findings_failing(findings: FindingQuerySet, key: str) -> FindingQuerySet:
    """Those that are not closed and fail the check of that key."""
    check = next(check for check in FINDING_CHECKS if check.key == key)
    return findings.filter(check.fails(), closed_at=None)
