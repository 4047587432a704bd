"""The plan quality check: what a plan lacks, why it matters, and where it is put right.

Each check on actions is a condition in the field's words, with the day passed in. One query asks them all, and the
table of actions is narrowed by the same conditions.
"""

import datetime as dt

from django.db.models import Exists, F, OuterRef, Q, Subquery

from actions.checks import (
    AT_WORK,
    BEGUN,
    OPEN,
    QUIET,
    ActionCheck,
    FindingCheck,
    PartCheck,
    led_from_elsewhere,
    named_left,
    no_action,
    out_of_reach,
    parts_of_nobody,
    parts_of_who_left,
    quiet,
    without_evidence,
)
from actions.models import Brag, Status, Update
from actions.models.actions import ActionQuerySet
from findings.models.findings import FindingQuerySet

ELSEWHERE = "officer-elsewhere"
WHO_AND_WHEN = {"put_right": "Say who and when", "place": "plan"}
TELL = {"put_right": "Record progress", "place": "record_progress", "verb": "record progress"}

ACTION_CHECKS = (
    ActionCheck(
        "draft",
        "No action written yet",
        "A finding is answered by what somebody will do. What is not written cannot go into the statement.",
        "Write the action",
        place="write_action",
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
        fails=quiet,
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
        fails=without_evidence,
    ),
    ActionCheck(
        "officer-left",
        "Lead officer or deputy has left",
        "The action counts on somebody who is not there.",
        **WHO_AND_WHEN,
        fails=named_left,
    ),
    ActionCheck(
        ELSEWHERE,
        "Lead officer of another agency than the one that leads",
        "It can be right, as when somebody is seconded. If not, name another officer, or change the lead agency.",
        **WHO_AND_WHEN,
        fails=led_from_elsewhere,
    ),
    ActionCheck(
        "place-taken",
        "Led by an agency whose place was taken",
        "It came back, or was never handed over: nobody of that agency is left to do it.",
        "Hand it over",
        "hand_over",
        "plan",
        fails=lambda today: OPEN & Q(lead_agency__succeeded_on__lte=today),
    ),
    ActionCheck(
        "no-email",
        "Lead officer cannot be reached",
        "Nobody who can see this plan is signed up as this officer, so no home page and no mail tells of the action.",
        "Look at the officer",
        "agency",
        "see",
        fails=out_of_reach,
    ),
    PartCheck(
        "no-person",
        "Contributing agency without a named person",
        "Each agency that has a part names who does it.",
        fails=lambda today: AT_WORK & Q(Exists(parts_of_nobody(today))),
        parts=parts_of_nobody,
    ),
    PartCheck(
        "person-left",
        "Named person of a contributing agency has left",
        "Its part counts on somebody who is not there.",
        fails=lambda today: AT_WORK & Q(Exists(parts_of_who_left(today))),
        parts=parts_of_who_left,
    ),
    ActionCheck(
        "start-ahead",
        "Begun, and its planned start is still ahead",
        "One of the two is wrong: the work has not begun, or it began before it was planned.",
        **WHO_AND_WHEN,
        fails=lambda today: BEGUN & Q(planned_start__gt=today),
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

FINDING_CHECKS = (
    FindingCheck(
        "no-action",
        "Findings with no action",
        "The inspectors asked for something that nothing in the plan answers.",
        "Add an action",
        "finding_add-action",
        "write action",
        fails=no_action,
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
    """Adds what the checks ask for to actions that have their `brag`: `next_step`, as who led at the time said last."""
    said = Update.objects.filter(action=OuterRef("pk"), as_lead=True).cleared()
    return actions.annotate(next_step=Subquery(said.order_by("-recorded_at", "-pk").values("next_step")[:1]))


def failing(actions: ActionQuerySet, key: str, today: dt.date) -> ActionQuerySet:
    """Of actions with their `brag`, those that fail the check of that key."""
    check = next(check for check in ACTION_CHECKS if check.key == key)
    return checked(actions).filter(check.fails(today))


def findings_failing(findings: FindingQuerySet, key: str) -> FindingQuerySet:
    """Those that are not closed and fail the check of that key."""
    check = next(check for check in FINDING_CHECKS if check.key == key)
    return findings.filter(check.fails(), closed_at=None)
