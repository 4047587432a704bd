"""Actions: what is done, who does it, by when, and how it stands today."""

import datetime as dt
from collections import defaultdict
from typing import Any, ClassVar, Literal

from django.db.models import F
from pydantic import Field

from actions.brag_words import in_words
from actions.calls import with_help
from actions.deadlines import action_stands
from actions.models import Action, Brag, Contributor, Status
from findings.deadlines import State
from reporting.api.asking import Asked
from reporting.api.narrowing import Key, OfLetter
from reporting.api.resource import Resource, Row

StatusValue = Literal[*Status.values]  # type: ignore[valid-type]
BragValue = Literal[*Brag.values]  # type: ignore[valid-type]
StateValue = Literal[*State]  # type: ignore[valid-type]


class ActionRow(Row):
    letter_id: int
    finding_id: int
    number: str = Field(description="Such as A5.1: the first action on finding A5.")
    text: str = Field(description="What will be done; empty while nobody has written it.")
    status: StatusValue
    lead_agency_id: int
    lead_agency: str
    lead_is_suggested: bool
    lead_officer: str | None
    deputy: str | None
    contributing_agencies: list[str]
    planned_start: dt.date | None
    target_date: dt.date | None
    first_target_date: dt.date | None
    slippage_in_days: int
    deadline: dt.date | None = Field(description="The target date; without one the statement’s date until it is sent.")
    deadline_state: StateValue
    deadline_in_words: str = Field(description="Such as “12 days late”.")
    brag: BragValue | None = Field(description="The worse of the dates’ colour and the lead’s; none for a draft.")
    brag_in_words: str = Field(description="In the partnership’s own words, such as “Amber: at risk”.")
    declared: BragValue | None = Field(description="The lead’s own colour.")
    help_asked: bool
    measure_of_success: str
    difference: str = Field(description="What is now different, as its lead said when it was delivered.")
    started_at: dt.datetime | None
    delivered_at: dt.datetime | None
    assured_at: dt.datetime | None
    closed_at: dt.datetime | None = Field(description="Cancelled or superseded.")
    last_update_at: dt.datetime | None
    changed_at: dt.datetime
    page: str = Field(description="Where it is shown on the site.")


class OfActions(OfLetter):
    paths: ClassVar = {**OfLetter.paths, "finding": "finding", "agency": "lead_agency"}
    finding: Key = Field(None, description="Answering the finding with this id.")
    agency: Key = Field(None, description="Led by the agency with this id.")
    status: StatusValue | None = None
    overdue: bool | None = Field(None, description="Whether it is open and its deadline is past.")

    def narrow(self, rows: Any, asked: Asked) -> Any:
        rows = super().narrow(rows, asked)
        if self.status:
            rows = rows.filter(status=self.status)
        if self.overdue is None:
            return rows
        late = Action.objects.overdue(asked.today).values("pk")
        return rows.filter(pk__in=late) if self.overdue else rows.exclude(pk__in=late)


SAME = (
    *("letter_id", "finding_id", "number", "text", "status", "lead_agency_id", "planned_start", "target_date"),
    *("help_asked", "measure_of_success", "difference", "started_at", "delivered_at", "assured_at", "closed_at"),
    *("last_update_at", "changed_at"),
)


def tell(action: Any, asked: Asked, parts: dict[int, list[str]]) -> dict[str, Any]:
    due = action_stands(action, asked.today)
    return {name: getattr(action, name) for name in SAME} | {
        "lead_agency": action.lead_agency.name,
        "lead_is_suggested": action.finding.lead_is_suggestion,
        "lead_officer": action.lead_officer.name if action.lead_officer else None,
        "deputy": action.deputy.name if action.deputy else None,
        "contributing_agencies": parts[action.pk],
        "first_target_date": action.original_target_date,
        "slippage_in_days": action.slipped,
        "deadline": due.date,
        "deadline_state": due.state,
        "deadline_in_words": due.words,
        "brag": action.brag or None,
        "brag_in_words": in_words(action.brag, asked.partnerships[action.partnership_id]),
        "declared": action.declared or None,
        "page": asked.page("action", action.pk),
    }


def beside(keys: Any) -> dict[int, list[str]]:
    """The agencies beside the lead, by action."""
    named: dict[int, list[str]] = defaultdict(list)
    here = Contributor.objects.current().filter(action__in=keys).exclude(agency=F("action__lead_agency"))
    for action, name in here.order_by("action", "pk").values_list("action", "agency__name"):
        named[action].append(name)
    return named


def rows(asked: Asked) -> Any:
    named = ("finding", "letter", "lead_agency", "lead_officer", "deputy")
    return with_help(Action.objects.with_brag(asked.today)).select_related(*named)


RESOURCE = Resource("actions", "an action", ActionRow, OfActions, rows, tell, beside)
